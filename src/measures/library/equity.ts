import type { GroupStage } from "../equity-rows.ts";
import type { MeasureEntry } from "../library.ts";
import { reachMeasures } from "./reach.ts";
import { ALIKE, NOT_DUE, share } from "./share-entry.ts";

const STAGES: Readonly<Record<GroupStage, readonly [title: string, words: string]>> = {
  contacted: ["reached by a link worker", "have at least one attended, two-way, direct contact"],
  assessed: ["assessed for a plan", "have a first score on any measure of outcome"],
  started: ["started an activity", "have at least one activity with a start or an attended session"],
  completed: ["completed the planned sessions", "have an activity with all planned sessions attended"],
  followed_up: ["followed up", "have a second score on the main measure of outcome"],
  improved: ["improved", "gained at least the meaningful change on the main measure of outcome"],
};

const BEFORE = "Referrals at this stage and all before it";
const GROUP_CAVEAT = `${NOT_DUE} Stopping is not failure: a person may have what they need. Someone whose group is not known may be in any.`;
const RATIO_CAVEAT =
  "The groups may differ in other ways, such as where they live, when they were referred and how ill they are. Rounded numbers make the interval wider.";

const stageEntries = Object.entries(STAGES).flatMap(([fact, [title, words]]): readonly MeasureEntry[] => [
  {
    id: `group_pathway_${fact}`,
    title: `By group: ${title}`,
    kind: "count",
    unit: "referrals",
    polarity: "neither",
    definition: `Referrals that ${words}, and had reached every stage before it, by the data date: received, reached by a link worker, assessed, started, completed, followed up, improved.`,
    numerator: BEFORE,
    denominator: "",
    method: "count",
    caveat: GROUP_CAVEAT,
  },
  ...(["reached", "onward"] as const).flatMap((kind): readonly MeasureEntry[] => {
    const of = kind === "reached" ? "all referrals" : "those at the stage before";
    return [
      {
        id: `group_${kind}_${fact}`,
        title: `By group: ${title}, of ${of}`,
        kind: "proportion",
        unit: "share of referrals",
        polarity: "neither",
        definition: `Of ${of === "all referrals" ? of : "the referrals at the stage before"}, the share that came as far as this stage (${title}) by the data date.`,
        numerator: `${BEFORE}, as released`,
        denominator:
          kind === "reached"
            ? "Referrals received, as released"
            : "Referrals at the stage before, as released",
        method: "wilson",
        caveat: GROUP_CAVEAT,
      },
      {
        id: `group_ratio_${kind}_${fact}`,
        title: `Beside the reference group: ${title}, of ${of}`,
        kind: "rate",
        unit: "times the share of the reference group",
        polarity: "higher",
        definition: `The share of the group that came as far as this stage (${title}), of ${of}, divided by that of the reference group: the largest one, and for a cohort everybody.`,
        numerator: "Share of the group, as released",
        denominator: "Share of the reference group, as released",
        method: "rounded-risk-ratio",
        caveat: RATIO_CAVEAT,
      },
    ];
  }),
]);

const waits = (
  [
    ["wait_median_days", "Days by which half of all referrals had a first contact", "half"],
    ["wait_p90_days", "Days by which nine in ten of all referrals had a first contact", "nine in ten"],
  ] as const
).map(
  ([id, title, words]): MeasureEntry => ({
    id,
    title,
    kind: "amount",
    unit: "days",
    polarity: "lower",
    definition: `Days after the referral by which ${words} of the referrals had an attended, two-way, direct contact with a link worker. A referral without one counts as waiting up to the data date, whatever became of it.`,
    numerator: "",
    denominator:
      "Referrals received that were neither declined by the person nor turned down, in services that record contacts",
    method: "kaplan-meier",
    caveat:
      "A referral that was closed without a contact counts as still waiting: it had none. A contact without a date, or dated before the referral, tells no days and its referral is left out. Not shown where it rests on few referrals.",
  }),
);

const language = (
  [
    {
      id: "share_language_unmet",
      title: "Contacts without a needed interpreter",
      polarity: "lower",
      definition:
        "Of the contacts with people who need an interpreter, the share with neither an interpreter nor a worker who speaks the language.",
      numerator: "Of these contacts, those with neither",
      denominator:
        "Attended, two-way, direct contacts of people who need an interpreter, where either is recorded",
      caveat: "Where only one of the two is recorded, the other is taken as no.",
    },
    {
      id: "share_dna_booked",
      title: "Did not attend, with an interpreter booked",
      polarity: "lower",
      definition:
        "Of the appointments of people who need an interpreter, with one booked, the share missed without notice.",
      numerator: "Appointments missed without notice",
      denominator:
        "Appointments with an interpreter booked that were attended, attended late, too late to be seen, or missed without notice",
    },
    {
      id: "share_dna_unbooked",
      title: "Did not attend, with no interpreter booked",
      polarity: "lower",
      definition:
        "Of the appointments of people who need an interpreter, with none booked, the share missed without notice.",
      numerator: "Appointments missed without notice",
      denominator:
        "Appointments with no interpreter booked that were attended, attended late, too late to be seen, or missed without notice",
      caveat: "A worker who speaks the language needs no interpreter: their appointments are in it too.",
    },
  ] as const
).map(share("share of contacts", ALIKE, "Contacts of referrals received in the programme's window."));

/** What the Equity page tells beyond the headline, group by group. */
export const equityMeasures: readonly MeasureEntry[] = [
  ...reachMeasures,
  ...stageEntries,
  ...waits,
  ...language,
  {
    id: "adjusted_difference",
    title: "Last score beside the reference group, at the same first score",
    kind: "mean",
    unit: "score points",
    polarity: "neither",
    definition:
      "How much higher or lower the group's last score is than that of the reference group, among people who began at the same score. The reference group is the largest one; a cohort is set beside everybody not in it.",
    numerator: "",
    denominator: "People of the group with a score before and a score after",
    method: "group-differences",
    caveat:
      "Only people with both scores are in it. Groups may differ in other ways than the first score. People of one service or network are alike, and the interval allows for it.",
  },
  {
    id: "share_unrecorded",
    title: "Referrals of people whose group is not recorded",
    kind: "proportion",
    unit: "share of referrals",
    polarity: "lower",
    definition:
      "Of the referrals, the share of people whose answer is not known (never asked or recorded), and apart from it the share who were asked and preferred not to say.",
    numerator: "Referrals of these people, as released",
    denominator: "Referrals received, as released",
    method: "wilson",
    caveat: "A gap in recording is a gap in care: who is not known to a service cannot be seen to be missed.",
  },
];
