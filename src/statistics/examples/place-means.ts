import type { ClusterSeries } from "../cluster-cells.ts";

/** Average scores in five quarters of an invented project and four comparators, ten people a quarter; it starts in the fourth. */
export const PLACE_MEANS = [
  ["Project", 50, 51, 50, 58, 60],
  ["Comparator 1", 49, 50, 50, 51, 52],
  ["Comparator 2", 52, 52, 51, 53, 52],
  ["Comparator 3", 47, 48, 48, 48, 50],
  ["Comparator 4", 53, 52, 53, 54, 54],
] as const;

/** The same as sums, five people a point above each average and five a point below; the first `treated` places as projects. */
export function placeSeries(treated: number, periods: number): readonly ClusterSeries[] {
  return PLACE_MEANS.map(([key, ...means], index) => ({
    key,
    treated: index < treated,
    periods: means
      .slice(0, periods)
      .map((mean) => ({ n: 10, sum: 10 * mean, sumOfSquares: 10 * (mean * mean + 1) })),
  }));
}
