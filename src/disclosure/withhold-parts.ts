import type { Policy } from "./policy.ts";
import type { ExactEstimate } from "./protect-estimates.ts";
import { staffBand } from "./protect-staff.ts";
import { placeOf } from "./staff-basis.ts";

/** A band of a share must leave so many numbers of staff possible. */
const FEWEST = 4;

/**
 * Finds shares of staff that are parts of one whole, such as reasons for leaving, whose bands together tell more than
 * each does: with the fewest that the other parts may be, one of them must leave at least four numbers possible. Else
 * all of the cell are withheld. What is in none of the parts may be any number.
 */
export function partsToWithhold(
  estimates: readonly ExactEstimate[],
  policy: Policy,
): (estimate: ExactEstimate) => boolean {
  const wholes = new Map<string, ExactEstimate[]>();
  for (const estimate of estimates) {
    const key = wholeOf(estimate);
    if (key !== undefined) wholes.set(key, [...(wholes.get(key) ?? []), estimate]);
  }
  const telling = new Set([...wholes].filter(([, parts]) => isTelling(parts, policy)).map(([key]) => key));
  return (estimate) => telling.has(wholeOf(estimate) ?? "");
}

const wholeOf = (estimate: ExactEstimate): string | undefined =>
  estimate.staff?.partsOf === undefined ? undefined : `${placeOf(estimate)}|${estimate.staff.partsOf}`;

function isTelling(parts: readonly ExactEstimate[], policy: Policy): boolean {
  const bands = parts.flatMap(({ numerator, denominator }) => {
    const band = staffBand(numerator ?? 0, denominator ?? 0, policy);
    if (band === null || denominator === null) return [];
    const counts = Array.from({ length: denominator + 1 }, (_, count) => count).filter((count) => {
      const own = staffBand(count, denominator, policy);
      return own?.lower === band.lower;
    });
    return [{ counts, least: counts[0] ?? 0, of: denominator }];
  });
  const least = bands.reduce((sum, band) => sum + band.least, 0);
  return bands.some(
    (band) => band.counts.filter((count) => count + least - band.least <= band.of).length < FEWEST,
  );
}
