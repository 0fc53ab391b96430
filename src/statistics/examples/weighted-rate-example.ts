import { weightedRate } from "../weighted-rate.ts";
import type { WorkedExample } from "./worked-example.ts";

const exactly = (count: number) => ({ count, least: count, most: count });

/** A hundred open cases for two full-time link workers, of which twenty need an interpreter. */
export const weightedRateExample: WorkedExample = {
  method: "weighted-rate",
  title: "Open cases with weights",
  given: {
    columns: ["Open cases", "Of them with an interpreter", "Counts for", "Full-time equivalents"],
    rows: [[100, 20, 1.5, 2]],
  },
  answers: [
    { label: "Weighted cases for each", unit: "cases", expected: 55, decimals: 6 },
    { label: "Lower limit", unit: "cases", expected: 44.58, decimals: 2 },
    { label: "Upper limit", unit: "cases", expected: 67.09, decimals: 2 },
  ],
  citation:
    "Dobson, Kuulasmaa, Eberle and Scherer (1991), Statistics in Medicine 10:457–462; by hand from Byar’s limits of 100, 81.362105 and 121.627938.",
  compute: () => {
    const rate = { value: 50, lower: 81.362105 / 2, upper: 121.627938 / 2 };
    const { value, lower, upper } = weightedRate(rate, exactly(100), [{ extra: 0.5, ...exactly(20) }]);
    return [value, lower, upper];
  },
};
