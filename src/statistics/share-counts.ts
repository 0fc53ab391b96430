/** Throws a RangeError unless both are whole numbers with 0 ≤ numerator ≤ denominator. */
export function checkShare(numerator: number, denominator: number): void {
  const whole = Number.isSafeInteger(numerator) && Number.isSafeInteger(denominator);
  if (!whole || numerator < 0 || numerator > denominator) {
    throw new RangeError(`${numerator} of ${denominator} is not a proportion of whole counts.`);
  }
}
