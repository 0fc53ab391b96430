import type { Catalogue } from "../release/catalogue.ts";
import { type FigureColumns, figuresTable, type TableSource } from "./figures-table.ts";
import { atPlace, PLACE_NAMES, type Place, placesOf } from "./places.ts";
import type { TakeAwayTable } from "./take-away-table.ts";

type Instrument = Catalogue["instruments"][number];

/** The steps from referral to two scores, each after those who left on the way to it, or joined. */
const FLOW: readonly { readonly measure: string; readonly step: string }[] = [
  { measure: "people", step: "People referred" },
  { measure: "flow_declined", step: "Left: not eligible, declined by the service" },
  { measure: "flow_eligible", step: "Eligible" },
  { measure: "flow_no_first_score", step: "Left: no first score" },
  { measure: "flow_first_score", step: "First score" },
  { measure: "flow_not_due", step: "Left: second score not due yet" },
  { measure: "flow_due", step: "Second score due" },
  { measure: "flow_not_followed_up", step: "Left: not followed up in time" },
  { measure: "flow_followed_up", step: "Followed up in time" },
  { measure: "flow_late", step: "Joined: second score late" },
  { measure: "flow_early", step: "Joined: second score before it was due" },
  { measure: "flow_both_scores", step: "Both scores" },
];

/** Ways of working out the change, the main one first. */
const WAYS = [
  "mean_change",
  "clustered_change",
  "typical_change",
  "timely_change",
  "weighted_change",
  "unpaired_change",
  "change_if_lost_unchanged",
  "tipping_point",
  "share_improved_bounds",
] as const;

const NO_CAUSE =
  "Scores before and after have no comparison group: they do not show why scores changed. People without a second score are left out.";

/** Tables about scores: by instrument, who was lost on the way, in other ways, by size of change, and by place. */
export function outcomeTables(source: TableSource): readonly (TakeAwayTable | null)[] {
  const { catalogue } = source;
  const { instruments } = catalogue;
  const [main] = instruments;
  if (main === undefined) return [];
  const name = { label: "Score", of: ({ name: text }: Instrument) => text };
  const pairs = <T>(others: readonly T[]) =>
    instruments.flatMap((one) => others.map((other) => ({ one, other })));
  const named = { label: "Score", of: ({ one }: { readonly one: Instrument }) => one.name };
  return [
    figuresTable(source, {
      id: "outcomes-by-score",
      title: "Scores before and after, whole programme, by outcome score",
      about: [
        NO_CAUSE,
        "Improved, about the same and got worse are judged by the change that the programme declared as meaningful for each score: see the table of scores.",
      ],
      items: instruments,
      names: [name],
      figures: scoreColumns<Instrument>((measure, { id }) => ({ measure, instrument: id })),
    }),
    figuresTable(source, {
      id: "sample-flow",
      title: "From referral to two scores, whole programme",
      about: [
        "Each person referred counts once. Numbers are rounded one by one, so they may not add up.",
        "People with both scores can differ a little from other tables, which count people by the day of their first score.",
      ],
      items: pairs(FLOW),
      names: [named, { label: "Step", of: ({ other }) => other.step }],
      figures: [
        {
          title: "People",
          at: ({ one, other }) => ({
            measure: other.measure,
            ...(other.measure === "people" ? {} : { instrument: one.id }),
          }),
          parts: ["value"],
        },
      ],
    }),
    figuresTable(source, {
      id: "change-other-ways",
      title: "The change in scores worked out in other ways, whole programme",
      about: [
        "None of these ways has a comparison group. The methods are described in the report and on the Methods page.",
      ],
      items: pairs(WAYS),
      names: [named, { label: "Way", of: ({ other }) => titleOf(catalogue, other) }],
      figures: [
        {
          title: "Figure",
          at: ({ one, other }) => ({ measure: other, instrument: one.id }),
          parts: ["value", "lower", "upper", "n"],
        },
      ],
    }),
    figuresTable(source, {
      id: "size-of-change",
      title: "How far scores moved, whole programme",
      about: ["The share expected is from regression to the mean alone, for all people of the reference."],
      items: pairs(categories(catalogue, "change_band")),
      names: [named, { label: "Size of the change", of: ({ other }) => other.label }],
      figures: [
        {
          title: "People",
          at: ({ one, other }) => inBand("paired", one, other.category),
          parts: ["value"],
        },
        { title: "Share of people", at: ({ one, other }) => inBand("share_paired", one, other.category) },
        {
          title: "Share expected",
          at: ({ one, other }) => inBand("expected_share_rtm", one, other.category),
          parts: ["lower", "upper"],
        },
      ],
    }),
    ...(
      [
        ["boards-boroughs", "Boards and boroughs", ["icb", "borough"]],
        ["services", "Services", ["service"]],
        ["networks", "Primary care networks", ["pcn"]],
      ] as const
    ).map(([id, title, kinds]) =>
      figuresTable<Place>(source, {
        id: `outcomes-${id}`,
        title: `${title}: referrals, people followed up and change in ${main.short}, whole time`,
        about: [
          NO_CAUSE,
          "Places differ in whom they support and in how they keep records: this is no ranking.",
        ],
        items: placesOf(catalogue, kinds),
        names: PLACE_NAMES,
        figures: [
          { at: (place) => ({ measure: "referrals", ...atPlace(place) }), parts: ["value"] },
          ...scoreColumns<Place>((measure, place) => ({ measure, instrument: main.id, ...atPlace(place) })),
        ],
      }),
    ),
  ];
}

/** Followed up, change, what regression to the mean alone would give, and shares that moved. */
export function scoreColumns<T>(
  at: (measure: string, item: T) => ReturnType<FigureColumns<T>["at"]>,
): readonly FigureColumns<T>[] {
  const of = (measure: string) => (item: T) => at(measure, item);
  return [
    {
      at: of("follow_up_rate"),
      parts: ["denominator", "value", "lower", "upper"],
      names: { denominator: "People due a second score" },
    },
    { at: of("mean_baseline"), parts: ["value"] },
    { at: of("mean_follow_up"), parts: ["value"] },
    {
      at: of("mean_change"),
      parts: ["n", "value", "lower", "upper"],
      names: { n: "People with both scores" },
    },
    {
      title: "Change expected from regression to the mean alone",
      at: of("expected_change_rtm"),
      parts: ["lower", "upper"],
      names: {
        lower: "Change expected from regression to the mean alone: from",
        upper: "Change expected from regression to the mean alone: to",
      },
    },
    { at: of("share_improved") },
    { at: of("share_same"), parts: ["value"] },
    { at: of("share_worse"), parts: ["value"] },
  ];
}

function inBand(measure: string, { id }: Instrument, category: string) {
  return { measure, instrument: id, breakdown: "change_band", category };
}

function categories({ breakdowns }: Catalogue, id: string) {
  return breakdowns.find(({ breakdown }) => breakdown === id)?.categories ?? [];
}

function titleOf({ measures }: Catalogue, id: string): string {
  return measures.find((one) => one.id === id)?.title ?? id;
}
