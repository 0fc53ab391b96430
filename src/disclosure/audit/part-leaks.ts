import { cellName } from "../cell-name.ts";
import type { ExactEstimate, ReleasedEstimate } from "../protect-estimates.ts";
import { placeOf } from "../staff-basis.ts";
import type { ReleaseLeak } from "./release-audit-result.ts";

/** A band must leave so many numbers of staff possible. */
const FEWEST_IN_BAND = 4;

/**
 * Bands of shares that are parts of one whole, such as reasons for leaving, which together leave few numbers of staff
 * possible of one of them beside the fewest that the others may be. `released` stands in the order of
 * `exact`.
 */
export function partLeaks(
  exact: readonly ExactEstimate[],
  released: readonly (ReleasedEstimate | undefined)[],
): readonly ReleaseLeak[] {
  const wholes = new Map<string, { readonly exact: ExactEstimate; readonly counts: readonly number[] }[]>();
  for (const [index, estimate] of exact.entries()) {
    const row = released[index];
    const { staff, denominator } = estimate;
    if (staff?.partsOf === undefined || row?.status !== "published" || denominator === null) continue;
    const counts = Array.from({ length: denominator + 1 }, (_, count) => count).filter((count) => {
      const share = count / denominator;
      return share >= (row.lower ?? 0) - 1e-9 && (row.upper === 1 || share < (row.upper ?? 1) - 1e-9);
    });
    const key = `${placeOf(estimate)}|${staff.partsOf}`;
    wholes.set(key, [...(wholes.get(key) ?? []), { exact: estimate, counts }]);
  }
  return [...wholes.values()].flatMap((parts) => {
    const most = parts[0]?.exact.denominator ?? 0;
    const least = parts.reduce((sum, { counts }) => sum + (counts[0] ?? 0), 0);
    return parts.flatMap(({ exact: estimate, counts }, index) => {
      const others = least - (counts[0] ?? 0);
      const possible = counts.filter((count) => count + others <= most).length;
      if (possible >= FEWEST_IN_BAND) return [];
      return [
        {
          table: `staff: ${estimate.measure}`,
          cell: cellName(estimate),
          what: `with the other parts leaves only ${possible} numbers of staff possible`,
          because: parts.filter((_, other) => other !== index).map((one) => cellName(one.exact)),
          remedy: "Withhold all of them.",
        },
      ];
    });
  });
}
