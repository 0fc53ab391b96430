import { benjaminiHochbergAdjusted, holmAdjusted, type PValues } from "../adjusted-p.ts";
import type { WorkedExample } from "./worked-example.ts";

/** p-values of fifteen comparisons in one trial. */
const P = [
  0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528,
  0.759, 1,
] as const;

const upTo = (adjusted: PValues) => adjusted.filter((p) => p !== null && p <= 0.05).length;

/** How many of fifteen differences stand once it is allowed for that fifteen were looked at. */
export const adjustedPExample: WorkedExample = {
  method: "adjusted-p",
  title: "Fifteen tests at once",
  given: { columns: ["Test", "p-value"], rows: P.map((p, index) => [index + 1, p]) },
  answers: [
    { label: "Tests at or below 0.05, Benjamini and Hochberg", unit: "", expected: 4, decimals: 0 },
    { label: "Tests at or below 0.05, Holm", unit: "", expected: 3, decimals: 0 },
    { label: "Third smallest p, Holm", unit: "", expected: 0.0247, decimals: 4 },
    { label: "Fourth smallest p, Benjamini and Hochberg", unit: "", expected: 0.0356, decimals: 4 },
  ],
  citation:
    "Benjamini and Hochberg (1995), Journal of the Royal Statistical Society B 57:289–300, section 4.",
  compute: () => {
    const [holm, falseDiscovery] = [holmAdjusted(P), benjaminiHochbergAdjusted(P)];
    return [upTo(falseDiscovery), upTo(holm), holm[2] ?? null, falseDiscovery[3] ?? null];
  },
};
