import type { CrossProducts, Design } from "../../src/statistics/cross-products.ts";
import fixture from "../fixtures/oracle/ancova.json" with { type: "json" };

/** A column of a new design: whole multiples of the columns of the old one, the old outcome last. */
interface NewColumn {
  readonly name: string;
  readonly decimals: number;
  readonly of: Readonly<Record<string, number>>;
}

const names = [...fixture.columns, "followup"];

/** The simulated programme's follow-up on baseline, deprivation fifth (the fifth is the reference) and sex, in tenths. */
export const ancovaDesign: Design = {
  columns: fixture.columns.map((name) => ({ name, decimals: name === "baseline" ? 1 : 0 })),
  outcomeDecimals: 1,
};

/** Its sums by link worker, or by PCN. */
export function ancovaClusters(
  by: "worker" | "pcn" = "worker",
): readonly (CrossProducts & { pcn: string })[] {
  if (by === "worker") return fixture.clusters;
  const keys = [...new Set(fixture.clusters.map(({ pcn }) => pcn))];
  return keys.map((pcn) => ({ ...added(fixture.clusters.filter((one) => one.pcn === pcn)), key: pcn, pcn }));
}

/** The change in place of the follow-up, or other columns: sums of new columns made of the old ones. */
export function recombined<T extends CrossProducts>(
  cluster: T,
  columns: readonly NewColumn[],
  outcome: Readonly<Record<string, number>>,
): T {
  const old = [...cluster.xx.map((row, i) => [...row, cluster.xy[i] ?? 0]), [...cluster.xy, cluster.yy]].map(
    (row) => row.map(Number),
  );
  const vector = (of: Readonly<Record<string, number>>) => names.map((name) => of[name] ?? 0);
  const product = (a: readonly number[], b: readonly number[]) =>
    old.reduce((sum, row, i) => sum + (a[i] ?? 0) * row.reduce((all, v, j) => all + v * (b[j] ?? 0), 0), 0);
  const [xs, y] = [columns.map(({ of }) => vector(of)), vector(outcome)];
  return {
    ...cluster,
    xx: xs.map((a) => xs.map((b) => product(a, b))),
    xy: xs.map((a) => product(a, y)),
    yy: product(y, y),
  };
}

/** Follow-up minus baseline. */
export const change = { followup: 1, baseline: -1 };
/** The intercept alone. */
export const ones: readonly NewColumn[] = [{ name: "intercept", decimals: 0, of: { intercept: 1 } }];

/** Sums of one cluster from its rows: columns (the first of them 1), outcome last. */
export function productsOf(
  key: string,
  rows: readonly (readonly number[])[],
  columns: number,
): CrossProducts {
  const sum = (i: number, j: number) => rows.reduce((all, row) => all + (row[i] ?? 0) * (row[j] ?? 0), 0);
  const all = Array.from({ length: columns }, (_, index) => index);
  return {
    key,
    xx: all.map((i) => all.map((j) => sum(i, j))),
    xy: all.map((i) => sum(i, columns)),
    yy: sum(columns, columns),
  };
}

function added(clusters: readonly (typeof fixture.clusters)[number][]) {
  const sum = (of: (one: (typeof clusters)[number]) => number | undefined) =>
    clusters.reduce((all, one) => all + (of(one) ?? 0), 0);
  const columns = fixture.columns.map((_, index) => index);
  return {
    xx: columns.map((i) => columns.map((j) => sum((one) => one.xx[i]?.[j]))),
    xy: columns.map((i) => sum((one) => one.xy[i])),
    yy: sum((one) => one.yy),
  };
}
