import { exactRatio } from "./exact-integer.ts";
import { fAbove } from "./f-distribution.ts";
import { groupSums } from "./group-sums.ts";
import type { SumsOfScores } from "./mean-interval.ts";

/** One-way analysis of variance, equal spreads assumed; null where a part is not defined. */
export interface AnalysisOfVariance {
  /** Groups with anybody in them. */
  readonly groups: number;
  readonly f: number | null;
  /** Between groups and within them. */
  readonly degreesOfFreedom: readonly [number, number] | null;
  readonly p: number | null;
  /** Share of all variation that lies between groups, 0–1, in this sample. */
  readonly etaSquared: number | null;
  /** The same corrected for chance; may be below 0, which means: none found. */
  readonly omegaSquared: number | null;
  readonly reason: "one_group" | "one_person_each" | "all_equal" | null;
}

/**
 * One-way analysis of variance from each group's n, Σx and Σx²: F = (B/(k − 1)) / (W/(N − k)), with
 * B = Σ_{i<j} n_i n_j (m_i − m_j)² / N between and W within groups; η² = B/(B + W),
 * ω² = (B − (k − 1) W/(N − k)) / (B + W + W/(N − k)).
 *
 * Sums are of scaled integers with the same decimals; the results have no unit. Groups of nobody take no part. Fewer
 * than two groups, one person in each, or no spread within any group give nulls and a `reason`.
 * Throws a RangeError as `groupSums` does.
 * Sources: Fisher (1925), Statistical Methods for Research Workers; Hays (1963), Statistics for Psychologists (ω²).
 */
export function analysisOfVariance(sums: readonly SumsOfScores[]): AnalysisOfVariance {
  const groups = sums.map(groupSums).filter(({ n }) => n > 0n);
  const k = groups.length;
  const nothing = {
    groups: k,
    f: null,
    degreesOfFreedom: null,
    p: null,
    etaSquared: null,
    omegaSquared: null,
  };
  if (k < 2) return { ...nothing, reason: "one_group" };
  const people = groups.reduce((sum, { n }) => sum + n, 0n);
  const degreesOfFreedom = [k - 1, Number(people) - k] as const;
  if (degreesOfFreedom[1] === 0) return { ...nothing, reason: "one_person_each" };
  const within = groups.reduce((sum, { about, n }) => sum + exactRatio(about, n), 0);
  if (within === 0) return { ...nothing, reason: "all_equal" };
  let between = 0;
  for (const [index, a] of groups.entries()) {
    for (const b of groups.slice(index + 1)) {
      between += exactRatio((a.sum * b.n - b.sum * a.n) ** 2n, a.n * b.n * people);
    }
  }
  const noise = within / degreesOfFreedom[1];
  const f = between / (k - 1) / noise;
  return {
    groups: k,
    f,
    degreesOfFreedom,
    p: fAbove(f, ...degreesOfFreedom),
    etaSquared: between / (between + within),
    omegaSquared: (between - (k - 1) * noise) / (between + within + noise),
    reason: null,
  };
}
