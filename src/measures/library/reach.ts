import type { MeasureEntry } from "../library.ts";

const WHO = "The population is everybody of the area, whether they need social prescribing or not.";
const GROUPS =
  "Groups without a population, and groups that are not shown, are on neither side. People whose group is not known are left out.";

/** Whether a group is referred in proportion to its share of a named population. */
export const reachMeasures: readonly MeasureEntry[] = [
  {
    id: "referrals_20_plus",
    title: "Referrals of people aged 20 or over",
    kind: "count",
    unit: "referrals",
    polarity: "neither",
    definition:
      "Referrals received of people who were at least 20, to be set against a registered list of people aged 20 or over.",
    numerator: "Referrals of people aged 20 or over",
    denominator: "",
    method: "count",
    caveat:
      "Age is the year of referral less the year of birth, so a few are 19. People whose age is not known are left out.",
  },
  {
    id: "population",
    title: "People in the population",
    kind: "amount",
    unit: "people",
    polarity: "neither",
    definition: "People of the group in the population that referrals are set against.",
    numerator: "People",
    denominator: "",
    method: "published-statistic",
    caveat: "Counted on one day, which is not a day of the programme.",
  },
  {
    id: "share_of_population",
    title: "Share of the population",
    kind: "proportion",
    unit: "share of the population",
    polarity: "neither",
    definition: "Of the people in the population whose group is shown, the share who are of this group.",
    numerator: "People of the group",
    denominator: "People of all groups shown",
    method: "published-statistic",
    caveat: "Counted on one day, which is not a day of the programme.",
  },
  {
    id: "share_of_referrals",
    title: "Share of referrals",
    kind: "proportion",
    unit: "share of referrals",
    polarity: "neither",
    definition:
      "Of the referrals of people whose group is known and shown, the share of this group. Of people whose group is not known: their share of all of these referrals together.",
    numerator: "Referrals of the group",
    denominator: "Referrals of all groups shown",
    method: "representation-ratio",
    caveat: GROUPS,
  },
  {
    id: "representation_ratio",
    title: "Referrals against the population",
    kind: "rate",
    unit: "times the share of the population",
    polarity: "neither",
    definition:
      "Share of referrals divided by share of the population. At 1 a group has the share of referrals that it has of the people; below 1 it has less.",
    numerator: "Share of referrals",
    denominator: "Share of the population",
    method: "representation-ratio",
    caveat: `${GROUPS} ${WHO}`,
  },
  ...(
    [
      ["none", "nobody", "least"],
      ["all", "everybody", "most"],
    ] as const
  ).map(([id, who, end]) => ({
    id: `representation_ratio_if_${id}`,
    title: `Referrals against the population if ${who} not known were of this group`,
    kind: "rate" as const,
    unit: "times the share of the population",
    polarity: "neither" as const,
    definition: `The ${end} that the ratio could be: as if ${who} whose group is not known were of this group.`,
    numerator: "Share of referrals",
    denominator: "Share of the population",
    method: "unknown-group-bounds",
    caveat: "An extreme, not a guess: the truth lies between the two extremes.",
  })),
  {
    id: "referrals_per_1000",
    title: "Referrals per 1,000 people a year",
    kind: "rate",
    unit: "referrals per 1,000 people a year",
    polarity: "neither",
    definition: "Referrals of the group for every 1,000 people of the group in the population, a year.",
    numerator: "Referrals × 1,000",
    denominator: "People of the group × years",
    method: "event-rate",
    caveat: `A person may be referred more than once, and not every practice of an area may take part. ${WHO}`,
  },
  {
    id: "referral_slope_index",
    title: "Slope index of inequality in referrals",
    kind: "rate",
    unit: "referrals per 1,000 people a year",
    polarity: "neither",
    definition:
      "Difference in referrals per 1,000 people a year from the most to the least deprived end of the population, by a straight line through the fifths.",
    numerator: "Rate at the least deprived end less rate at the most deprived end",
    denominator: "",
    method: "inequality-gradient",
    caveat: `Below 0: more referrals where people are more deprived. ${WHO}`,
  },
  {
    id: "referral_relative_index",
    title: "Relative index of inequality in referrals",
    kind: "rate",
    unit: "times the rate at the most deprived end",
    polarity: "neither",
    definition:
      "Referrals per 1,000 people a year at the least deprived end of the population divided by those at the most deprived end.",
    numerator: "Rate at the least deprived end",
    denominator: "Rate at the most deprived end",
    method: "inequality-gradient",
    caveat: `Below 1: more referrals where people are more deprived. ${WHO}`,
  },
];
