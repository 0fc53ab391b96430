import { decidingInterval, numberWords, scoreWords, shownDecimals } from "./number-words.ts";
import type { CatalogueInstrument, Interval, PrintableFigure } from "./released-estimate.ts";

/**
 * Says what change would be expected with no help at all, and how the change seen stands beside it.
 *
 * `band` is the released `expected_change_rtm` (score points, after minus before). The two are told apart only
 * where the whole interval of the change lies outside the band.
 */
export function regressionWords(
  band: Interval,
  change: PrintableFigure | null,
  instrument: CatalogueInstrument,
): readonly string[] {
  const expected = expectedWords(band, instrument);
  const seen = change?.interval ?? null;
  if (seen === null) return [expected];
  const decimals = shownDecimals(instrument);
  const gain = inGains(decidingInterval(seen, decimals), instrument);
  const chance = inGains(decidingInterval(band, decimals), instrument);
  if (gain.lower > chance.upper) {
    return [
      expected,
      "The change seen is better than that, but with no comparison group the reason is not known.",
    ];
  }
  if (gain.upper < chance.lower) return [expected, "The change seen is not as good as that."];
  return [expected, "The change seen cannot be told apart from this return to the average."];
}

function expectedWords(band: Interval, instrument: CatalogueInstrument): string {
  const decimals = shownDecimals(instrument);
  const { lower, upper } = decidingInterval(band, decimals);
  if (lower <= 0 && upper >= 0) {
    const range = `${numberWords(band.lower, decimals)} to ${scoreWords(band.upper, instrument)}`;
    return `With no help at all, scores like these would be expected to change by ${range}, because scores tend to move back towards the average.`;
  }
  const rises = lower > 0;
  const [least, most] = rises ? [band.lower, band.upper] : [-band.upper, -band.lower];
  const [from, to] = [numberWords(least, decimals), scoreWords(most, instrument)];
  const range = to.startsWith(`${from} `) ? to : `${from} to ${to}`;
  const reason =
    rises === (instrument.better === "higher")
      ? "people tend to start when they are at their worst"
      : "scores far from the average tend to move back towards it";
  return `With no help at all, scores this ${rises ? "low" : "high"} would be expected to ${rises ? "rise" : "fall"} by ${range}, because ${reason}.`;
}

function inGains(interval: Interval, instrument: CatalogueInstrument): { lower: number; upper: number } {
  return instrument.better === "higher" ? interval : { lower: -interval.upper, upper: -interval.lower };
}
