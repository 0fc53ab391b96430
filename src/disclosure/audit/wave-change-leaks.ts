import { cellName } from "../cell-name.ts";
import type { ExactEstimate, ReleasedEstimate } from "../protect-estimates.ts";
import type { ReleaseLeak } from "./release-audit-result.ts";

/**
 * Shown changes of an average of staff beside a wave whose average is not shown, or is not there: with the other wave's,
 * the change gives it. `released` stands in the order of `exact`; absent means not shown.
 */
export function waveChangeLeaks(
  exact: readonly ExactEstimate[],
  released: readonly (ReleasedEstimate | undefined)[],
): readonly ReleaseLeak[] {
  const changes = exact.flatMap((estimate, index) =>
    estimate.measure.startsWith("burnout_change_") && released[index]?.status === "published"
      ? [estimate]
      : [],
  );
  const averages = exact.map((estimate, index) => ({
    estimate,
    isShown: released[index]?.status === "published",
  }));
  return changes.flatMap((change) => {
    const measure = change.measure.replace("_change", "");
    const ofMeasure = averages.filter(({ estimate }) => estimate.measure === measure);
    const earlier = ofMeasure.map(({ estimate }) => estimate.period).filter((wave) => wave < change.period);
    const before = earlier.reduce((last, wave) => (wave > last ? wave : last), "");
    const isThere = (wave: string) =>
      ofMeasure.some(
        ({ estimate, isShown }) => isShown && estimate.area === change.area && estimate.period === wave,
      );
    const hidden = [before, change.period].filter((wave) => !isThere(wave));
    if (hidden.length === 0) return [];
    return [
      {
        table: `staff: ${change.measure}`,
        cell: cellName(change),
        what: `is a change beside an average that is not shown (${hidden.join(", ")})`,
        because: [],
        remedy: "Withhold the change too.",
      },
    ];
  });
}
