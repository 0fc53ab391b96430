import { isClearNote, REFERENCE_NOTE } from "../measures/reference-group.ts";
import type { Catalogue } from "../release/catalogue.ts";
import type { SelectionEstimates } from "./estimate-index.ts";
import { groupWords } from "./group-words.ts";
import { scoreIntervalWords, scoreWords } from "./number-words.ts";
import { policyCaveat } from "./policy-caveat.ts";
import { type CatalogueInstrument, type Finding, printableFigure } from "./released-estimate.ts";
import { listWords, sentence } from "./sentence.ts";

type Breakdown = Catalogue["breakdowns"][number];

/**
 * How the last scores of groups differ among people who began alike; null where the release compares none.
 *
 * A difference is named only where the release marks it as clear after Holm's allowance for all groups and its printed
 * interval excludes 0. Groups too small to say are named as such.
 */
export function groupOutcomesFinding(
  estimates: SelectionEstimates,
  breakdown: Breakdown,
  instrument: CatalogueInstrument,
  catalogue: Catalogue,
): Finding | null {
  const rows = estimates.groups("adjusted_difference", instrument.id, breakdown.breakdown);
  if (rows.length === 0) return null;
  const reference = rows.find(({ note }) => note === REFERENCE_NOTE)?.category;
  const others = reference === undefined ? "everybody else" : groupWords(breakdown, reference);
  const name = (category: string) => groupWords(breakdown, category);
  const shown = rows.flatMap((row) => {
    const figure = printableFigure(row);
    return figure?.interval === null || figure === null ? [] : [{ row, figure, interval: figure.interval }];
  });
  const clear = shown
    .filter(({ row, interval }) => isClearNote(row.note) && (interval.lower > 0 || interval.upper < 0))
    .sort((a, b) => Math.abs(b.figure.value) - Math.abs(a.figure.value));
  const small = rows.filter(({ status, note }) => status !== "published" && note !== REFERENCE_NOTE);
  const words = ({ row, figure, interval }: (typeof clear)[number]) =>
    sentence(
      `at the same first ${instrument.short} score, ${name(row.category)} ended ${scoreWords(Math.abs(figure.value), instrument)} ${figure.value < 0 ? "lower" : "higher"} than ${others} (difference ${scoreIntervalWords(interval, instrument)})`,
    );
  const [first, ...more] = clear;
  const headline =
    first !== undefined
      ? words(first)
      : shown.length === 0
        ? `The numbers are too small to say whether ${instrument.short} scores differ between these groups.`
        : `Among people who began at the same ${instrument.short} score, no group was shown to end higher or lower than ${others}.`;
  return {
    headline,
    detail: [
      ...more.map(words),
      ...(small.length > 0 && shown.length > 0
        ? [
            sentence(
              `the numbers are too small to say of ${listWords(small.map(({ category }) => name(category)))}`,
            ),
          ]
        : []),
    ],
    caveats: [
      "Only people with both scores are compared. Who is followed up may differ from group to group.",
      ...(shown.length > 0
        ? [
            "A difference is named only if it stands after allowing for all groups and characteristics compared. Where none was shown there may still be one.",
          ]
        : []),
      "Groups may differ in other ways than the first score. People of one service or network are alike, and the intervals allow for it.",
      "A group whose first scores are lower on average would also end lower than others at the same first score from regression to the mean alone.",
      ...(instrument.better === "lower" ? [`A lower ${instrument.short} score is better.`] : []),
      policyCaveat(catalogue),
    ],
  };
}
