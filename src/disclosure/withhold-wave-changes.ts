import type { ExactEstimate, ReleasedEstimate } from "./protect-estimates.ts";

const CHANGE = /^burnout_change_(.+)$/;

const cellOf = (measure: string, { area_type, area }: ExactEstimate, period: string): string =>
  [measure, area_type, area, period].join("|");

/**
 * Finds the changes of an average of staff from one wave to the next of which either average is not shown: the change
 * and the one that is would give it. `rows` stands in the order of `exact`; gives positions.
 */
export function changesOfHiddenAverages(
  exact: readonly ExactEstimate[],
  rows: readonly ReleasedEstimate[],
): ReadonlySet<number> {
  const shown = new Set<string>();
  const waves = new Set<string>();
  const ofBurnout = [...exact.keys()].filter(
    (index) => exact[index]?.measure.startsWith("burnout_") === true,
  );
  for (const index of ofBurnout) {
    const estimate = exact[index];
    if (estimate === undefined || !/^burnout_(personal|work|client)$/.test(estimate.measure)) continue;
    waves.add(estimate.period);
    if (rows[index]?.status === "published") shown.add(cellOf(estimate.measure, estimate, estimate.period));
  }
  const ordered = [...waves].sort();
  const found = new Set<number>();
  for (const index of ofBurnout) {
    const estimate = exact[index];
    const [, scale] = CHANGE.exec(estimate?.measure ?? "") ?? [];
    if (estimate === undefined || scale === undefined) continue;
    const before = ordered[ordered.indexOf(estimate.period) - 1];
    const both = [before, estimate.period].every(
      (wave) => wave !== undefined && shown.has(cellOf(`burnout_${scale}`, estimate, wave)),
    );
    if (!both) found.add(index);
  }
  return found;
}
