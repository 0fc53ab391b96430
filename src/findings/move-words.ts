import { countsAnyChange } from "./counts-any-change.ts";
import type { SelectionEstimates } from "./estimate-index.ts";
import { percentIntervalWords, percentWords, thresholdWords } from "./number-words.ts";
import { type CatalogueInstrument, type PrintableFigure, printableFigure } from "./released-estimate.ts";
import { listWords, sentence } from "./sentence.ts";

const shareWords = ({ value, denominator, interval }: PrintableFigure): string =>
  `${percentWords(value, denominator)}${interval === null ? "" : ` (${percentIntervalWords(interval, denominator)})`}`;

/** How many people moved to a higher, the same or a lower level, with the cut points by name; none without levels. */
export function levelWords(
  estimates: SelectionEstimates,
  instrument: CatalogueInstrument,
): readonly string[] {
  if (instrument.pam_cut_points === null) return [];
  const parts = [
    ["share_level_up", "moved up at least one level"],
    ["share_level_same", "stayed at their level"],
    ["share_level_down", "moved down"],
  ].flatMap(([measure = "", what]) => {
    const figure = printableFigure(estimates.whole(measure, instrument.id));
    return figure === null ? [] : [`${shareWords(figure)} ${what}`];
  });
  if (parts.length === 0) return [];
  return [
    sentence(
      `by the ${instrument.pam_cut_points} cut points, ${listWords(parts)}. A move says no more than that a cut point was passed`,
    ),
  ];
}

/** How many gained, and how many lost, twice the meaningful change or more; none where any change counts. */
export function farWords(estimates: SelectionEstimates, instrument: CatalogueInstrument): readonly string[] {
  if (countsAnyChange(instrument)) return [];
  const share = (category: string) =>
    printableFigure(
      estimates.groups("share_paired", instrument.id, "change_band").find((row) => row.category === category),
    );
  const [gained, lost] = [share("much_better"), share("much_worse")];
  if (gained === null || lost === null) return [];
  return [
    `${shareWords(gained)} of people changed for the better by at least twice ${thresholdWords(instrument)}, and ${shareWords(lost)} for the worse.`,
  ];
}
