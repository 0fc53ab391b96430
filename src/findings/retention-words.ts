import type { SelectionEstimates } from "./estimate-index.ts";
import { intervalWords, numberWords, percentWords } from "./number-words.ts";
import { type Interval, printableFigure } from "./released-estimate.ts";
import { sentence } from "./sentence.ts";

/**
 * Sentences on sickness, leaving and posts that stood empty in the programme or a service: what is released of them,
 * each with its interval and without causes. Empty where nothing of these is released.
 */
export function retentionWords(place: SelectionEstimates): readonly string[] {
  return [...sickness(place), ...leaving(place), ...staying(place), ...filling(place)];
}

/** What must be said beside these sentences; none where none of them stands. */
export function retentionCaveats(place: SelectionEstimates): readonly string[] {
  return [
    ...(figureOf(place, "absence_rate") === null
      ? []
      : [
          "Sickness counts on working days and days off alike, for staff of services that record it. National rates leave out most staff of primary care and charities, so they are no fair comparison.",
        ]),
    ...(figureOf(place, "days_to_fill_median") === null
      ? []
      : ["A post that was given up looks empty, and so does one that was filled under another number."]),
  ];
}

const figureOf = (place: SelectionEstimates, measure: string) => printableFigure(place.whole(measure, ""));

const limits = (interval: Interval | null, words: (limit: number) => string, unit = ""): string =>
  interval === null ? " (no interval: too few)" : ` (${intervalWords(interval, words)}${unit})`;

const tenths = (share: number): string => `${numberWords(share * 100, 1)}%`;
const percent = (share: number): string => percentWords(share, null);
const whole = (number: number): string => numberWords(number);

function sickness(place: SelectionEstimates): string[] {
  const rate = figureOf(place, "absence_rate");
  const spells = figureOf(place, "absence_spells");
  if (rate === null) return [];
  const often =
    spells === null
      ? ""
      : `. For each person there were ${numberWords(spells.value, 1)} spells a year${limits(spells.interval, (limit) => numberWords(limit, 1))}`;
  return [
    sentence(
      `Of the days that staff were employed, weighted by their hours, ${tenths(rate.value)} were lost to sickness${limits(rate.interval, tenths)}${often}`,
    ),
  ];
}

function leaving(place: SelectionEstimates): string[] {
  const rate = figureOf(place, "turnover_rate");
  if (rate === null) return [];
  const of = (value: number) => numberWords(value * 100);
  return [
    sentence(
      `For every 100 staff employed, ${of(rate.value)} left ${place.selection.area_type === "service" ? "the service " : ""}in a year${limits(rate.interval, of)}`,
    ),
  ];
}

function staying(place: SelectionEstimates): string[] {
  const after = figureOf(place, "share_stayed_2_years");
  const half = figureOf(place, "tenure_median_months");
  return [
    ...(after === null
      ? []
      : [
          sentence(
            `An estimated ${percent(after.value)} of staff are still in post after two years${limits(after.interval, percent)}`,
          ),
        ]),
    ...(half === null
      ? []
      : [
          sentence(
            `Half have left after ${whole(half.value)} months in post${limits(half.interval, whole, " months")}`,
          ),
        ]),
  ];
}

function filling(place: SelectionEstimates): string[] {
  const days = figureOf(place, "days_to_fill_median");
  if (days === null) return [];
  return [
    sentence(
      `Half of the posts that a holder left were filled within ${whole(days.value)} days${limits(days.interval, whole, " days")}`,
    ),
  ];
}
