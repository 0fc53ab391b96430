/** Share of the longer part of an interval cut by the golden section. */
const GOLDEN = (3 - Math.sqrt(5)) / 2;
/** Nothing is gained from steps smaller than the square root of the arithmetic's precision. */
const RELATIVE = 1e-9;
const ABSOLUTE = 1e-13;
const STEPS = 200;

/** Where a function is least, and what it is there. */
export interface Minimum {
  readonly at: number;
  readonly value: number;
}

/**
 * The least value of a function with one minimum between `from` and `to`, by parabolas and golden sections.
 *
 * Throws a RangeError unless `from` < `to`.
 * Source: Brent (1973), Algorithms for Minimization without Derivatives, chapter 5.
 */
export function brentMinimum(of: (x: number) => number, from: number, to: number): Minimum {
  if (!(from < to)) throw new RangeError(`There is nothing between ${from} and ${to}.`);
  let [low, high] = [from, to];
  let best = low + GOLDEN * (high - low);
  let [second, third] = [best, best];
  let valueBest = of(best);
  let [valueSecond, valueThird] = [valueBest, valueBest];
  let [step, before] = [0, 0];
  for (let count = 0; count < STEPS; count += 1) {
    const middle = (low + high) / 2;
    const least = RELATIVE * Math.abs(best) + ABSOLUTE;
    if (Math.abs(best - middle) <= 2 * least - (high - low) / 2) break;
    const parabola = parabolaStep([best, valueBest], [second, valueSecond], [third, valueThird]);
    const inside = parabola > low - best && parabola < high - best;
    if (Math.abs(before) > least && inside && Math.abs(parabola) < Math.abs(before) / 2) {
      before = step;
      step = parabola;
      if (best + step - low < 2 * least || high - best - step < 2 * least) {
        step = best < middle ? least : -least;
      }
    } else {
      before = best < middle ? high - best : low - best;
      step = GOLDEN * before;
    }
    const next = best + (Math.abs(step) >= least ? step : Math.sign(step) * least);
    const value = of(next);
    if (value <= valueBest) {
      if (next < best) high = best;
      else low = best;
      [third, valueThird, second, valueSecond] = [second, valueSecond, best, valueBest];
      [best, valueBest] = [next, value];
    } else {
      if (next < best) low = next;
      else high = next;
      if (value <= valueSecond || second === best) {
        [third, valueThird, second, valueSecond] = [second, valueSecond, next, value];
      } else if (value <= valueThird || third === best || third === second) {
        [third, valueThird] = [next, value];
      }
    }
  }
  return { at: best, value: valueBest };
}

type Point = readonly [at: number, value: number];

/** From the best point to the foot of the parabola through three; NaN where they lie on a line. */
function parabolaStep([x, fx]: Point, [w, fw]: Point, [v, fv]: Point): number {
  const r = (x - w) * (fx - fv);
  const q = (x - v) * (fx - fw);
  const under = 2 * (q - r);
  return -((x - v) * q - (x - w) * r) / under;
}
