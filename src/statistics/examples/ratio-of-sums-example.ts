import { ratioOfSums } from "../ratio-of-sums.ts";
import { numberAnswer, type WorkedExample } from "./worked-example.ts";

/** Minutes of administration, and all minutes, of three invented workers. */
const WORKERS = [
  [10, 100],
  [30, 100],
  [20, 200],
] as const;

const total = (of: (part: number, all: number) => number) =>
  WORKERS.reduce((sum, [part, all]) => sum + of(part, all), 0);

/** A share of time over three workers: three is what the interval rests on, not four hundred minutes. */
export const ratioOfSumsExample: WorkedExample = {
  method: "ratio-of-sums",
  title: "Share of time spent on administration by three workers",
  given: {
    columns: ["Worker", "Minutes of administration", "Minutes in all"],
    rows: WORKERS.map((row, index) => [index + 1, ...row]),
  },
  answers: [
    numberAnswer("Share", 0.15, 4),
    numberAnswer("Standard error", 0.0573, 4),
    numberAnswer("Lower limit (three workers are too few to say more)", -0.0965, 4),
    numberAnswer("Upper limit", 0.3965, 4),
  ],
  citation:
    "Cochran (1977), Sampling Techniques, sections 2.11 and 6.4; by hand: √(1.5 × 350) ÷ 400 = 0.0573, times qt(0.975, 2) = 4.303.",
  compute: () => {
    const { ratio, standardError, lower, upper } = ratioOfSums({
      n: WORKERS.length,
      part: total((part) => part),
      total: total((_, all) => all),
      partSquared: total((part) => part ** 2),
      partTimesTotal: total((part, all) => part * all),
      totalSquared: total((_, all) => all ** 2),
    });
    return [ratio, standardError, lower, upper];
  },
};
