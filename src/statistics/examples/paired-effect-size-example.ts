import { pairedChange } from "../paired-change.ts";
import { pairedEffectSize } from "../paired-effect-size.ts";
import { numberAnswer, type WorkedExample } from "./worked-example.ts";

/** Scores of six invented people, score × 10: before, after. */
const PAIRS = [
  [312, 367],
  [367, 382],
  [410, 494],
  [460, 577],
  [506, 517],
  [552, 650],
] as const;

const total = (of: (before: number, after: number) => number) =>
  PAIRS.reduce((sum, [before, after]) => sum + of(before, after), 0);

/** The mean change of six people in standard deviations: of the changes, of the scores, of the first scores. */
export const pairedEffectSizeExample: WorkedExample = {
  method: "effect-size",
  title: "Effect sizes of a change, with Hedges’ correction",
  given: {
    columns: ["Score before", "Score after"],
    rows: PAIRS.map(([before, after]) => [before / 10, after / 10]),
  },
  answers: [
    numberAnswer("Average change ÷ standard deviation before", 0.7105, 4),
    numberAnswer("Average change ÷ standard deviation of the changes (d_z)", 1.4414, 4),
    numberAnswer("d_z, lower limit", 0.2327, 4),
    numberAnswer("d_z, upper limit", 2.5921, 4),
    numberAnswer("Hedges’ factor for six people", 0.8407, 4),
    numberAnswer("d_z corrected", 1.2118, 4),
    numberAnswer("Average change ÷ average of the two standard deviations (d_av), corrected", 0.5352, 4),
  ],
  citation:
    "Glass, McGaw and Smith (1981), Meta-Analysis in Social Research (baseline SD); Hedges (1981), Journal of Educational Statistics 6:107–128; the numbers are worked out in R with mean, sd, gamma and pt.",
  compute: () => {
    const sums = {
      n: PAIRS.length,
      sumBefore: total((before) => before),
      sumAfter: total((_, after) => after),
      sumBefore2: total((before) => before ** 2),
      sumAfter2: total((_, after) => after ** 2),
      sumChange: total((before, after) => after - before),
      sumChange2: total((before, after) => (after - before) ** 2),
    };
    const { dZ, dZLower, dZUpper, hedgesExact, gZ, gAv } = pairedEffectSize(sums, 1);
    return [pairedChange(sums, 1).dBaseline, dZ, dZLower, dZUpper, hedgesExact, gZ, gAv];
  },
};
