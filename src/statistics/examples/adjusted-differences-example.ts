import { adjustedDifferences, type GroupScores } from "../adjusted-differences.ts";
import type { WorkedExample } from "./worked-example.ts";

/** By how many points group B ends lower at the same first score, in each of twelve services. */
const LOWER = [4.5, 3.5, 2.5, 1.5, 4.5, 3.5, 2.5, 1.5, 4.5, 3.5, 2.5, 1.5] as const;
/** First scores of ten people of each group in every service. */
const BEFORE = {
  A: [40, 42, 44, 46, 48, 50, 52, 54, 56, 58],
  B: [50, 52, 54, 56, 58, 60, 62, 64, 66, 68],
} as const;
const DECIMALS = 1;

const scores: readonly GroupScores[] = LOWER.flatMap((lower, service) =>
  (["A", "B"] as const).map((group) => {
    const pairs = BEFORE[group].map((before) => [
      10 * before,
      10 * (20 + before / 2 - (group === "B" ? lower : 0)),
    ]);
    const sum = (of: (before: number, after: number) => number) =>
      pairs.reduce((total, [before = 0, after = 0]) => total + of(before, after), 0);
    return {
      cluster: `S${service}`,
      group,
      n: pairs.length,
      sumBefore: sum((before) => before),
      sumBefore2: sum((before) => before ** 2),
      sumAfter: sum((_, after) => after),
      sumProduct: sum((before, after) => before * after),
      sumAfter2: sum((_, after) => after ** 2),
    };
  }),
);

/** Invented: twelve services with ten people of each group, last score = 20 + ½ first score, in B lower by 1.5 to 4.5. */
export const adjustedDifferencesExample: WorkedExample = {
  method: "adjusted-differences",
  title: "Two groups at the same first score, in twelve services",
  given: {
    columns: ["Services", "People of each group", "Group B lower by"],
    rows: [
      ["1, 5, 9", 10, 4.5],
      ["2, 6, 10", 10, 3.5],
      ["3, 7, 11", 10, 2.5],
      ["4, 8, 12", 10, 1.5],
    ],
  },
  answers: [
    { label: "Group B beside group A at the same first score", expected: -3 },
    { label: "95% interval, lower limit", expected: -3.742 },
    { label: "95% interval, upper limit", expected: -2.258 },
  ].map((answer) => ({ ...answer, unit: " points", decimals: 3 })),
  citation:
    "Pustejovsky and Tipton (2018), Journal of Business & Economic Statistics 36:672–683. By hand: services of one kind, so a t interval of their twelve differences, −3 ± 2.201 × 1.1677 ÷ √12.",
  compute: () => {
    const [b] = adjustedDifferences(scores, "A", DECIMALS);
    return [b?.value ?? null, b?.lower ?? null, b?.upper ?? null];
  },
};
