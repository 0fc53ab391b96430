import { markedPoints, type PointPosition } from "./special-causes.ts";
import {
  type Assurance,
  assurance,
  type Improvement,
  type Variation,
  variation,
} from "./variation-and-assurance.ts";
import { TRIAL_BELOW, xmrLimits } from "./xmr-limits.ts";

/** Mean absolute difference of two standard normal values, rounded as tables of control charts round it. */
const D2 = 1.128;
/** Distances below this many standard deviations are rounding of binary fractions, not variation. */
const ROUNDING = 1e-9;

/** How a chart with a changing denominator is drawn up. */
export interface LaneyOptions {
  readonly improvement: Improvement;
  /** Drop moving ranges of 3.267 times their average or more once, as `xmrLimits` does (default true). */
  readonly screening?: boolean;
  /** Limits come from so many first periods, at least 12, and hold for the whole chart. */
  readonly limitsFromFirst?: number;
  readonly target?: number | null;
}

/** A period's value among all periods: the chart's own centre and the standard deviation that chance alone gives it. */
export interface ExpectedValue {
  readonly value: number;
  readonly standardDeviation: number;
  /** (value − centre) ÷ standardDeviation. */
  readonly z: number;
}

/** One period with the limits of its own denominator, in units of the value; null where not defined. */
export interface LaneyPoint extends PointPosition {
  /** Null for a period with nothing in its denominator, which takes no part in any rule. */
  readonly value: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly lowerNear: number | null;
  readonly upperNear: number | null;
  readonly variation: Variation | null;
}

/** A control chart whose limits follow the denominators. */
export interface LaneyChart {
  /** Periods the limits come from. */
  readonly n: number;
  readonly centre: number | null;
  /** Spread between periods as a multiple of what chance alone gives: 1 is a plain p or u chart. */
  readonly sigmaZ: number | null;
  readonly rangesScreened: number;
  /** True where fewer than 12 periods make the limits trial limits. */
  readonly trial: boolean;
  readonly points: readonly LaneyPoint[];
  /** Icon of the last period with a value. */
  readonly variation: Variation | null;
  /** Icon for the target against the limits of that period. */
  readonly assurance: Assurance;
  readonly reason: "no_points" | "one_point" | "no_variation" | null;
}

/** How many first values of a series a chart's limits come from; a RangeError unless 12 or more. */
export function baselineLength(limitsFromFirst: number | undefined, length: number): number {
  if (limitsFromFirst === undefined) return length;
  if (!(Number.isInteger(limitsFromFirst) && limitsFromFirst >= TRIAL_BELOW)) {
    throw new RangeError(`Frozen limits come from ${TRIAL_BELOW} points or more, not ${limitsFromFirst}.`);
  }
  return limitsFromFirst;
}

/**
 * Limits and rules for values already expressed in their own standard deviations: centre ± 3 σᵢ σ_z, where σ_z is the
 * average moving range of the z values ÷ 1.128, held between 0 and `highest`.
 *
 * `expected` holds null for a period without a denominator, whose neighbours become successive; `baseline` is how many
 * periods with a value the limits come from. Used by `pPrimeChart` and `uPrimeChart`.
 * Source: Laney (2002), Quality Engineering 14:531–537.
 */
export function laneyChart(
  expected: readonly (ExpectedValue | null)[],
  centre: number | null,
  highest: number,
  baseline: number,
  options: LaneyOptions,
): LaneyChart {
  const { improvement, screening = true, target = null } = options;
  const known = expected.filter((one) => one !== null);
  const from = known.slice(0, baseline).map(({ z }) => z);
  const ranges = xmrLimits(from, screening);
  const used = ranges.averageRangeUsed ?? ranges.averageRange;
  const n = from.length;
  const sigmaZ = used === null || used <= ROUNDING ? null : used / D2;
  const reason = n === 0 ? "no_points" : n === 1 ? "one_point" : sigmaZ === null ? "no_variation" : null;
  const held = (limit: number) => Math.min(highest, Math.max(0, limit));
  const limitsOf = ({ standardDeviation }: ExpectedValue) => {
    if (sigmaZ === null || centre === null) {
      return { lower: null, upper: null, lowerNear: null, upperNear: null };
    }
    const sigma = standardDeviation * sigmaZ;
    return {
      lower: held(centre - 3 * sigma),
      upper: held(centre + 3 * sigma),
      lowerNear: held(centre - 2 * sigma),
      upperNear: held(centre + 2 * sigma),
    };
  };
  const positions = markedPoints(
    known.map(({ value, z }, index) => {
      const before = known[index - 1];
      const far = sigmaZ === null ? null : Math.abs(z) / sigmaZ;
      return {
        side: signOf(z),
        outside: far === null ? null : far > 3 + ROUNDING,
        close: far === null ? null : far > 2 + ROUNDING && far <= 3 + ROUNDING,
        step:
          before === undefined ? null : signOf((value - before.value) / Math.max(1e-300, Math.abs(value))),
      };
    }),
  );
  let next = 0;
  const points = expected.map((one): LaneyPoint => {
    const position = one === null ? undefined : positions[next++];
    if (one === null || position === undefined) return EMPTY;
    const { cause } = position;
    return { ...position, value: one.value, ...limitsOf(one), variation: variation(cause, improvement) };
  });
  const last = points.findLast(({ value }) => value !== null);
  return {
    n,
    centre,
    sigmaZ,
    rangesScreened: ranges.rangesScreened,
    trial: ranges.trial,
    points,
    variation: last?.variation ?? null,
    assurance: assurance(last ?? EMPTY, target, improvement),
    reason,
  };
}

const EMPTY: LaneyPoint = {
  value: null,
  lower: null,
  upper: null,
  lowerNear: null,
  upperNear: null,
  side: null,
  outside: null,
  close: null,
  cause: null,
  variation: null,
};

function signOf(difference: number): -1 | 0 | 1 {
  if (Math.abs(difference) <= ROUNDING) return 0;
  return difference > 0 ? 1 : -1;
}
