/** The two sets of cut points of the Patient Activation Measure in use; they differ at the border of Levels 3 and 4 only. */
export type PamCutPoints = "2010-style" | "72.5-style";

/** Level 1 to 4 of the Patient Activation Measure. */
export type PamLevel = 1 | 2 | 3 | 4;

/**
 * Highest score of Levels 1, 2 and 3, as scaled integers (one decimal: 470 is 47.0).
 * 2010-style: JAGS 2010;58:1496, Table 2 (PMC2955177). 72.5-style: SRALab RehabMeasures database, 2024.
 */
export const pamThresholds: Readonly<Record<PamCutPoints, readonly [number, number, number]>> = {
  "2010-style": [470, 551, 670],
  "72.5-style": [470, 551, 724],
};

/**
 * The level of a PAM score under one set of cut points; never mix sets in one figure.
 * @param scaled score × 10, an integer from 0 to 1000
 * @throws RangeError where it is not.
 */
export function pamLevel(scaled: number, set: PamCutPoints): PamLevel {
  if (!Number.isInteger(scaled) || scaled < 0 || scaled > 1000) {
    throw new RangeError(`${scaled} is not a PAM score from 0 to 1000 (score × 10).`);
  }
  const [one, two, three] = pamThresholds[set];
  if (scaled <= one) return 1;
  if (scaled <= two) return 2;
  return scaled <= three ? 3 : 4;
}
