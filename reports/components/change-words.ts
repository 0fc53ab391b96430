import type { Catalogue } from "../../src/release/catalogue.ts";

type Instrument = Catalogue["instruments"][number];

/** What the three results of a pair of scores are called. */
export interface ChangeWords {
  readonly improved: string;
  readonly same: string;
  readonly worse: string;
}

/** Whether any change counts: the threshold says so, or is the smallest step of the scale. It is then not drawn. */
export function isAnyChange(instrument: Instrument | undefined): boolean {
  if (instrument === undefined) return false;
  const { points, source } = instrument.meaningful_change;
  return source.startsWith("Any change") || points <= 10 ** -instrument.decimals * (1 + 1e-9);
}

/** Names of the results: improved and worsened by a threshold, or scored higher and lower where any change counts. */
export function changeWords(instrument: Instrument | undefined): ChangeWords {
  if (!isAnyChange(instrument)) return { improved: "Improved", same: "About the same", worse: "Worsened" };
  const [up, down] = ["Scored higher", "Scored lower"];
  return instrument?.better === "lower"
    ? { improved: down, same: "The same", worse: up }
    : { improved: up, same: "The same", worse: down };
}
