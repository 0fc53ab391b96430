/** Decimals of the sample's instruments, as programme.yaml declares them. */
const decimals: Readonly<Record<string, number>> = { pam: 1, swemwbs: 2 };

/** A scaled score as the tool prints it. */
export function printedScore(instrument: string, scaled: number): number {
  const places = decimals[instrument] ?? 0;
  return Number((scaled / 10 ** places).toFixed(places));
}
