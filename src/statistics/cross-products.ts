import { exactInteger, type WholeNumber } from "./exact-integer.ts";

/** A column of a regression: what it is called and how many decimals its whole numbers stand for. */
export interface DesignColumn {
  readonly name: string;
  readonly decimals: number;
}

/** What the outcome and the columns of X are; the first column is 1 for everybody (the intercept). */
export interface Design {
  readonly columns: readonly DesignColumn[];
  readonly outcomeDecimals: number;
}

/** What a query returns for one cluster (a PCN, service or link worker): sums of products of scaled integers. */
export interface CrossProducts {
  readonly key: string;
  /** X'X, one row per column, both triangles; the first figure is the number of people with every column known. */
  readonly xx: readonly (readonly WholeNumber[])[];
  /** X'y. */
  readonly xy: readonly WholeNumber[];
  /** y'y. */
  readonly yy: WholeNumber;
}

/** The same as one symmetric matrix of [X y]'[X y], checked. */
export interface CheckedProducts {
  readonly key: string;
  readonly people: bigint;
  readonly products: readonly (readonly bigint[])[];
}

/**
 * Checks a cluster's sums and puts them into one matrix, the outcome last.
 *
 * Throws a RangeError where they cannot belong to one set of people: wrong size, not symmetric, a column of ones whose
 * sum and sum of squares differ from the number of people, or a product larger than its columns allow
 * (Cauchy–Schwarz).
 */
export function checkedCrossProducts(cluster: CrossProducts, design: Design): CheckedProducts {
  const size = design.columns.length;
  const { key, xx, xy, yy } = cluster;
  const refuse = (why: string) => new RangeError(`The sums of cluster ${key} cannot be used: ${why}.`);
  if (size === 0 || xx.length !== size || xy.length !== size || xx.some((row) => row.length !== size)) {
    throw refuse(`they are not those of ${size} columns, the first of them 1 for everybody`);
  }
  const outcome = [...xy.map(exactInteger), exactInteger(yy)];
  const products = xx.map((row, index) => [...row.map(exactInteger), outcome[index] ?? 0n]);
  products.push(outcome);
  const at = (row: number, column: number) => products[row]?.[column] ?? 0n;
  for (const row of products.keys()) {
    if (at(row, row) < 0n) throw refuse("a sum of squares is below 0");
    for (let column = 0; column < row; column += 1) {
      if (at(row, column) !== at(column, row)) throw refuse("they are not symmetric");
      if (at(row, column) ** 2n > at(row, row) * at(column, column)) {
        throw refuse("a product is larger than its sums of squares allow");
      }
    }
  }
  return { key, people: at(0, 0), products };
}

/**
 * Two clusters that share nobody taken as one: every sum is added.
 *
 * Throws a RangeError where they have not the same columns.
 */
export function mergeCrossProducts(key: string, a: CrossProducts, b: CrossProducts): CrossProducts {
  const add = (one: readonly WholeNumber[], other: readonly WholeNumber[]) => {
    if (one.length !== other.length) throw new RangeError(`${a.key} and ${b.key} have different columns.`);
    return one.map((value, index) => exactInteger(value) + exactInteger(other[index] ?? 0n));
  };
  if (a.xx.length !== b.xx.length) throw new RangeError(`${a.key} and ${b.key} have different columns.`);
  return {
    key,
    xx: a.xx.map((row, index) => add(row, b.xx[index] ?? [])),
    xy: add(a.xy, b.xy),
    yy: exactInteger(a.yy) + exactInteger(b.yy),
  };
}
