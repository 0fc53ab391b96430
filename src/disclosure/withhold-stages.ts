import type { ExactEstimate } from "./protect-estimates.ts";

/** Counts of referrals that reached a stage of the pathway, and all before it: as declared, and by group. */
const STAGE = /^(group_)?pathway_/;
/** Stages by group begin with all referrals. */
const GROUP_STAGE = /^(group_pathway_|referrals$)/;

/**
 * Finds the stages of the pathway that must be withheld so that nobody can tell how few stopped between two of them.
 *
 * A stage that differs from the last shown stage of its cell by 1 to `withholdUpTo` referrals is withheld, as is a count
 * that is small itself; a stage that differs by none is shown. Since each stage is part of the one before, the order is
 * that of the counts. Gives a test for whether an estimate stands for such a stage, in time proportional to their number.
 * Source: Hundepool et al. (2012), Statistical Disclosure Control, section 4.3 (secondary suppression).
 */
export function stagesToWithhold(
  estimates: readonly ExactEstimate[],
  withholdUpTo: number,
): (estimate: ExactEstimate) => boolean {
  if (withholdUpTo === 0) return () => false;
  const isSmall = (count: number) => count >= 1 && count <= withholdUpTo;
  const cells = new Map<string, Map<string, number>>();
  for (const estimate of estimates) {
    if (!isStage(estimate) && !isStart(estimate)) continue;
    const key = cellKey(estimate);
    const stages = cells.get(key) ?? new Map<string, number>();
    cells.set(key, stages.set(estimate.measure, estimate.value ?? 0));
  }
  const hidden = new Set<string>();
  for (const [key, stages] of cells) {
    let shown: number | null = null;
    for (const [measure, count] of [...stages].sort(([, a], [, b]) => b - a)) {
      if (isSmall(count) || (shown !== null && isSmall(shown - count))) hidden.add(`${measure}|${key}`);
      else shown = count;
    }
  }
  return (estimate) => isStage(estimate) && hidden.has(`${estimate.measure}|${cellKey(estimate)}`);
}

const isStart = ({ measure, area_type, period_type }: ExactEstimate): boolean =>
  measure === "referrals" && area_type === "programme" && period_type === "all";

const isStage = ({ kind, measure }: ExactEstimate): boolean => kind === "count" && STAGE.test(measure);

function cellKey(estimate: ExactEstimate): string {
  const { measure, area_type, area, period_type, period, breakdown, category } = estimate;
  const chain = GROUP_STAGE.test(measure) ? "by group" : "declared";
  return [chain, area_type, area, period_type, period, breakdown, category].join("|");
}
