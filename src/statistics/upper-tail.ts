/** Share of a distribution above the upper limit of a two-sided interval: (1 − level) / 2. Throws a RangeError
 * unless 0 < level < 1. */
export function upperTail(level: number): number {
  if (!(level > 0 && level < 1))
    throw new RangeError(`A confidence level lies between 0 and 1, not ${level}.`);
  return (1 - level) / 2;
}
