import type { CatalogueInstrument } from "./released-estimate.ts";

/**
 * True where the "meaningful change" is no threshold at all: one unit of the last decimal, with a source that begins
 * "Any change". Such an instrument counts who scored higher and lower; nothing is said to be meaningful.
 */
export function countsAnyChange(instrument: CatalogueInstrument): boolean {
  const { points, source } = instrument.meaningful_change;
  return Math.abs(points - 10 ** -instrument.decimals) < 1e-9 && /^any change\b/i.test(source);
}
