/** Statistics written anew from their formulas, for comparison: nothing here comes from src/statistics. */

const Z = 1.959963984540054;

export interface Limits {
  readonly lower: number;
  readonly upper: number;
}

/** Wilson (1927). */
function wilson(x: number, n: number): Limits {
  const p = x / n;
  const centre = (p + Z ** 2 / (2 * n)) / (1 + Z ** 2 / n);
  const half = (Z / (1 + Z ** 2 / n)) * Math.sqrt((p * (1 - p)) / n + Z ** 2 / (4 * n ** 2));
  return { lower: Math.max(0, centre - half), upper: Math.min(1, centre + half) };
}

export const toFive = (count: number): number => 5 * Math.floor((count + 2) / 5);
/** A number from 1 to 7 is not shown. */
export const isSmall = (count: number): boolean => count > 0 && count < 8;

const roundingTo = (shown: number): readonly number[] =>
  [-2, -1, 0, 1, 2].map((off) => shown + off).filter((count) => count >= 0 && !isSmall(count));

const envelopes = new Map<string, Limits>();

/** From the lowest to the highest Wilson limit of all counts that round to these and may be shown. */
export function shareLimits(x: number, n: number): Limits {
  const key = `${x}/${n}`;
  const known = envelopes.get(key);
  if (known !== undefined) return known;
  const all = roundingTo(n).flatMap((whole) =>
    roundingTo(x)
      .filter((part) => part <= whole && !isSmall(whole - part))
      .map((part) => wilson(part, whole)),
  );
  const found = {
    lower: Math.min(x / n, ...all.map(({ lower }) => lower)),
    upper: Math.max(x / n, ...all.map(({ upper }) => upper)),
  };
  envelopes.set(key, found);
  return found;
}

/** Log Γ, by Stirling's series after raising the argument. */
export function logGamma(x: number): number {
  let [shift, at] = [0, x];
  while (at < 15) {
    shift -= Math.log(at);
    at += 1;
  }
  const series = 1 / (12 * at) - 1 / (360 * at ** 3) + 1 / (1260 * at ** 5);
  return shift + (at - 0.5) * Math.log(at) - at + Math.log(2 * Math.PI) / 2 + series;
}

/** Density of Student's t with `df` degrees of freedom. */
function densityOf(df: number): (x: number) => number {
  const constant = Math.exp(logGamma((df + 1) / 2) - logGamma(df / 2)) / Math.sqrt(df * Math.PI);
  return (x) => constant * (1 + x ** 2 / df) ** (-(df + 1) / 2);
}

/** Share of Student's t beyond ±t with `df` degrees of freedom, by Simpson's rule over the density. */
function beyond(t: number, df: number): number {
  const density = densityOf(df);
  const steps = 400;
  const width = t / steps;
  let sum = density(0) + density(t);
  for (let step = 1; step < steps; step += 1) sum += (step % 2 === 1 ? 4 : 2) * density(step * width);
  return 1 - (2 * width * sum) / 3;
}

const criticals = new Map<number, number>();

/** The t that 5 % lie beyond: Cornish and Fisher's expansion, then Newton's steps on the integral. */
export function critical(df: number): number {
  const known = criticals.get(df);
  if (known !== undefined) return known;
  let t =
    df < 3
      ? df === 1
        ? 12.7
        : 4.3
      : Z + (Z ** 3 + Z) / (4 * df) + (5 * Z ** 5 + 16 * Z ** 3 + 3 * Z) / (96 * df ** 2);
  for (let step = 0; step < 6; step += 1) {
    const off = beyond(t, df) - 0.05;
    if (Math.abs(off) < 1e-13) break;
    t += off / (2 * densityOf(df)(t));
  }
  criticals.set(df, t);
  return t;
}

/** Mean and t interval from n, Σx and Σx², in the units of x; limits are null without a spread. */
export function meanOf(
  n: number,
  sum: bigint,
  sumOfSquares: bigint,
): { readonly value: number; readonly limits: Limits | null } {
  const value = Number(sum) / n;
  const about = BigInt(n) * sumOfSquares - sum * sum;
  if (n < 2 || about === 0n) return { value, limits: null };
  const half = critical(n - 1) * Math.sqrt(Number(about) / (n * n * (n - 1)));
  return { value, limits: { lower: value - half, upper: value + half } };
}

/** Log of the chance of k among n with a chance of p each. */
const logBinomial = (k: number, n: number, p: number): number =>
  logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1) + k * Math.log(p) + (n - k) * Math.log(1 - p);

const ranks = new Map<string, readonly [number, number]>();

/** Ranks of the two values between which a quantile lies, at most 2.5 % missed on either side; 0 or n + 1 outside all. */
function ranksOf(n: number, share: number): readonly [number, number] {
  const key = `${n}/${share}`;
  const known = ranks.get(key);
  if (known !== undefined) return known;
  // P(B < l) ≤ 2.5 % for the highest l; P(B ≥ u) ≤ 2.5 % for the lowest u. Nothing to speak of lies far below the mean.
  const start = Math.max(0, Math.floor(n * share - 12 * Math.sqrt(n)));
  let chance = Math.exp(logBinomial(start, n, share));
  let [below, low, high] = [0, start, n + 1];
  for (let k = start; k <= n; k += 1) {
    if (below <= 0.025) low = k;
    if (1 - below <= 0.025) {
      high = k;
      break;
    }
    below += chance;
    chance *= ((n - k) / (k + 1)) * (share / (1 - share));
  }
  ranks.set(key, [low, high]);
  return [low, high];
}

export type Counted = readonly (readonly [value: number, people: number])[];

/** The quantile at `share` with limits from order statistics; `counted` in any order. */
export function quantileOf(
  counted: Counted,
  share: number,
): { readonly n: number; readonly value: number; readonly limits: Limits | null } {
  const sorted = [...counted].sort(([a], [b]) => a - b);
  const n = sorted.reduce((sum, [, people]) => sum + people, 0);
  const at = (rank: number) => {
    let seen = 0;
    for (const [value, people] of sorted) {
      seen += people;
      if (rank <= seen) return value;
    }
    throw new RangeError(`No rank ${rank} of ${n}.`);
  };
  const place = n * share;
  const isWhole = Math.abs(place - Math.round(place)) < 1e-9;
  const value = isWhole ? (at(Math.round(place)) + at(Math.round(place) + 1)) / 2 : at(Math.ceil(place));
  const [low, high] = ranksOf(n, share);
  return { n, value, limits: low < 1 || high > n ? null : { lower: at(low), upper: at(high) } };
}

/** Middle of the averages of every two changes, each with itself, and the averages at the rank of its 95 % limits. */
export function typicalOf(counted: Counted): {
  readonly n: number;
  readonly value: number;
  readonly limits: Limits | null;
} {
  const lowest = Math.min(...counted.map(([change]) => change));
  const highest = Math.max(...counted.map(([change]) => change));
  const pairs = new Float64Array(2 * (highest - lowest) + 1);
  for (const [index, [value, people]] of counted.entries()) {
    const at = value - 2 * lowest;
    pairs[at + value] = (pairs[at + value] ?? 0) + (people * (people + 1)) / 2;
    for (let next = index + 1; next < counted.length; next += 1) {
      const [other, more] = counted[next] ?? [0, 0];
      pairs[at + other] = (pairs[at + other] ?? 0) + people * more;
    }
  }
  const n = counted.reduce((all, [, people]) => all + people, 0);
  const averages = (n * (n + 1)) / 2;
  const at = (rank: number) => {
    let seen = 0;
    for (const [sum, some] of pairs.entries()) {
      seen += some;
      if (rank <= seen) return sum / 2 + lowest;
    }
    throw new RangeError(`No average ${rank} of ${averages}.`);
  };
  const value = (at(Math.ceil(averages / 2)) + at(Math.floor(averages / 2) + 1)) / 2;
  const sizes = new Set(counted.map(([change]) => Math.abs(change)));
  const isUntied = n <= 50 && !sizes.has(0) && sizes.size === n;
  const rank = isUntied ? exactRank(n) : normalRank(n);
  const spread = counted.length > 1 && rank > 0;
  return { n, value, limits: spread ? { lower: at(rank), upper: at(averages + 1 - rank) } : null };
}

const normalRank = (n: number): number =>
  Math.max(0, Math.round((n * (n + 1)) / 4 - Z * Math.sqrt((n * (n + 1) * (2 * n + 1)) / 24)));

/** The lowest k of which P(V ≤ k) reaches 2.5 %, V the sum of ranks with a sign that is up or down by chance. */
function exactRank(n: number): number {
  let chances = [1];
  for (let rank = 1; rank <= n; rank += 1) {
    const next = new Array<number>(chances.length + rank).fill(0);
    for (const [sum, chance] of chances.entries()) {
      next[sum] = (next[sum] ?? 0) + chance / 2;
      next[sum + rank] = (next[sum + rank] ?? 0) + chance / 2;
    }
    chances = next;
  }
  let below = 0;
  for (const [sum, chance] of chances.entries()) {
    below += chance;
    if (below >= 0.025 * (1 - 1e-12)) return sum;
  }
  throw new RangeError(`No rank for ${n} people.`);
}

const poissons = new Map<number, Limits>();

/** Limits of a number of events: exact below 10 by bisection on Poisson's tails, Byar's from 10. */
export function eventLimits(events: number): Limits {
  const known = poissons.get(events);
  if (known !== undefined) return known;
  const byar = (o: number, sign: number) => o * (1 - 1 / (9 * o) + (sign * Z) / (3 * Math.sqrt(o))) ** 3;
  const upTo = (k: number, mean: number) => {
    let [term, sum] = [Math.exp(-mean), 0];
    for (let count = 0; count <= k; count += 1) {
      sum += term;
      term *= mean / (count + 1);
    }
    return sum;
  };
  const solve = (isAbove: (mean: number) => boolean) => {
    let [low, high] = [0, 60];
    for (let step = 0; step < 80; step += 1) {
      const middle = (low + high) / 2;
      if (isAbove(middle)) high = middle;
      else low = middle;
    }
    return high;
  };
  const found =
    events >= 10
      ? { lower: byar(events, -1), upper: byar(events + 1, 1) }
      : {
          lower: events === 0 ? 0 : solve((mean) => 1 - upTo(events - 1, mean) >= 0.025),
          upper: solve((mean) => upTo(events, mean) <= 0.025),
        };
  poissons.set(events, found);
  return found;
}

/**
 * The day by which a share has ended, of people followed for some days, by Kaplan and Meier, and the days on which the
 * complementary log-log limits of the curve pass it (Brookmeyer and Crowley); null where they never do.
 */
export function survivalOf(
  waits: readonly (readonly [days: number, ended: boolean, people: number])[],
  share: number,
): {
  readonly n: number;
  readonly value: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
} {
  const n = waits.reduce((sum, [, , people]) => sum + people, 0);
  const days = [...new Set(waits.filter(([, ended]) => ended).map(([day]) => day))].sort((a, b) => a - b);
  const left = 1 - share;
  let [alive, spread] = [1, 0];
  const curves = { value: [], lower: [], upper: [] } as Record<string, [day: number, height: number][]>;
  for (const day of days) {
    const atRisk = waits.reduce((sum, [days, , people]) => sum + (days >= day ? people : 0), 0);
    const ended = waits.reduce((sum, [days, is, people]) => sum + (is && days === day ? people : 0), 0);
    alive *= 1 - ended / atRisk;
    spread += ended / (atRisk * (atRisk - ended));
    curves.value?.push([day, alive]);
    if (alive <= 0 || alive >= 1) continue;
    const off = (Z * Math.sqrt(spread)) / Math.log(alive);
    curves.lower?.push([day, alive ** Math.exp(-off)]);
    curves.upper?.push([day, alive ** Math.exp(off)]);
  }
  const passes = (curve: readonly (readonly [number, number])[] = []) => {
    const at = curve.findIndex(([, height]) => height <= left + 1e-9);
    const [day, height] = curve[at] ?? [null, 0];
    if (day === null || Math.abs(height - left) > 1e-9) return day;
    return (
      (day + (curve.slice(at).find(([, later]) => later < left - 1e-9)?.[0] ?? curve.at(-1)?.[0] ?? day)) / 2
    );
  };
  return { n, value: passes(curves.value), lower: passes(curves.lower), upper: passes(curves.upper) };
}
