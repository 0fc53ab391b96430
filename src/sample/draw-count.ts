import type { Random } from "./random.ts";

/** Draws a Poisson count by Knuth's product of uniforms; `mean` below about 50. */
export function drawCount(random: Random, mean: number): number {
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = random.uniform(); product > limit; product *= random.uniform()) count += 1;
  return count;
}
