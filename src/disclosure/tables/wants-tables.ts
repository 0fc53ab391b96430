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
const REACHED = ["completed", "started", "not_started"] as const;
/** What stands in the numerator of a share of referrals with and without something, and what beside it. */
const PARTS: Readonly<
  Record<string, { readonly with: readonly string[]; readonly without: readonly string[] }>
> = {
  share_with_reason: { with: ["with"], without: ["without"] },
  share_waiting_because: { with: ["with"], without: ["without"] },
  share_referred_to: { with: ["started", "not started"], without: ["without"] },
  share_support_started: { with: ["started"], without: ["not started"] },
};
const NOWHERE = Object.fromEntries(LEAF_NAMES.map((name) => [name, null])) as unknown as LeafRow;

/** The whole programme over the whole time is one leaf: nothing smaller is published. */
function wholeDraft(id: string, geography: Geography) {
  const places = new LeafPlaces(geography);
  const leaf = places.leafOf(NOWHERE);
  const draft = new TableDraft(id, places, false);
  return { draft, add: (layer: string, count: number) => draft.add(leaf, layer, count) };
}

/** Says which referrals a share of a tier, or of those in a tier who came so far, is about. */
function sayTier(draft: TableDraft, estimate: ExactEstimate, index: number, tiers: WantsRows["tiers"]): void {
  const { measure, category } = estimate;
  const of = (those: readonly string[], reached: readonly string[]) =>
    those.flatMap((tier) => reached.map((one) => `${tier}/${one}`));
  const others = tiers.map((row) => row.category).filter((tier) => tier !== category);
  const [within, beside] =
    measure === "share_of_tier"
      ? [of([category], REACHED), of(others, REACHED)]
      : measure === "share_tier_completed"
        ? [of([category], ["completed"]), of([category], ["started", "not_started"])]
        : [of([category], ["completed", "started"]), of([category], ["not_started"])];
  draft
    .say(estimate, [...within, ...beside], DENOMINATOR, index)
    .say(estimate, within, NUMERATOR, index)
    .say(estimate, beside, "conceals", index);
}

/**
 * Tables of referrals with and without each reason, sent on to each kind of activity and begun there, waiting for each reason,
 * of tiers by how far they came, and of concerns by what
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
  const waiting = yesNo("waiting because of", wants.waiting);
  const activities = new Map(
    wants.activities.map(({ category, counted, started, of }) => {
      const { draft, add } = wholeDraft(`sent on to ${category}`, geography);
      add("started", Number(started));
      add("not started", Number(counted) - Number(started));
      add("without", Number(of) - Number(counted));
      return [category, draft] as const;
    }),
  );
  const { draft: tiers, add: addTier } = wholeDraft("tiers by how far", geography);
  for (const row of wants.tiers) {
    for (const reached of REACHED) addTier(`${row.category}/${reached}`, Number(row[reached]));
  }
  const { draft: concerns, add } = wholeDraft("concerns by result", geography);
  for (const row of wants.concerns) {
    for (const result of RESULTS) add(`${row.category}/${result}`, Number(row[result]));
  }
  const kinds = wants.concerns.map(({ category }) => category);
  for (const [index, estimate] of estimates.entries()) {
    const { measure, breakdown, category, area_type, period_type } = estimate;
    const parts = PARTS[measure];
    if (parts !== undefined) {
      const draft = { share_with_reason: reasons, share_waiting_because: waiting }[measure] ?? activities;
      draft
        .get(category)
        ?.say(estimate, [...parts.with, ...parts.without], DENOMINATOR, index)
        .say(estimate, parts.with, NUMERATOR, index)
        .say(estimate, parts.without, "conceals", index);
    }
    if (breakdown === "tier") sayTier(tiers, estimate, index, wants.tiers);
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
  return [...reasons.values(), ...activities.values(), ...waiting.values(), tiers, concerns].flatMap(
    (draft) => draft.finish() ?? [],
  );
}
