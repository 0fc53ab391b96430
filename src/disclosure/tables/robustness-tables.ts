import { CHANGE_BANDS } from "../../measures/change-bands.ts";
import type { LeafRow } from "../../measures/leaf-rows.ts";
import { ROBUSTNESS_PARTS, type RobustnessRows } from "../../measures/robustness.ts";
import type { ExactEstimate } from "../protect-estimates.ts";
import { type Geography, LeafPlaces } from "./places.ts";
import { type ReleaseTable, type Says, TableDraft } from "./table-draft.ts";

/** What these tables are made from; exact. */
export interface RobustnessTableSources {
  /** Absent where no instrument is declared. */
  readonly robustness?: Pick<RobustnessRows, "leaves" | "gains" | "gainLayers"> | undefined;
}

const NUMERATOR = { as: "numerator" } as const;
const DENOMINATOR = { as: "denominator" } as const;
const OF_ALL = { as: "n", describes: true } as const;

const parts = (some: (part: string) => boolean): readonly string[] => ROBUSTNESS_PARTS.filter(some);
const PAIRED = parts((part) => part.includes("_") && part !== "not_due");
/** Whom each figure is about, by measure: of averages just these people. */
const ABOUT: Readonly<Record<string, readonly [says: Says, parts: readonly string[]]>> = {
  unpaired_change: [OF_ALL, ROBUSTNESS_PARTS],
  timely_change: [OF_ALL, parts((part) => part.endsWith("_timely"))],
  weighted_change: [OF_ALL, parts((part) => part.startsWith("followed_"))],
  mean_baseline: [OF_ALL, PAIRED],
  mean_follow_up: [OF_ALL, PAIRED],
  mean_change: [OF_ALL, PAIRED],
  typical_change: [OF_ALL, PAIRED],
  expected_change_rtm: [OF_ALL, PAIRED],
  share_improved: [DENOMINATOR, PAIRED],
  share_same: [DENOMINATOR, PAIRED],
  share_worse: [DENOMINATOR, PAIRED],
};
/** Periods in which the change is worked out in other ways. */
const PERIODS: ReadonlySet<string> = new Set(["all", "window"]);

/**
 * Tables of the people with a first score by what came of it, so that the change worked out in one way does not give away
 * those left out in another; and, where other sizes of change are published, of people by how far they came.
 */
export function robustnessTables(
  estimates: readonly ExactEstimate[],
  { robustness, geography }: RobustnessTableSources & { readonly geography: Geography },
): readonly ReleaseTable[] {
  if (robustness === undefined) return [];
  const { leaves, gains, gainLayers } = robustness;
  const [first, far] = [drafts(leaves, "first scores", geography), drafts(gains, "other sizes", geography)];
  for (const [index, estimate] of estimates.entries()) {
    const { measure, instrument, breakdown, period_type, status } = estimate;
    if (instrument === "" || status === "not_available" || estimate.kind === "published") continue;
    const about = ABOUT[measure];
    if (about !== undefined && breakdown === "none" && PERIODS.has(period_type)) {
      const [says, layers] = about;
      first.get(instrument)?.say(estimate, layers, says, index);
    }
    const layers = gainLayers.get(instrument);
    const draft = far.get(instrument);
    if (layers !== undefined && draft !== undefined) sayHowFar(draft, layers, estimate, index);
  }
  return [...first.values(), ...far.values()].flatMap((draft) => draft.finish() ?? []);
}

const SHARES: ReadonlySet<string> = new Set(["share_improved", "share_same", "share_worse"]);
const BANDS: ReadonlySet<string> = new Set(CHANGE_BANDS.map(({ id }) => id));

/** Shares by the meaningful change and by other sizes, and the people of each band, of the whole time. */
function sayHowFar(
  draft: TableDraft,
  layers: ReadonlyMap<string, readonly string[]>,
  estimate: ExactEstimate,
  index: number,
): void {
  const { measure, breakdown, category, period_type } = estimate;
  if (period_type !== "all") return;
  const of = (name: string): readonly string[] => layers.get(name) ?? [];
  const everybody = ["worse", "same", "improved"].flatMap(of);
  const say = (counted: readonly string[]) =>
    draft
      .say(estimate, everybody, DENOMINATOR, index)
      .say(estimate, counted, NUMERATOR, index)
      .say(
        estimate,
        everybody.filter((one) => !counted.includes(one)),
        "conceals",
        index,
      );
  if (SHARES.has(measure) && breakdown === "none") say(of(measure.replace("share_", "")));
  else if (measure === "share_improved_by") {
    say(of(`by ${category}`));
    // From one size to the next: what is left between two counts.
    draft.say(estimate, of(`between ${category}`), "conceals", index);
  } else if (measure === "paired" && breakdown === "change_band" && BANDS.has(category)) {
    draft.say(estimate, of(category === "worse" ? "band worse" : category), { as: "value" }, index);
  }
}

/** A table for each instrument, by name. */
function drafts(
  rows: readonly LeafRow[],
  name: string,
  geography: Geography,
): ReadonlyMap<string, TableDraft> {
  const found = new Map<string, { readonly draft: TableDraft; readonly places: LeafPlaces }>();
  for (const row of rows) {
    const instrument = String(row.instrument);
    let one = found.get(instrument);
    if (one === undefined) {
      const places = new LeafPlaces(geography);
      one = { draft: new TableDraft(`${instrument}: ${name}`, places, false), places };
      found.set(instrument, one);
    }
    one.draft.add(one.places.leafOf(row), String(row.part), Number(row.n));
  }
  return new Map([...found].map(([instrument, { draft }]) => [instrument, draft]));
}
