import { figuresTable, type TableSource } from "./figures-table.ts";
import { scoreColumns } from "./outcome-tables.ts";
import { atGroup, GROUP_NAMES, groupsOf, type PeopleGroup } from "./places.ts";
import type { TakeAwayTable } from "./take-away-table.ts";

/** Characteristics that the Equity page shows. */
const CHARACTERISTICS = [
  "gender",
  "ethnic_group",
  "ethnic_category",
  "language_group",
  "age_band",
  "interpreter",
  "imd_quintile",
  "gp_registered",
  "cohort",
] as const;

/** Characteristics that a population is known of. */
const COMPARED = [
  "gender",
  "ethnic_group",
  "ethnic_category",
  "language_group",
  "age_band_20",
  "interpreter",
  "imd_quintile",
] as const;

const STAGES: readonly { readonly stage: string; readonly label: string }[] = [
  { stage: "contacted", label: "Reached by a link worker" },
  { stage: "assessed", label: "Assessed with a first score" },
  { stage: "started", label: "Started an activity" },
  { stage: "completed", label: "Completed the planned sessions" },
  { stage: "followed_up", label: "Followed up in time" },
  { stage: "improved", label: "Improved" },
];

/** Tables about groups of people: who was reached, how far they came, how long they waited, and what changed. */
export function reachTables(source: TableSource): readonly (TakeAwayTable | null)[] {
  const { catalogue } = source;
  const [main] = catalogue.instruments;
  const groups = groupsOf(catalogue, CHARACTERISTICS);
  const reach = groupsOf(catalogue, COMPARED);
  const at = (measure: string) => (group: PeopleGroup) => ({ measure, ...atGroup(group) });
  const steps = groups.flatMap((group) => STAGES.map((step) => ({ group, ...step })));
  return [
    figuresTable(source, {
      id: "who-was-reached",
      title: "Who was reached: referrals by group beside a named population, whole programme",
      about: [
        "A share of the population is not a share of need. 1 means the same share among referrals as in the population.",
        "The last two figures say what the ratio would be if nobody, or everybody, whose group is not known were of the group.",
        ...(catalogue.populations ?? []).map(
          ({ of, people, source: from, synthetic }) =>
            `${catalogue.breakdowns.find(({ breakdown }) => breakdown === of)?.label ?? of}: ${people}. ${from}${synthetic ? " (invented)" : ""}.`,
        ),
      ],
      items: reach,
      names: GROUP_NAMES,
      figures: [
        {
          at: at("share_of_referrals"),
          parts: ["numerator", "value", "lower", "upper"],
          names: { numerator: "Referrals" },
        },
        { at: at("share_of_population"), parts: ["value"] },
        { at: at("representation_ratio") },
        {
          title: "Ratio if none not known were of the group",
          at: at("representation_ratio_if_none"),
          parts: ["value"],
        },
        {
          title: "Ratio if all not known were of the group",
          at: at("representation_ratio_if_all"),
          parts: ["value"],
        },
        { at: at("referrals_per_1000") },
      ],
    }),
    figuresTable(source, {
      id: "pathway-by-group",
      title: "How far referrals came, by group, whole programme",
      about: [
        "Stopping is not failure: a person may have what they need. The ratio is to the reference group, the largest one of the characteristic.",
      ],
      items: steps,
      names: [
        { label: "Characteristic", of: ({ group }) => group.characteristic },
        { label: "Group", of: ({ group }) => group.label },
        { label: "Stage", of: ({ label }) => label },
      ],
      figures: [
        {
          title: "Share of all referrals",
          at: ({ group, stage }) => ({ measure: `group_reached_${stage}`, ...atGroup(group) }),
          parts: ["numerator", "denominator", "value", "lower", "upper"],
          names: { numerator: "Referrals that came so far", denominator: "All referrals" },
        },
        {
          title: "Times the share of the reference group",
          at: ({ group, stage }) => ({ measure: `group_ratio_reached_${stage}`, ...atGroup(group) }),
        },
      ],
    }),
    figuresTable(source, {
      id: "waits-by-group",
      title: "Days to the first contact, by group, whole programme",
      about: ["Referrals that were still waiting count as long as they were seen to wait."],
      items: groups,
      names: GROUP_NAMES,
      figures: [
        {
          title: "Days until half were reached",
          at: at("wait_median_days"),
          parts: ["n", "value", "lower", "upper"],
          names: { n: "Referrals" },
        },
        { title: "Days until nine in ten were reached", at: at("wait_p90_days") },
      ],
    }),
    main === undefined
      ? null
      : figuresTable(source, {
          id: "outcomes-by-group",
          title: `Change in ${main.short}, by group, whole programme`,
          about: [
            "Scores before and after have no comparison group: they do not show why scores changed. Groups differ in more than the one thing shown.",
          ],
          items: groupsOf(catalogue, [...CHARACTERISTICS, "baseline_level"]),
          names: GROUP_NAMES,
          figures: scoreColumns<PeopleGroup>((measure, group) => ({
            measure,
            instrument: main.id,
            ...atGroup(group),
          })),
        }),
    figuresTable(source, {
      id: "not-recorded",
      title: "How often a characteristic is not recorded, whole programme",
      about: ["Not stated: asked and declined. Not known: never asked or recorded."],
      items: groups.filter(({ category }) => category.startsWith("not_")),
      names: GROUP_NAMES,
      figures: [
        {
          title: "Share of referrals",
          at: at("share_unrecorded"),
          parts: ["numerator", "denominator", "value", "lower", "upper"],
          names: { numerator: "Referrals", denominator: "All referrals" },
        },
      ],
    }),
  ];
}
