const WEIGHTS = [10, 9, 8, 7, 6, 5, 4, 3, 2];

/**
 * Check digit of nine digits by modulus 11, or undefined where the nine digits can make no NHS number.
 * NHS Data Dictionary, NHS NUMBER.
 */
export function nhsCheckDigit(nine: string): number | undefined {
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(nine[index]), 0);
  const digit = (11 - (sum % 11)) % 11;
  return digit === 10 ? undefined : digit;
}

/** Six-digit middles there are; about one in eleven makes no number. */
const MIDDLES = 1_000_000;
/** Shares no factor with MIDDLES, so steps of it visit every middle once. */
const STEP = 387_421;

/** Most people a sample can have: each needs a number of the range that is never issued. */
export const MOST_SYNTHETIC_NUMBERS = 900_000;

/** Yields different valid NHS numbers of the range 999 000 0000 – 999 999 9999, which is never issued to anyone. */
export function* syntheticNhsNumbers(start: number): Generator<string, void> {
  for (let k = 0; k < MIDDLES; k += 1) {
    const nine = `999${String((start + k * STEP) % MIDDLES).padStart(6, "0")}`;
    const digit = nhsCheckDigit(nine);
    if (digit !== undefined) yield `${nine}${digit}`;
  }
}

/** The same number with another check digit, so that it fails modulus 11. */
export function withWrongCheckDigit(number: string): string {
  return `${number.slice(0, 9)}${(Number(number[9]) + 3) % 10}`;
}
