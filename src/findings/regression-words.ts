import { decidingInterval, numberWords, scoreWords, shownDecimals } from "./number-words.ts";
import type { CatalogueInstrument, Interval, PrintableFigure } from "./released-estimate.ts";

const REASON = "because scores far from the average tend to move back towards it";
const OTHERS = "who came back for a second score, or the help";

/**
 * Says what change would be expected from regression to the mean alone, and how the change seen stands beside it.
 *
 * `band` is the released `expected_change_rtm` (score points, after minus before). It knows nothing of recovery over
 * time or of who came back, so no difference from it is put down to the help. The two are told apart only where the
 * whole interval of the change lies outside the band.
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
    const size = chance.upper >= 0 ? "larger" : gain.upper < 0 ? "smaller" : "more favourable";
    return [
      expected,
      `The change seen is ${size} than that. Recovery over time, ${OTHERS} could each explain it.`,
    ];
  }
  if (gain.upper < chance.lower) {
    const size = chance.lower <= 0 ? "larger" : gain.lower > 0 ? "smaller" : "less favourable";
    return [
      expected,
      `The change seen is ${size} than that. Getting worse over time, ${OTHERS} could each explain it.`,
    ];
  }
  return [
    expected,
    `The change seen cannot be told apart from that. Recovery over time, ${OTHERS} may or may not have added to it.`,
  ];
}

function expectedWords(band: Interval, instrument: CatalogueInstrument): string {
  const decimals = shownDecimals(instrument);
  const { lower, upper } = decidingInterval(band, decimals);
  if (lower <= 0 && upper >= 0) {
    const range = `${numberWords(band.lower, decimals)} to ${scoreWords(band.upper, instrument)}`;
    return `From regression to the mean alone, scores like these would be expected to change by ${range}, ${REASON}.${supposed(instrument)}`;
  }
  const rises = lower > 0;
  const [least, most] = rises ? [band.lower, band.upper] : [-band.upper, -band.lower];
  const [from, to] = [numberWords(least, decimals), scoreWords(most, instrument)];
  const range = to.startsWith(`${from} `) ? to : `${from} to ${to}`;
  return `From regression to the mean alone, scores like these would be expected to ${rises ? "rise" : "fall"} by ${range}, ${REASON}.${supposed(instrument)}`;
}

/** What the expected change rests on. */
function supposed({ regression_to_mean: reference }: CatalogueInstrument): string {
  return reference == null
    ? ""
    : ` This supposes that the average of the people it is taken from, ${numberWords(reference.mean, 1)}, is that of these people too.`;
}

function inGains(interval: Interval, instrument: CatalogueInstrument): { lower: number; upper: number } {
  return instrument.better === "higher" ? interval : { lower: -interval.upper, upper: -interval.lower };
}
