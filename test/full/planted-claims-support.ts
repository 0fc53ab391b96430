import { policies } from "../../src/disclosure/policy.ts";
import { type ExactEstimate, protectEstimates } from "../../src/disclosure/protect-estimates.ts";
import { Unreleased } from "../../src/disclosure/sealed.ts";
import { makeFindings } from "../../src/findings/all-findings.ts";
import type { ReleasedEstimate } from "../../src/findings/released-estimate.ts";
import type { Cell } from "../../src/measures/cell.ts";
import type { Catalogue } from "../../src/release/catalogue.ts";
import type { Random } from "../../src/sample/random.ts";
import { meanInterval, type SumsOfScores } from "../../src/statistics/mean-interval.ts";
import { wilsonInterval } from "../../src/statistics/wilson-interval.ts";
import { catalogue as example, noQuality, pam } from "../golden/findings-example.ts";
import { gammaDraw, tenths } from "./calibration-support.ts";

/** A change of one person, in tenths of a point: none for some, else lopsided about `points`, with the shape of real ones. */
export interface ChangeShape {
  readonly unchanged: number;
  /** Times the usual spread. */
  readonly spread: number;
}

export const USUAL: ChangeShape = { unchanged: 0.14, spread: 1 };

export const drawChange = (random: Random, points: number, { unchanged, spread }: ChangeShape): number =>
  random.chance(unchanged)
    ? 0
    : tenths(
        points / (1 - unchanged) + spread * (8.5 * random.normal() + 5 * (gammaDraw(random, 1.5) - 1.5)),
      );

/** Standard deviation of {@link drawChange}, in points. */
export function sdOfChanges(points: number, { unchanged, spread }: ChangeShape): number {
  const [some, mean] = [1 - unchanged, points / (1 - unchanged)];
  return Math.sqrt(some * (spread ** 2 * (8.5 ** 2 + 25 * 1.5) + mean ** 2) - (some * mean) ** 2);
}

const WHOLE = {
  area_type: "programme",
  area: "programme",
  period_type: "all",
  period: "all",
  breakdown: "none",
  category: "all",
} as const;

/** A mean of scores in tenths as an exact estimate. */
export function meanOf(measure: string, sums: SumsOfScores, at: Partial<Cell> = {}): ExactEstimate {
  const { n, mean, lower, upper, level } = meanInterval(sums, 1);
  const cell = { ...WHOLE, measure, instrument: "pam", ...at };
  const figures = { numerator: null, denominator: null, n, value: mean, lower, upper, level };
  return { ...cell, ...figures, method: "t", status: "published", note: "", kind: "mean", decimals: 1 };
}

/** A share as an exact estimate. */
export function shareOf(
  measure: string,
  numerator: number,
  denominator: number,
  at: Partial<Cell> = {},
): ExactEstimate {
  const { value, lower, upper, level } = wilsonInterval(numerator, denominator);
  const cell = { ...WHOLE, measure, instrument: "pam", ...at };
  const figures = { numerator, denominator, n: denominator, value, lower, upper, level };
  return {
    ...cell,
    ...figures,
    method: "wilson",
    status: "published",
    note: "",
    kind: "proportion",
    decimals: 2,
  };
}

/** Estimates as a release under the usual policy has them: small counts withheld, others rounded. */
export const released = (exact: readonly ExactEstimate[]): readonly ReleasedEstimate[] =>
  protectEstimates(new Unreleased(exact), policies["nhs-england"]).value;

/** The finding of a page, from estimates before disclosure control. */
export function headlineOf(
  page: "outcomes" | "equity" | "project",
  exact: readonly ExactEstimate[],
  parts: Partial<Catalogue> = {},
): { readonly headline: string; readonly detail: readonly string[]; readonly caveats: readonly string[] } {
  const catalogue: Catalogue = { ...example, instruments: [pam], breakdowns: [], ...parts };
  const key = page === "project" ? "project||project|P1|all|all" : `${page}|pam|programme|programme|all|all`;
  const finding = makeFindings(released(exact), catalogue, noQuality).findings[key];
  if (finding === undefined) throw new Error(`No finding ${key}.`);
  return finding;
}
