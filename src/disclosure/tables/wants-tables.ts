import { LEAF_NAMES, type LeafRow } from "../../measures/leaf-rows.ts";
import type { WantsRows } from "../../measures/wants.ts";
import type { ExactEstimate } from "../protect-estimates.ts";
import { type Geography, LeafPlaces } from "./places.ts";
import { type ReleaseTable, TableDraft } from "./table-draft.ts";

/** What these tables are made from; exact. */
export interface WantsTableSources {
  /** Absent where no dated referral is held. */
  readonly wants?: WantsRows | undefined;
}

const NUMERATOR = { as: "numerator" } as const;
const DENOMINATOR = { as: "denominator" } as const;
const RESULTS = ["met", "partly", "not_met"] as const;
const NOWHERE = Object.fromEntries(LEAF_NAMES.map((name) => [name, null])) as unknown as LeafRow;

/** The whole programme over the whole time is one leaf: nothing smaller is published. */
function wholeDraft(id: string, geography: Geography) {
  const places = new LeafPlaces(geography);
  const leaf = places.leafOf(NOWHERE);
  const draft = new TableDraft(id, places, false);
  return { draft, add: (layer: string, count: number) => draft.add(leaf, layer, count) };
}

/**
 * Tables of referrals with and without each reason, sent on to each kind of activity or not, and of concerns by what
 * became of them. A referral may have several reasons, so each stands in a table of its own.
 */
export function wantsTables(
  estimates: readonly ExactEstimate[],
  { wants, geography }: WantsTableSources & { readonly geography: Geography },
): readonly ReleaseTable[] {
  if (wants === undefined) return [];
  const yesNo = (name: string, rows: WantsRows["reasons"]) =>
    new Map(
      rows.map(({ category, counted, of }) => {
        const { draft, add } = wholeDraft(`${name} ${category}`, geography);
        add("with", Number(counted));
        add("without", Number(of) - Number(counted));
        return [category, draft] as const;
      }),
    );
  const reasons = yesNo("reason", wants.reasons);
  const activities = yesNo("sent on to", wants.activities);
  const { draft: concerns, add } = wholeDraft("concerns by result", geography);
  for (const row of wants.concerns) {
    for (const result of RESULTS) add(`${row.category}/${result}`, Number(row[result]));
  }
  const kinds = wants.concerns.map(({ category }) => category);
  for (const [index, estimate] of estimates.entries()) {
    const { measure, breakdown, category, area_type, period_type } = estimate;
    if (measure === "share_with_reason" || measure === "share_referred_to") {
      (measure === "share_with_reason" ? reasons : activities)
        .get(category)
        ?.say(estimate, ["with", "without"], DENOMINATOR, index)
        .say(estimate, ["with"], NUMERATOR, index)
        .say(estimate, ["without"], "conceals", index);
    }
    const result = RESULTS.find((one) => measure === `share_goals_${one}`);
    if (result === undefined || area_type !== "programme" || period_type !== "all") continue;
    const of = (results: readonly string[]) =>
      (breakdown === "concern" ? [category] : kinds).flatMap((kind) =>
        results.map((one) => `${kind}/${one}`),
      );
    concerns
      .say(estimate, of(RESULTS), DENOMINATOR, index)
      .say(estimate, of([result]), NUMERATOR, index)
      .say(estimate, of(RESULTS.filter((one) => one !== result)), "conceals", index);
  }
  return [...reasons.values(), ...activities.values(), concerns].flatMap((draft) => draft.finish() ?? []);
}
