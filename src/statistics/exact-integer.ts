/** A whole number as a query returns it: DuckDB gives BigInt for sums, a driver may give Number for counts. */
export type WholeNumber = bigint | number;

/** Turns a whole number into a BigInt; throws a RangeError for a fraction, or a Number past 2^53. */
export function exactInteger(value: WholeNumber): bigint {
  if (typeof value === "bigint") return value;
  if (!Number.isSafeInteger(value)) throw new RangeError(`Expected an exact whole number, not ${value}.`);
  return BigInt(value);
}

/**
 * numerator / denominator as a Number, correct to the last bit or two however large both are.
 * Throws a RangeError where the denominator is 0.
 */
export function exactRatio(numerator: bigint, denominator: bigint): number {
  if (denominator === 0n) throw new RangeError("Cannot divide by 0.");
  return Number(numerator) / Number(denominator);
}
