import { exactInteger, type WholeNumber } from "./exact-integer.ts";

/** A number of people as a Number; throws a RangeError below 0, for a fraction, or past 2^53. */
export function wholeCount(value: WholeNumber): number {
  const count = Number(exactInteger(value));
  if (!Number.isSafeInteger(count) || count < 0) {
    throw new RangeError(`A number of people is a whole number from 0, not ${value}.`);
  }
  return count;
}
