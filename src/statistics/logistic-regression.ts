import { CholeskyDecomposition, Matrix } from "ml-matrix";
import { aliasedColumns } from "./aliased-columns.ts";
import { exactInteger, type WholeNumber } from "./exact-integer.ts";
import { checkShare } from "./share-counts.ts";

/** People alike in every covariate, and how many of them have the outcome. */
export interface CovariatePattern {
  /** Their covariates, without a constant; the same number and order in every pattern. */
  readonly covariates: readonly number[];
  readonly people: WholeNumber;
  readonly outcomes: WholeNumber;
}

/** Why there is no model. */
export type NoLogisticReason = "nobody" | "all_alike" | "aliased" | "separation";

/** A fitted model, the constant first in every list of coefficients; null where there is none. */
export interface LogisticRegression {
  readonly people: number;
  readonly outcomes: number;
  readonly coefficients: readonly number[] | null;
  readonly standardErrors: readonly number[] | null;
  /** Inverse of the information. */
  readonly covariance: readonly (readonly number[])[] | null;
  /** Fitted chance (0–1) of the outcome for each pattern, in the order given. */
  readonly probabilities: readonly number[] | null;
  /** −2 × log likelihood of the single people, so that it does not depend on how they are put together. */
  readonly deviance: number | null;
  /** Covariates, counted from 0, that follow from the constant and the covariates before them. */
  readonly aliased: readonly number[];
  readonly reason: NoLogisticReason | null;
}

/** Fitted log odds that still move by more than this have not converged. */
const CONVERGED = 1e-10;
const MOST_STEPS = 50;
const MOST_HALVINGS = 30;

/**
 * Logistic regression by Newton's method (iteratively reweighted least squares) from counts per covariate pattern:
 * log(p ÷ (1 − p)) = b₀ + Σ bⱼxⱼ, with standard errors from the information X′WX, W = n p (1 − p).
 *
 * People with a covariate missing are in no pattern: give "not known" a covariate of its own. `nobody`: no people;
 * `all_alike`: all or none have the outcome; `aliased`: a covariate follows from others; `separation`: some covariates
 * tell the outcome for certain, so that a coefficient has no finite estimate and any number printed would be an
 * accident of when the search stopped.
 * Throws a RangeError for counts that are no proportion, and covariates not finite or not alike in number.
 * Sources: McCullagh and Nelder (1989), Generalized Linear Models, 2nd ed., ch. 4; Albert and Anderson (1984),
 * Biometrika 71:1–10 (separation).
 */
export function logisticRegression(patterns: readonly CovariatePattern[]): LogisticRegression {
  const rows = patterns.map(checked);
  const width = rows[0]?.x.length ?? 1;
  if (rows.some(({ x }) => x.length !== width)) {
    throw new RangeError("Every covariate pattern has the same covariates.");
  }
  const people = rows.reduce((sum, { n }) => sum + n, 0);
  const outcomes = rows.reduce((sum, { m }) => sum + m, 0);
  const without = (reason: NoLogisticReason, aliased: readonly number[] = []): LogisticRegression => ({
    people,
    outcomes,
    coefficients: null,
    standardErrors: null,
    covariance: null,
    probabilities: null,
    deviance: null,
    aliased,
    reason,
  });
  if (people === 0) return without("nobody");
  if (outcomes === 0 || outcomes === people) return without("all_alike");
  const dependent = aliasedColumns(
    weighted(rows, width, ({ n }) => n),
    width,
  );
  if (dependent.length > 0) {
    return without(
      "aliased",
      dependent.map((column) => column - 1),
    );
  }

  let coefficients: readonly number[] = Array.from({ length: width }, () => 0);
  let odds = logOdds(rows, coefficients);
  let likelihood = logLikelihood(rows, odds);
  for (let step = 0; step < MOST_STEPS; step++) {
    const information = weighted(
      rows,
      width,
      ({ n }, index) => n * chance(odds[index] ?? 0) * chance(-(odds[index] ?? 0)),
    );
    if (aliasedColumns(information, width).length > 0) return without("separation");
    const factors = new CholeskyDecomposition(information);
    const score = Array.from({ length: width }, (_, column) =>
      rows.reduce((sum, { x, n, m }, index) => {
        const at = odds[index] ?? 0;
        return sum + (x[column] ?? 0) * (m * chance(-at) - (n - m) * chance(at));
      }, 0),
    );
    const move = factors.solve(Matrix.columnVector(score)).to1DArray();
    const [before, lowest] = [odds, likelihood - 1e-12 * Math.abs(likelihood)];
    const from = coefficients;
    for (let halving = 0, part = 1; halving <= MOST_HALVINGS; halving++, part /= 2) {
      coefficients = from.map((value, column) => value + part * (move[column] ?? 0));
      odds = logOdds(rows, coefficients);
      likelihood = logLikelihood(rows, odds);
      if (likelihood >= lowest) break;
    }
    const still = odds.every(
      (value, index) => Math.abs(value - (before[index] ?? 0)) <= CONVERGED * (1 + Math.abs(value)),
    );
    if (still) {
      const covariance = factors.solve(Matrix.eye(width)).to2DArray();
      return {
        people,
        outcomes,
        coefficients,
        standardErrors: covariance.map((row, column) => Math.sqrt(row[column] ?? Number.NaN)),
        covariance,
        probabilities: odds.map(chance),
        deviance: -2 * likelihood,
        aliased: [],
        reason: null,
      };
    }
  }
  return without("separation");
}

interface Row {
  /** 1 for the constant, then the covariates. */
  readonly x: readonly number[];
  readonly n: number;
  readonly m: number;
}

function checked({ covariates, people, outcomes }: CovariatePattern): Row {
  const [n, m] = [Number(exactInteger(people)), Number(exactInteger(outcomes))];
  checkShare(m, n);
  if (!covariates.every(Number.isFinite)) throw new RangeError("A covariate is a finite number.");
  return { x: [1, ...covariates], n, m };
}

/** 1 ÷ (1 + exp(−log odds)); the chance of the contrary is that of the contrary log odds, without cancellation. */
function chance(odds: number): number {
  return 1 / (1 + Math.exp(-odds));
}

function logChance(odds: number): number {
  return odds > 0 ? -Math.log1p(Math.exp(-odds)) : odds - Math.log1p(Math.exp(odds));
}

function logOdds(rows: readonly Row[], coefficients: readonly number[]): readonly number[] {
  return rows.map(({ x }) => x.reduce((sum, value, column) => sum + value * (coefficients[column] ?? 0), 0));
}

function logLikelihood(rows: readonly Row[], odds: readonly number[]): number {
  return rows.reduce((sum, { n, m }, index) => {
    const at = odds[index] ?? 0;
    return sum + (m === 0 ? 0 : m * logChance(at)) + (n === m ? 0 : (n - m) * logChance(-at));
  }, 0);
}

/** Σ w x x′ over patterns. */
function weighted(rows: readonly Row[], width: number, weight: (row: Row, index: number) => number): Matrix {
  const sums = Array.from({ length: width }, () => Array.from({ length: width }, () => 0));
  rows.forEach((row, index) => {
    const w = weight(row, index);
    sums.forEach((line, i) => {
      // x before w: entries (i, j) and (j, i) are then the same to the last bit.
      for (let j = 0; j < width; j++) line[j] = (line[j] ?? 0) + w * ((row.x[i] ?? 0) * (row.x[j] ?? 0));
    });
  });
  return new Matrix(sums);
}
