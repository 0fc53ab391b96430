import type { CrossProducts, Design } from "../cross-products.ts";

/** Invented scores of five people in each of six PCNs, before and after; three PCNs offer group sessions. */
export const NETWORKS = [
  { name: "North", groups: 1, scores: [41, 54, 55, 62, 47, 63, 50, 59, 62, 66] },
  { name: "East", groups: 1, scores: [38, 46, 66, 68, 58, 63, 45, 50, 49, 51] },
  { name: "South", groups: 1, scores: [53, 68, 60, 70, 44, 57, 57, 66, 48, 61] },
  { name: "West", groups: 0, scores: [62, 58, 51, 50, 55, 49, 46, 45, 60, 62] },
  { name: "Hill", groups: 0, scores: [49, 59, 57, 64, 61, 65, 43, 50, 52, 60] },
  { name: "Lake", groups: 0, scores: [56, 59, 45, 49, 64, 66, 54, 50, 50, 56] },
] as const;

/** Follow-up on baseline and whether the PCN offers group sessions. */
export const NETWORK_DESIGN: Design = {
  columns: ["intercept", "baseline", "group sessions"].map((name) => ({ name, decimals: 0 })),
  outcomeDecimals: 0,
};

/** Sums of each PCN's people, ready for a regression with `NETWORK_DESIGN`. */
export function networkProducts(): readonly CrossProducts[] {
  return NETWORKS.map(({ name, groups, scores }) =>
    productsOf(
      name,
      pairs(scores).map(([before, after]) => [1, before, groups, after]),
    ),
  );
}

/** Scores as pairs of before and after. */
export function pairs(scores: readonly number[]): readonly (readonly [number, number])[] {
  return scores.flatMap((before, index) =>
    index % 2 === 0 ? [[before, scores[index + 1] ?? Number.NaN] as const] : [],
  );
}

function productsOf(key: string, rows: readonly (readonly number[])[]): CrossProducts {
  const sum = (i: number, j: number) => rows.reduce((all, row) => all + (row[i] ?? 0) * (row[j] ?? 0), 0);
  const columns = [0, 1, 2];
  return {
    key,
    xx: columns.map((i) => columns.map((j) => sum(i, j))),
    xy: columns.map((i) => sum(i, 3)),
    yy: sum(3, 3),
  };
}
