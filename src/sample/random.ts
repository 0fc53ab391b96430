import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/** Draws from one seeded stream: the same seed gives the same draws in the same order. */
export interface Random {
  /** A number from 0 up to, not including, 1. */
  uniform(): number;
  /** A whole number from `low` to `high`, both included. */
  int(low: number, high: number): number;
  chance(probability: number): boolean;
  /** A draw from the standard normal distribution. */
  normal(): number;
  pick<T>(list: readonly T[]): T;
  /** One of the values, by weight. */
  weighted<T>(choices: readonly (readonly [T, number])[]): T;
  /** `count` different members of the list (all, where there are fewer), in random order. */
  sample<T>(list: readonly T[], count: number): T[];
}

/** Starts the stream of a seed (an integer). */
export function seededRandom(seed: number): Random {
  const generator = xoroshiro128plus(seed);
  const uniform = () => uniformFloat64(generator);
  const int = (low: number, high: number) => low + Math.floor(uniform() * (high - low + 1));
  const pick = <T>(list: readonly T[]): T => {
    const found = list[int(0, list.length - 1)];
    if (found === undefined) throw new RangeError("Nothing to pick from.");
    return found;
  };
  return {
    uniform,
    int,
    pick,
    chance: (probability) => uniform() < probability,
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
    weighted: <T>(choices: readonly (readonly [T, number])[]): T => {
      let rest = uniform() * choices.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [value, weight] of choices) {
        rest -= weight;
        if (rest < 0) return value;
      }
      return pick(choices)[0];
    },
    sample: <T>(list: readonly T[], count: number): T[] => {
      const left = [...list];
      const taken: T[] = [];
      while (taken.length < count && left.length > 0) {
        const at = int(0, left.length - 1);
        const one = left[at];
        const last = left.pop();
        if (one === undefined || last === undefined) break;
        if (at < left.length) left[at] = last;
        taken.push(one);
      }
      return taken;
    },
  };
}
