import { critical, logGamma } from "../figures.ts";
import type { Lasting } from "./staff-exact.ts";

/** Statistics of staff written anew from their formulas: nothing here comes from src/statistics. */

const Z = 1.959963984540054;

export interface Found {
  readonly value: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
}

interface Point {
  readonly day: number;
  readonly atRisk: number;
  readonly value: number;
  readonly lower: number | null;
  readonly upper: number | null;
}

/**
 * Share that lasts beyond each day on which something ended, by Kaplan and Meier, with complementary log-log limits: who
 * came into sight late is at risk only after that day.
 */
function curveOf(waits: readonly Lasting[]): readonly Point[] {
  const days = [...new Set(waits.filter(({ ended }) => ended).map(({ exit }) => exit))].sort((a, b) => a - b);
  let [value, spread] = [1, 0];
  return days.map((day): Point => {
    const atRisk = waits.filter(({ entry, exit }) => (entry === 0 || entry < day) && exit >= day).length;
    const ended = waits.filter((one) => one.ended && one.exit === day).length;
    value *= 1 - ended / atRisk;
    spread += ended / (atRisk * (atRisk - ended));
    if (value <= 0 || value >= 1) return { day, atRisk, value, lower: null, upper: null };
    const off = (Z * Math.sqrt(spread)) / -Math.log(value);
    return { day, atRisk, value, lower: value ** Math.exp(off), upper: value ** Math.exp(-off) };
  });
}

/** The day by which half have ended, and the days on which the limits of the curve pass a half; fewest at risk until then. */
export function halfOf(waits: readonly Lasting[]): Found & { readonly atRisk: number } {
  const curve = curveOf(waits);
  const passes = (of: "value" | "lower" | "upper") => {
    const known = curve.filter((point) => point[of] !== null);
    const at = known.findIndex((point) => Number(point[of]) <= 0.5 + 1e-9);
    const point = known[at];
    if (point === undefined) return null;
    if (Math.abs(Number(point[of]) - 0.5) > 1e-9) return point.day;
    const beyond = known.slice(at).find((later) => Number(later[of]) < 0.5 - 1e-9) ?? known.at(-1);
    return (point.day + (beyond?.day ?? point.day)) / 2;
  };
  const value = passes("value");
  const until = curve.filter(({ day }) => value !== null && day <= value);
  const atRisk = Math.min(...until.map((point) => point.atRisk));
  return { value, lower: passes("lower"), upper: passes("upper"), atRisk };
}

/** Share that lasts beyond a day. Null where nobody was followed so long. */
export function shareBeyond(waits: readonly Lasting[], day: number): Found {
  const point = curveOf(waits).findLast((one) => one.day <= day);
  const isSeen = point?.value === 0 || waits.some(({ exit }) => exit >= day);
  if (!isSeen) return { value: null, lower: null, upper: null };
  return point ?? { value: 1, lower: null, upper: null };
}

/** Average of one group less that of another, with Welch's interval. */
export function welchOf(values: readonly number[], before: readonly number[]): Found {
  const [one, other] = [momentsOf(values), momentsOf(before)];
  const value = one.mean - other.mean;
  const [a, b] = [one.variance / values.length, other.variance / before.length];
  if (!(a + b > 1e-9)) return { value, lower: null, upper: null };
  const df = (a + b) ** 2 / (a ** 2 / (values.length - 1) + b ** 2 / (before.length - 1));
  const half = critical(df) * Math.sqrt(a + b);
  return { value, lower: value - half, upper: value + half };
}

function momentsOf(values: readonly number[]) {
  const mean = values.reduce((sum, one) => sum + one, 0) / values.length;
  const variance = values.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (values.length - 1);
  return { mean, variance };
}

/** Cronbach's alpha of answers, one row a person, with Feldt's interval. */
export function alphaOf(answers: readonly (readonly number[])[]): Found {
  const items = answers[0]?.length ?? 0;
  const totals = answers.map((row) => row.reduce((sum, one) => sum + one, 0));
  const own = Array.from(
    { length: items },
    (_, at) => momentsOf(answers.map((row) => row[at] ?? 0)).variance,
  );
  const whole = momentsOf(totals).variance;
  const value = (items / (items - 1)) * (1 - own.reduce((sum, one) => sum + one, 0) / whole);
  const people = answers.length - 1;
  const limit = (below: number) => 1 - (1 - value) * quantileOfF(people, people * (items - 1), below);
  return { value, lower: limit(0.975), upper: limit(0.025) };
}

/** The f below which a share of Fisher's F lies: bisection on Simpson's rule over the density of beta. */
function quantileOfF(d1: number, d2: number, below: number): number {
  const [a, b] = [d1 / 2, d2 / 2];
  const log = logGamma(a + b) - logGamma(a) - logGamma(b);
  const density = (x: number) =>
    x <= 0 || x >= 1 ? 0 : Math.exp(log + (a - 1) * Math.log(x) + (b - 1) * Math.log(1 - x));
  const upTo = (x: number) => {
    const steps = 2000;
    let sum = density(0) + density(x);
    for (let step = 1; step < steps; step += 1) sum += (step % 2 === 1 ? 4 : 2) * density((x * step) / steps);
    return (sum * x) / steps / 3;
  };
  let [low, high] = [0, 1];
  for (let step = 0; step < 50; step += 1) {
    const middle = (low + high) / 2;
    if (upTo(middle) < below) low = middle;
    else high = middle;
  }
  return (d2 * low) / (d1 * (1 - low));
}
