import { Matrix } from "ml-matrix";
import { aliasedColumns } from "./aliased-columns.ts";
import {
  type CheckedProducts,
  type CrossProducts,
  checkedCrossProducts,
  type Design,
} from "./cross-products.ts";

/** A weighted sum of coefficients in score points, such as one coefficient or the mean of a kind of person. */
export interface Contrast {
  readonly name: string;
  /** One weight for each column of the design, in the column's own points. */
  readonly weights: readonly number[];
}

/** Cross-products on well-conditioned columns: centred in whole numbers, then divided by their spread. */
export interface CentredDesign {
  readonly people: number;
  /** Clusters with anybody in them, in the order given. */
  readonly clusters: readonly { readonly key: string; readonly people: number; readonly products: Matrix }[];
  /** The sum over clusters of [X y]'[X y]; the outcome, in points, stands last. */
  readonly total: Matrix;
  /** Σ log of the columns' units in points: what scaling took off the determinant of X'X, halved. */
  readonly logUnits: number;
  /** Names of columns that are the same for everybody or follow from the columns before them. */
  readonly aliased: readonly string[];
  /** The contrast as a weighted sum of the centred coefficients, plus a constant in points. */
  readonly translate: (contrast: Contrast) => { readonly weights: Matrix; readonly constant: number };
}

/**
 * Turns clusters' sums into matrices in which little cancels: each column and the outcome is measured from its mean,
 * rounded to a whole number so that the subtraction is exact, and columns are divided by their spread.
 *
 * Clusters with nobody take no part. Throws a RangeError as `checkedCrossProducts` does, for two clusters of one key,
 * and, in `translate`, unless there is one finite weight for each column.
 */
export function centredDesign(design: Design, clusters: readonly CrossProducts[]): CentredDesign {
  const checked = clusters.map((cluster) => checkedCrossProducts(cluster, design));
  if (new Set(checked.map(({ key }) => key)).size < checked.length) {
    throw new RangeError("Each cluster has a key of its own.");
  }
  const size = design.columns.length;
  const people = checked.reduce((sum, one) => sum + one.people, 0n);
  const centres = Array.from({ length: size + 1 }, (_, column) => {
    const sum = checked.reduce((all, one) => all + (one.products[0]?.[column] ?? 0n), 0n);
    return column === 0 || people === 0n ? 0n : sum / people;
  });
  const shifted = checked.filter((one) => one.people > 0n).map((one) => shift(one, centres));
  const totals = (column: number) =>
    shifted.reduce((sum, one) => sum + (one.products[column]?.[column] ?? 0), 0);
  const units = centres.map((_, column) =>
    column === size ? 10 ** design.outcomeDecimals : Math.sqrt(totals(column) / Number(people)) || 1,
  );
  const scaled = shifted.map(({ key, people: n, products }) => ({
    key,
    people: n,
    products: new Matrix(
      products.map((row, i) => row.map((value, j) => value / ((units[i] ?? 1) * (units[j] ?? 1)))),
    ),
  }));
  const total: Matrix = Matrix.zeros(size + 1, size + 1);
  for (const { products } of scaled) total.add(products);
  const natural = design.columns.map(({ decimals }, column) => ({
    centre: Number(centres[column] ?? 0n) / 10 ** decimals,
    unit: (units[column] ?? 1) / 10 ** decimals,
  }));
  const centreOfOutcome = Number(centres[size] ?? 0n) / 10 ** design.outcomeDecimals;
  return {
    people: Number(people),
    clusters: scaled,
    total,
    logUnits: natural.slice(1).reduce((sum, { unit }) => sum + Math.log(unit), 0),
    aliased: aliasedColumns(total, size).map((column) => design.columns[column]?.name ?? ""),
    translate({ name, weights }) {
      const [first = 0] = weights;
      if (weights.length !== size || !weights.every(Number.isFinite)) {
        throw new RangeError(`The contrast ${name} has not one weight for each of ${size} columns.`);
      }
      const translated = natural.map(({ centre, unit }, column) =>
        column === 0 ? first : ((weights[column] ?? 0) - first * centre) / unit,
      );
      return { weights: Matrix.columnVector(translated), constant: first * centreOfOutcome };
    },
  };
}

/** The coefficients themselves, each a contrast of its own. */
export function coefficientContrasts(design: Design): readonly Contrast[] {
  return design.columns.map(({ name }, column) => ({
    name,
    weights: design.columns.map((_, other) => (other === column ? 1 : 0)),
  }));
}

function shift({ key, people, products }: CheckedProducts, centres: readonly bigint[]) {
  const sum = (column: number) => products[0]?.[column] ?? 0n;
  const moved = products.map((row, i) =>
    row.map((value, j) => {
      const [a, b] = [centres[i] ?? 0n, centres[j] ?? 0n];
      return Number(value - a * sum(j) - b * sum(i) + people * a * b);
    }),
  );
  return { key, people: Number(people), products: moved };
}
