/** A table that turns raw totals, each whole number from `lowest`, into scores. */
export interface RawScoreConversion {
  readonly lowest: number;
  /** Score of `lowest`, of `lowest` + 1, and so on. */
  readonly scores: readonly number[];
  readonly source: string;
}

/**
 * Short Warwick–Edinburgh Mental Well-being Scale: raw total 7–35 to metric score, 7.00–35.00. Raw totals are not
 * interval-scaled and must not be averaged.
 */
export const shortWellbeingConversion: RawScoreConversion = {
  lowest: 7,
  scores: [
    7, 9.51, 11.25, 12.4, 13.33, 14.08, 14.75, 15.32, 15.84, 16.36, 16.88, 17.43, 17.98, 18.59, 19.25, 19.98,
    20.73, 21.54, 22.35, 23.21, 24.11, 25.03, 26.02, 27.03, 28.13, 29.31, 30.7, 32.55, 35,
  ],
  source:
    "Four public implementations that agree; University of Warwick says raw scores need to be transformed",
};

/**
 * The score of a raw total by a conversion table; null for null, because without every item there is no total.
 *
 * Throws a RangeError for a total that is not in the table.
 */
export function convertRawScore(raw: number | null, conversion: RawScoreConversion): number | null {
  if (raw === null) return null;
  const score = Number.isInteger(raw) ? conversion.scores[raw - conversion.lowest] : undefined;
  if (score === undefined) {
    const highest = conversion.lowest + conversion.scores.length - 1;
    throw new RangeError(
      `A raw total is a whole number from ${conversion.lowest} to ${highest}, not ${raw}.`,
    );
  }
  return score;
}
