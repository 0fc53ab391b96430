import { convertRawScore, shortWellbeingConversion } from "../raw-score-conversion.ts";
import { numberAnswer, verdictAnswer, type WorkedExample } from "./worked-example.ts";

/** Raw totals of three invented people before and after. */
const PEOPLE = [
  ["A", 14, 18],
  ["B", 21, 25],
  ["C", 29, 33],
] as const;

const gain = (before: number, after: number) =>
  (convertRawScore(after, shortWellbeingConversion) ?? Number.NaN) -
  (convertRawScore(before, shortWellbeingConversion) ?? Number.NaN);

/** Four raw points are not the same gain everywhere on the scale, so that raw totals must not be averaged. */
export const rawScoreConversionExample: WorkedExample = {
  method: "raw-score-conversion",
  title: "SWEMWBS: from raw total to score",
  given: { columns: ["Person", "Raw total before", "Raw total after"], rows: PEOPLE },
  answers: [
    numberAnswer("Score of a raw total of 21", 19.25, 2, "points"),
    numberAnswer("Gain of A, 4 raw points", 2.11, 2, "points"),
    numberAnswer("Gain of B, 4 raw points", 3.1, 2, "points"),
    numberAnswer("Gain of C, 4 raw points", 4.68, 2, "points"),
    verdictAnswer(
      "One of the seven questions not answered",
      "none",
      "no score: there is no total to convert",
    ),
  ],
  citation:
    "Stewart-Brown and others (2009), Health and Quality of Life Outcomes 7:15; from the table: 17.43 − 15.32, 22.35 − 19.25 and 30.70 − 26.02.",
  compute: () => [
    convertRawScore(21, shortWellbeingConversion),
    ...PEOPLE.map(([, before, after]) => gain(before, after)),
    convertRawScore(null, shortWellbeingConversion) ?? "none",
  ],
};
