import { normalBelow } from "./normal.ts";
import { upperTail } from "./upper-tail.ts";

/** Nodes and weights of Gauss–Legendre's rule with five points on −1 … 1. */
const RULE = [
  [0, 0.568888888888889],
  [-0.5384693101056831, 0.47862867049936647],
  [0.5384693101056831, 0.47862867049936647],
  [-0.906179845938664, 0.23692688505618908],
  [0.906179845938664, 0.23692688505618908],
] as const;
const PANELS = 24;

/**
 * P(T ≤ t) for Student's t with non-centrality δ: the mean of Φ(t·s − δ) over s = √(χ²/df).
 *
 * Accurate to some 1e-9. Degrees of freedom are positive; throws a RangeError otherwise.
 * Source: Johnson, Kotz and Balakrishnan (1995), Continuous Univariate Distributions 2, chapter 31.
 */
export function noncentralBelow(t: number, degreesOfFreedom: number, delta: number): number {
  const df = degreesOfFreedom;
  if (!(df >= 1)) throw new RangeError(`There is no t with ${df} degrees of freedom.`);
  const mode = Math.sqrt((df - 1) / df);
  const reach = 9 / Math.sqrt(df);
  const [from, to] = [Math.max(0, mode - reach), mode + reach];
  // For a large t, Φ rises from 0 to 1 within a few 1/|t|: panels must break there.
  const steps = t === 0 ? [] : [-8, -2, 2, 8].map((z) => (delta + z) / t);
  const breaks = [from, ...steps.filter((s) => s > from && s < to).sort((a, b) => a - b), to];
  let share = 0;
  let all = 0;
  for (const [index, start] of breaks.slice(0, -1).entries()) {
    const width = ((breaks[index + 1] ?? start) - start) / PANELS;
    for (let panel = 0; panel < PANELS; panel += 1) {
      for (const [node, weight] of RULE) {
        const s = start + (panel + (1 + node) / 2) * width;
        const density = weight * width * relativeDensity(s, mode, df);
        all += density;
        share += density * normalBelow(t * s - delta);
      }
    }
  }
  return share / all;
}

/** Density of √(χ²/df) relative to its mode. */
function relativeDensity(s: number, mode: number, df: number): number {
  const rise = df === 1 ? 0 : (df - 1) * Math.log(s / mode);
  return Math.exp(rise - (df * (s - mode) * (s + mode)) / 2);
}

/**
 * Interval for the non-centrality δ of an observed t: the δ at which P(T ≤ t) is (1 + level)/2, and (1 − level)/2.
 *
 * Accurate to some 1e-7. Throws a RangeError unless degrees of freedom are positive, t finite and 0 < level < 1.
 * Source: Steiger and Fouladi (1997), in: What if there were no significance tests?, 221–257.
 */
export function noncentralityInterval(
  t: number,
  degreesOfFreedom: number,
  level: number,
): { readonly lower: number; readonly upper: number } {
  if (!Number.isFinite(t)) throw new RangeError(`A t of ${t} has no interval.`);
  const tail = upperTail(level);
  return {
    lower: deltaWith(t, degreesOfFreedom, 1 - tail),
    upper: deltaWith(t, degreesOfFreedom, tail),
  };
}

/** P(T ≤ t) falls as δ rises: widen a bracket around t, then halve it. */
function deltaWith(t: number, df: number, share: number): number {
  let reach = 1 + Math.abs(t) / 4;
  while (noncentralBelow(t, df, t - reach) < share || noncentralBelow(t, df, t + reach) > share) reach *= 2;
  let [low, high] = [t - reach, t + reach];
  while (high - low > 1e-10 * Math.max(1, Math.abs(t))) {
    const middle = (low + high) / 2;
    if (noncentralBelow(t, df, middle) > share) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
