import { clusterRobust } from "./cluster-robust.ts";
import type { CrossProducts, Design } from "./cross-products.ts";
import { exactInteger, type WholeNumber } from "./exact-integer.ts";

/** Scores before and after of the people of one group in one cluster: scaled integers. */
export interface GroupScores {
  readonly cluster: string;
  readonly group: string;
  readonly n: WholeNumber;
  readonly sumBefore: WholeNumber;
  readonly sumBefore2: WholeNumber;
  readonly sumAfter: WholeNumber;
  /** Σ before × after. */
  readonly sumProduct: WholeNumber;
  readonly sumAfter2: WholeNumber;
}

/** A group beside the reference group at the same first score, in score points; null where a part is not defined. */
export interface AdjustedDifference {
  readonly group: string;
  readonly n: number;
  readonly value: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly p: number | null;
  readonly degreesOfFreedom: number | null;
  /** Why there is no figure, or none to be relied on. */
  readonly reason: "few_people" | "few_clusters" | "few_degrees" | "no_fit" | null;
}

/** Groups with fewer people than this are not compared. A convention: no source sets a number. */
export const LEAST_PEOPLE = 20;
/** With fewer clusters than this no group is compared. */
export const LEAST_CLUSTERS = 10;
/** Below this many of Satterthwaite's degrees of freedom an interval holds the truth less often than it says. */
const LEAST_DEGREES = 4;

/**
 * How much higher each group's last score is than the reference group's at the same first score: the coefficients of the
 * groups in last score = a + b × first score + groups, by {@link clusterRobust} with CR2 and Satterthwaite's degrees of
 * freedom, in the order in which groups are met.
 *
 * Groups with fewer than {@link LEAST_PEOPLE} people are left out and say `few_people`; with fewer than {@link LEAST_CLUSTERS}
 * clusters every group says `few_clusters`; fewer than four degrees of freedom, where a group comes from few clusters,
 * say `few_degrees` (Tipton). Nobody, or too few, in the reference group, or no fit: `no_fit`. Throws a RangeError for sums
 * that cannot belong to one set of people.
 * Sources: Vickers and Altman (2001), BMJ 323:1123–1124; Pustejovsky and Tipton (2018), JBES 36:672–683; Tipton (2015),
 * Psychological Methods 20:375–393.
 */
export function adjustedDifferences(
  rows: readonly GroupScores[],
  reference: string,
  decimals: number,
  level = 0.95,
): readonly AdjustedDifference[] {
  const people = new Map<string, number>();
  for (const { group, n } of rows) people.set(group, (people.get(group) ?? 0) + Number(n));
  const isEnough = (group: string) => (people.get(group) ?? 0) >= LEAST_PEOPLE;
  const groups = [...people.keys()].filter((group) => group !== reference);
  const fitted = groups.filter(isEnough);
  const nothing = { value: null, lower: null, upper: null, p: null, degreesOfFreedom: null };
  const without = (reason: NonNullable<AdjustedDifference["reason"]>) =>
    groups.map((group) => ({
      ...{ group, n: people.get(group) ?? 0, ...nothing },
      reason: isEnough(group) ? reason : ("few_people" as const),
    }));
  if (!isEnough(reference)) return without("no_fit");
  const clusters = crossProducts(rows, [reference, ...fitted]);
  if (clusters.length < LEAST_CLUSTERS) return without("few_clusters");
  const design: Design = {
    outcomeDecimals: decimals,
    columns: [
      { name: "all", decimals: 0 },
      { name: "before", decimals },
      ...fitted.map((name) => ({ name, decimals: 0 })),
    ],
  };
  const { coefficients } = clusterRobust(design, clusters, [], "CR2", level);
  if (coefficients.length === 0) return without("no_fit");
  return groups.map((group) => {
    const found = coefficients[2 + fitted.indexOf(group)];
    const base = { group, n: people.get(group) ?? 0 };
    if (!isEnough(group)) return { ...base, ...nothing, reason: "few_people" };
    if (found === undefined || found.standardError === null || found.degreesOfFreedom === null)
      return { ...base, ...nothing, reason: "few_degrees" };
    const { value, lower, upper, p, degreesOfFreedom } = found;
    return degreesOfFreedom < LEAST_DEGREES
      ? { ...base, ...nothing, degreesOfFreedom, reason: "few_degrees" }
      : { ...base, value, lower, upper, p, degreesOfFreedom, reason: null };
  });
}

/** X'X, X'y and y'y of each cluster for an intercept, the first score and a column of 0 and 1 for each group but the first. */
function crossProducts(rows: readonly GroupScores[], groups: readonly string[]): readonly CrossProducts[] {
  const size = 1 + groups.length;
  const columnOf = (group: string) => 1 + groups.indexOf(group);
  const found = new Map<string, { xx: bigint[][]; xy: bigint[]; yy: bigint }>();
  for (const row of rows) {
    if (!groups.includes(row.group)) continue;
    const own = found.get(row.cluster) ?? {
      xx: Array.from({ length: size }, () => new Array<bigint>(size).fill(0n)),
      xy: new Array<bigint>(size).fill(0n),
      yy: 0n,
    };
    const { xx, xy } = own;
    const add = (i: number, j: number, value: WholeNumber) => {
      const line = xx[i];
      if (line !== undefined) line[j] = (line[j] ?? 0n) + exactInteger(value);
      const other = xx[j];
      if (i !== j && other !== undefined) other[i] = (other[i] ?? 0n) + exactInteger(value);
    };
    const addOutcome = (i: number, value: WholeNumber) => {
      xy[i] = (xy[i] ?? 0n) + exactInteger(value);
    };
    add(0, 0, row.n);
    add(0, 1, row.sumBefore);
    add(1, 1, row.sumBefore2);
    addOutcome(0, row.sumAfter);
    addOutcome(1, row.sumProduct);
    const column = columnOf(row.group);
    if (column > 1) {
      add(0, column, row.n);
      add(1, column, row.sumBefore);
      add(column, column, row.n);
      addOutcome(column, row.sumAfter);
    }
    found.set(row.cluster, { ...own, yy: own.yy + exactInteger(row.sumAfter2) });
  }
  return [...found].map(([key, { xx, xy, yy }]) => ({ key, xx, xy, yy }));
}
