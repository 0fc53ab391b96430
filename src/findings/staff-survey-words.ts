import type { SelectionEstimates } from "./estimate-index.ts";
import { numberWords, percentWords } from "./number-words.ts";
import { type PrintableFigure, printableFigure, printableInterval } from "./released-estimate.ts";
import { listWords, sentence } from "./sentence.ts";

const PARTS = [
  ["personal", "personal burnout"],
  ["work", "work-related burnout"],
  ["client", "burnout from work with clients"],
] as const;

const VIEWS = [
  ["share_satisfied", "are satisfied with their work"],
  ["share_consulted", "are consulted about it"],
  ["share_supervised", "have enough supervision"],
  ["share_intend_to_leave", "intend to leave"],
] as const;

/**
 * What the staff survey says of change and of those who did not answer, from released figures: which burnout scores
 * clearly differ from the survey before, which views moved by more than a range, and how far the averages could be off.
 * Empty where none of it was asked or can be shown. `others` are all areas and periods of the release.
 */
export function staffSurveyWords(
  place: SelectionEstimates,
  others: readonly SelectionEstimates[],
): readonly string[] {
  return [...changes(place), ...moves(place, others), ...nonResponse(place)];
}

function changes(place: SelectionEstimates): readonly string[] {
  const found = PARTS.flatMap(([id, part]) => {
    const figure = printableFigure(place.whole(`burnout_change_${id}`, ""));
    return figure === null || figure.interval === null ? [] : [{ part, ...figure, ...figure.interval }];
  });
  if (found.length === 0) return [];
  const clear = found.filter(({ lower, upper }) => lower > 0 || upper < 0);
  if (clear.length === 0) {
    return [
      "No burnout score clearly differs from the survey before: a change of 0 lies within every 95% interval.",
    ];
  }
  const unclear = found.filter((one) => !clear.includes(one)).map(({ part }) => part);
  return [
    ...clear.map(({ part, value, lower, upper }) =>
      sentence(
        `The average score for ${part} was ${numberWords(Math.abs(value), 1)} points ${value < 0 ? "lower" : "higher"} than in the survey before (95% interval of the change ${numberWords(lower, 1)} to ${numberWords(upper, 1)})`,
      ),
    ),
    ...(unclear.length === 0 ? [] : [sentence(`No clear difference for ${listWords(unclear)}`)]),
  ];
}

/** Shares whose range lies a whole range or more from that of the year before. */
function moves(place: SelectionEstimates, others: readonly SelectionEstimates[]): readonly string[] {
  const { area_type, area, period_type, period } = place.selection;
  if (period_type !== "financial_year") return [];
  const earlier = others
    .filter(({ selection: one }) => one.area_type === area_type && one.area === area)
    .filter(({ selection: one }) => one.period_type === period_type && one.period < period)
    .sort((a, b) => (a.selection.period < b.selection.period ? 1 : -1))[0];
  if (earlier === undefined) return [];
  return VIEWS.flatMap(([measure, words]) => {
    const now = printableInterval(place.whole(measure, ""));
    const then = printableInterval(earlier.whole(measure, ""));
    if (now === null || then === null) return [];
    if (now.lower <= then.upper && then.lower <= now.upper) return [];
    const range = ({ lower, upper }: { readonly lower: number; readonly upper: number }) =>
      `between ${percentWords(lower, null)} and ${percentWords(upper, null)}`;
    return [
      sentence(`${range(now)} of staff said that they ${words}, after ${range(then)} in the year before`),
    ];
  });
}

/** Averages if all who did not answer were at one end of the scale: from the lowest share that may have answered. */
function nonResponse(place: SelectionEstimates): readonly string[] {
  const response = place.whole("response_rate", "");
  const exact = printableFigure(response);
  const band = printableInterval(response);
  const answered = exact?.value ?? band?.lower ?? 0;
  if (answered <= 0 || answered >= 1) return [];
  const said =
    exact !== null
      ? `${percentWords(exact.value, null)} of staff answered the survey`
      : `between ${percentWords(band?.lower ?? 0, null)} and ${percentWords(band?.upper ?? 1, null)} of staff answered the survey`;
  const ranges = PARTS.flatMap(([id, part]) => {
    const figure: PrintableFigure | null = printableFigure(place.whole(`burnout_${id}`, ""));
    if (figure === null) return [];
    const least = answered * figure.value;
    return [`${part} ${numberWords(least, 0)} to ${numberWords(least + 100 * (1 - answered), 0)}`];
  });
  if (ranges.length === 0) return [sentence(said)];
  return [
    sentence(said),
    sentence(
      `Were all who did not answer at one end of the scale, the averages could lie in these ranges: ${listWords(ranges)}`,
    ),
  ];
}
