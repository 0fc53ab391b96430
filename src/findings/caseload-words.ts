import { yearBefore } from "../measures/financial-year.ts";
import type { Catalogue } from "../release/catalogue.ts";
import type { SelectionEstimates } from "./estimate-index.ts";
import {
  decidingInterval,
  intervalWords,
  numberWords,
  percentLimitsWords,
  percentWords,
} from "./number-words.ts";
import { type Interval, printableFigure } from "./released-estimate.ts";
import { sentence } from "./sentence.ts";

/** Caveats of the sentences on backlog, weights and support; none where nothing of these is released. */
export function caseloadCaveats({ whole }: SelectionEstimates): string[] {
  return [
    ...(whole("cases_open", "") === undefined
      ? []
      : [
          "A referral counts as waiting while it is open and nobody has been seen or spoken with. Cases that nobody closed stay in the backlog.",
        ]),
    ...(whole("weighted_cases_per_fte", "") === undefined
      ? []
      : [
          "The weights of complex cases are a choice, not a published scale: no evidence was found for how much more work they are.",
        ]),
  ];
}

/**
 * Sentences on backlog, waiting, weights and support in the programme or a service: what is released of them, in words
 * without causes. `others` are all areas and periods, for the year before.
 */
export function caseloadWords(
  place: SelectionEstimates,
  others: readonly SelectionEstimates[],
  catalogue: Catalogue,
): string[] {
  return [
    ...(place.selection.area_type === "service" ? mostOpenCases(place, others, catalogue) : []),
    ...backlog(place, others),
    ...wait(place),
    ...weighted(place),
    ...support(place),
  ];
}

const figureOf = (place: SelectionEstimates | undefined, measure: string) =>
  printableFigure(place?.whole(measure, ""));

const limits = (interval: Interval | null, decimals: number): string =>
  interval === null ? "" : ` (${intervalWords(interval, (limit) => numberWords(limit, decimals))})`;

const shareLimits = (interval: Interval | null, denominator: number | null): string =>
  interval === null ? "" : ` (${percentLimitsWords(interval, denominator)})`;

/** How many open cases stand against how many workers: in the service itself, or in the one clearly above the programme with the most. */
export function mostOpenCases(
  place: SelectionEstimates,
  others: readonly SelectionEstimates[],
  catalogue: Catalogue,
): string[] {
  const own = figureOf(place, "open_cases_per_fte");
  if (own === null || own.interval === null) return [];
  const words = (cases: number, workers: number) =>
    `${numberWords(cases)} open cases for ${numberWords(workers, 1)} full-time link workers`;
  if (place.selection.area_type === "service") {
    return own.numerator === null || own.denominator === null
      ? []
      : [sentence(`That is ${words(own.numerator, own.denominator)}`)];
  }
  const { period_type, period } = place.selection;
  const limit = decidingInterval(own.interval, 0).upper;
  const [most] = others
    .flatMap(({ selection, whole }) => {
      const figure = printableFigure(whole("open_cases_per_fte", ""));
      const isHere = selection.area_type === "service" && selection.period_type === period_type;
      if (!isHere || selection.period !== period || figure?.interval == null) return [];
      if (figure.numerator === null || figure.denominator === null) return [];
      const { numerator, denominator, value } = figure;
      const isAbove = decidingInterval(figure.interval, 0).lower > limit;
      return isAbove ? [{ area: selection.area, value, numerator, denominator }] : [];
    })
    .sort((a, b) => b.value - a.value);
  if (most === undefined) return [];
  const named = catalogue.areas.find(({ area_type, area }) => area_type === "service" && area === most.area);
  return [
    sentence(
      `The most open cases for each link worker are in ${named?.label ?? most.area}: ${words(most.numerator, most.denominator)}`,
    ),
  ];
}

function backlog(place: SelectionEstimates, others: readonly SelectionEstimates[]): string[] {
  const { area_type, area, period_type, period } = place.selection;
  const [open, waiting] = [figureOf(place, "cases_open"), figureOf(place, "cases_waiting")];
  if (open === null) return [];
  const before =
    period_type === "financial_year"
      ? others.find(
          ({ selection }) =>
            selection.area_type === area_type &&
            selection.area === area &&
            selection.period_type === period_type &&
            selection.period === yearBefore(period),
        )
      : undefined;
  const then = figureOf(before, "cases_waiting");
  return [
    sentence(
      `On the last day ${numberWords(open.value)} referrals were open${
        waiting === null ? "" : `, and ${numberWords(waiting.value)} of them were waiting for a first contact`
      }${then === null || waiting === null ? "" : ` (a year before: ${numberWords(then.value)})`}`,
    ),
  ];
}

function wait(place: SelectionEstimates): string[] {
  const estimate = place.whole("implied_wait_weeks", "");
  if (estimate === undefined) return [];
  const figure = printableFigure(estimate);
  if (figure === null)
    return estimate.status === "not_available" && estimate.note !== "" ? [sentence(estimate.note)] : [];
  const seen = figureOf(place, "median_days_to_first_contact");
  return [
    sentence(
      `If the waiting list and the number seen each week stay as they are, someone who joins now waits about ${numberWords(figure.value, 1)} weeks${limits(figure.interval, 1)}${
        seen === null
          ? ""
          : `. Half of those who were seen had waited no longer than ${numberWords(seen.value)} days`
      }`,
    ),
  ];
}

function weighted(place: SelectionEstimates): string[] {
  const figure = figureOf(place, "weighted_cases_per_fte");
  if (figure === null) return [];
  return [
    sentence(
      `With complex cases counted for more there were ${numberWords(figure.value)} open cases for each full-time link worker${limits(figure.interval, 0)}`,
    ),
  ];
}

function support(place: SelectionEstimates): string[] {
  const days = figureOf(place, "support_median_days");
  const contacts = figureOf(place, "contacts_per_person");
  const share = figureOf(place, "share_contacts_6_to_12");
  return [
    ...(days === null
      ? []
      : [
          sentence(
            `Half of the people first seen in the period had their referral closed within ${numberWords(days.value)} days of the first contact${limits(days.interval, 0)}`,
          ),
        ]),
    ...(contacts === null
      ? []
      : [
          sentence(
            `Closed referrals had ${numberWords(contacts.value, 1)} attended contacts on average${limits(contacts.interval, 1)}${
              share === null
                ? ""
                : `, and ${percentWords(share.value, share.denominator)}${shareLimits(share.interval, share.denominator)} had the 6 to 12 of the guidance`
            }`,
          ),
        ]),
  ];
}
