import type { Catalogue, DataQuality } from "../release/catalogue.ts";
import { type Cell, SHORTHAND, type TakeAwayTable } from "./take-away-table.ts";

type Count = DataQuality["sources"][number]["rows"];

/** Tables that the others rest on: what came in, how complete it is, the scores, and the measures with their definitions. */
export function referenceTables(
  catalogue: Catalogue,
  { sources, completeness }: DataQuality,
): readonly (TakeAwayTable | null)[] {
  return [
    orNothing({
      id: "records-by-source",
      title: "What came in, by source",
      about: [
        "Stored, quarantined (put aside until corrected) and excluded rows are all rows that were read. Numbers are rounded one by one, so they may not add up.",
      ],
      columns: named("Source", "Files", "Rows read", "Stored", "Quarantined", "Excluded"),
      rows: sources.map(({ label, files, rows, stored, quarantined, excluded }) =>
        row(label, figure(files), count(rows), count(stored), count(quarantined), count(excluded)),
      ),
    }),
    orNothing({
      id: "completeness",
      title: "How complete the records are, by field",
      about: ["Not stated: asked and declined. Not known: never asked or recorded."],
      columns: [
        { label: "Field", numeric: false },
        ...named("Of what", "Known", "Not stated", "Not known", "Withheld by the source", "All").map(
          (column, index) => ({ ...column, numeric: index > 0 }),
        ),
      ],
      rows: completeness.map(({ label, table, known, not_stated, not_known, suppressed, total }) =>
        row(
          label,
          table.replaceAll("_", " "),
          count(known),
          count(not_stated),
          count(not_known),
          count(suppressed),
          count(total),
        ),
      ),
    }),
    orNothing({
      id: "scores",
      title: "The outcome scores, and what was fixed before looking",
      about: [],
      columns: [
        "Score",
        "Short",
        "Range",
        "Better is",
        "Meaningful change",
        "Source of that",
        "A second score counts",
        "Reference for regression to the mean",
      ].map((label) => ({ label, numeric: false })),
      rows: catalogue.instruments.map((one) =>
        row(
          one.name,
          one.short,
          `${one.range[0]} to ${one.range[1]} ${one.unit}`,
          one.better,
          `${one.meaningful_change.points} ${one.meaningful_change.points === 1 ? one.unit.replace(/s$/, "") : one.unit}`,
          one.meaningful_change.source,
          `${one.follow_up.from_days} to ${one.follow_up.to_days} days after the first; due after ${one.follow_up.due_after_days} days`,
          one.regression_to_mean === null
            ? SHORTHAND.unavailable
            : `Mean ${one.regression_to_mean.mean}, standard deviation ${one.regression_to_mean.sd}, correlation ${one.regression_to_mean.r[0]} to ${one.regression_to_mean.r[1]}. ${one.regression_to_mean.source}`,
        ),
      ),
    }),
    orNothing({
      id: "measures",
      title: "The measures: what each one counts",
      about: ["Every measure that the release holds a figure of, in the words of the measure library."],
      columns: [
        "Measure",
        "Id in estimates.csv",
        "Unit",
        "What it is",
        "Number",
        "Out of",
        "Method",
        "What to bear in mind",
      ].map((label) => ({ label, numeric: false })),
      rows: catalogue.measures.map(
        ({ id, title, unit, definition, numerator, denominator, method, caveat }) =>
          row(
            title,
            id,
            unit,
            definition,
            numerator,
            denominator || SHORTHAND.inapplicable,
            method,
            caveat || SHORTHAND.inapplicable,
          ),
      ),
    }),
  ];
}

const named = (...labels: readonly string[]) => labels.map((label, index) => ({ label, numeric: index > 0 }));
const row = (...cells: readonly Cell[]) => ({ cells, notes: [] });
const figure = (value: number): Cell => ({ value, decimals: 0 });
const count = ({ value, status }: Count): Cell =>
  status === "withheld" ? SHORTHAND.confidential : value === null ? SHORTHAND.unavailable : figure(value);
const orNothing = (table: TakeAwayTable): TakeAwayTable | null => (table.rows.length === 0 ? null : table);
