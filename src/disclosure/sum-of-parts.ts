import type { Cell } from "../measures/cell.ts";
import type { PolicyRules } from "./policy.ts";
import type { ExactEstimate, ReleasedEstimate } from "./protect-estimates.ts";

/** Counts of referrals: each is received in one area, so those of boards add up. */
const isOfReferrals = ({ measure, breakdown }: Cell): boolean =>
  breakdown === "none" && (measure === "referrals" || measure.startsWith("pathway_"));

/**
 * Under a policy whose totals are the sum of rounded parts: each period's numbers of referrals of the whole programme,
 * received and at each stage, as the sum of those of its boards as released.
 *
 * Only where that loses nobody: every board's are shown, and the boards hold every referral. Else the period keeps its
 * totals rounded by themselves. Stages change together, so that none exceeds the one before. A cell keeps one number in
 * all tables; other totals have parts of several kinds and stay as they are. `released` stands in the order of `exact`.
 * Source: OpenSAFELY documentation, Rounding counts.
 */
export function withSummedTotals(
  exact: readonly ExactEstimate[],
  released: readonly ReleasedEstimate[],
  { totals }: PolicyRules,
): readonly ReleasedEstimate[] {
  if (totals === "rounded") return released;
  const sums = new Map<string, { readonly period: string; exact: number; shown: number; isWhole: boolean }>();
  for (const [index, estimate] of exact.entries()) {
    if (estimate.area_type !== "icb" || !isOfReferrals(estimate)) continue;
    const sum = sums.get(timeKey(estimate)) ?? {
      period: periodKey(estimate),
      exact: 0,
      shown: 0,
      isWhole: true,
    };
    sum.exact += estimate.value ?? 0;
    sum.shown += released[index]?.value ?? 0;
    sum.isWhole &&= released[index]?.status === "published";
    sums.set(timeKey(estimate), sum);
  }
  const kept = new Set<string>();
  for (const [index, estimate] of exact.entries()) {
    if (estimate.area_type !== "programme" || !isOfReferrals(estimate)) continue;
    const sum = sums.get(timeKey(estimate));
    const isShown = released[index]?.status === "published";
    if (!sum?.isWhole || sum.exact !== estimate.value || !isShown) kept.add(periodKey(estimate));
  }
  return released.map((row) => {
    const sum = row.area_type === "programme" && isOfReferrals(row) ? sums.get(timeKey(row)) : undefined;
    return sum === undefined || kept.has(sum.period) ? row : { ...row, value: sum.shown, n: sum.shown };
  });
}

/**
 * Of how many rounded counts each released count is the sum, seen from the released figures alone: the boards' where the
 * programme's is their sum under such a policy, else 1. What it may stand for is {@link countsRoundingTo} with so many `parts`.
 */
export function partsOfTotals(
  released: readonly ReleasedEstimate[],
  { totals }: PolicyRules,
): (row: ReleasedEstimate) => number {
  if (totals === "rounded") return () => 1;
  const boards = new Map<string, { sum: number; parts: number }>();
  for (const row of released) {
    if (row.area_type !== "icb" || !isOfReferrals(row) || row.value === null) continue;
    const { sum, parts } = boards.get(timeKey(row)) ?? { sum: 0, parts: 0 };
    boards.set(timeKey(row), { sum: sum + row.value, parts: parts + 1 });
  }
  return (row) => {
    const found = row.area_type === "programme" && isOfReferrals(row) ? boards.get(timeKey(row)) : undefined;
    return found !== undefined && found.sum === row.value ? found.parts : 1;
  };
}

const periodKey = ({ period_type, period }: Cell): string => `${period_type}|${period}`;
const timeKey = (cell: Cell): string => `${cell.measure}|${periodKey(cell)}`;
