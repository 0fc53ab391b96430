import type { Catalogue } from "../release/catalogue.ts";
import { normalCritical } from "../statistics/normal.ts";
import type { SelectionEstimates } from "./estimate-index.ts";
import { groupWords } from "./group-words.ts";
import { numberWords, peopleWords } from "./number-words.ts";
import { type CatalogueInstrument, printableFigure } from "./released-estimate.ts";
import { listWords, sentence } from "./sentence.ts";

/** Standardised differences beyond this are worth a look, by a rule of thumb (Austin 2009). */
const GUIDE = 0.1;
/** Groups named; further ones are counted. */
const NAMED = 2;

/** How many of the people referred have a first score, and both; none where a number is not shown. */
export function flowWords(estimates: SelectionEstimates, instrument: CatalogueInstrument): readonly string[] {
  const number = (measure: string) => printableFigure(estimates.whole(measure, instrument.id))?.value ?? null;
  const people = printableFigure(estimates.whole("people", ""))?.value ?? null;
  const [first, both] = [number("flow_first_score"), number("flow_both_scores")];
  if (people === null || first === null || both === null) return [];
  return [
    `Of ${peopleWords(people)} referred, ${numberWords(first)} have a first ${instrument.short} score and ${numberWords(both)} have both scores.`,
  ];
}

/**
 * Which groups are clearly more or less common among people followed up than among those lost, largest first: those whose
 * whole interval lies beyond ±0.1 standard deviations at the level 1 − 0.05 ÷ groups compared (Bonferroni; the printed
 * interval widened as a normal one, its part for rounding with it). Says so where there is none, and how many groups are not
 * shown; none where nothing was compared.
 */
export function lostGroupsWords(
  estimates: SelectionEstimates,
  instrument: CatalogueInstrument,
  catalogue: Catalogue,
): readonly string[] {
  const rows = catalogue.breakdowns.flatMap((breakdown) =>
    estimates.groups("follow_up_difference", instrument.id, breakdown.breakdown).map((row) => ({
      breakdown,
      row,
      figure: printableFigure(row),
    })),
  );
  const shown = rows.flatMap(({ breakdown, row, figure }) =>
    figure === null || figure.interval === null
      ? []
      : [{ breakdown, row, value: figure.value, interval: figure.interval }],
  );
  if (shown.length === 0) return [];
  const wider = normalCritical(1 - 0.05 / shown.length) / normalCritical(0.95);
  const clear = shown
    .filter(
      ({ value, interval: { lower, upper } }) =>
        value - (value - lower) * wider > GUIDE || value + (upper - value) * wider < -GUIDE,
    )
    .sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
  const hidden = rows.filter(({ row }) => row.status === "withheld").length;
  const gone =
    hidden === 0
      ? ""
      : ` ${hidden === 1 ? "1 group is" : `${hidden} groups are`} withheld and could not be compared.`;
  const inWords = ({ breakdown, row, value, interval }: (typeof shown)[number]): string => {
    const limits = `95% interval ${numberWords(interval.lower, 2)} to ${numberWords(interval.upper, 2)}`;
    return `${groupWords(breakdown, row.category)} are ${value < 0 ? "less" : "more"} common (${numberWords(value, 2)} standard deviations, ${limits})`;
  };
  const alone = shown.filter(({ interval: { lower, upper } }) => lower > GUIDE || upper < -GUIDE);
  if (clear.length === 0 && alone.length > 0) {
    return [
      `Taken one by one, ${alone.length} of ${shown.length} groups ${alone.length === 1 ? "differs" : "differ"} by more than ${GUIDE} standard deviations between people followed up in time and people lost. After allowing for so many groups it is not certain that any differs by more than that. Among those followed up, ${listWords(alone.slice(0, NAMED).map(inWords))}.${gone}`,
    ];
  }
  if (clear.length === 0) {
    return [
      `No group shown clearly differs by more than ${GUIDE} standard deviations between people followed up in time and people lost.${gone}`,
    ];
  }
  const named = clear.slice(0, NAMED).map(inWords);
  const more = clear.length - named.length;
  const others =
    more === 0 ? "" : ` ${more === 1 ? "1 more group differs" : `${more} more groups differ`} clearly.`;
  return [
    `${sentence(`people followed up in time are not quite like people lost. Among those followed up, ${listWords(named)}`)}${others}${gone}`,
  ];
}
