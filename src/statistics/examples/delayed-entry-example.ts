import { kaplanMeier } from "../kaplan-meier.ts";
import { shareAtDay } from "../share-over-time.ts";
import type { WorkedExample } from "./worked-example.ts";

/** Month, people who left in it, people last seen in post, people whose records begin after so many months in post. */
const MONTHS = [
  [2, 0, 0, 1],
  [3, 1, 0, 0],
  [4, 0, 0, 1],
  [5, 1, 0, 0],
  [6, 0, 1, 0],
  [8, 1, 0, 0],
  [10, 1, 0, 0],
  [12, 0, 1, 0],
] as const;

/** Six members of staff, two of whom had been in post for a time when the records begin. */
export const delayedEntryExample: WorkedExample = {
  method: "kaplan-meier-delayed-entry",
  title: "Time in post when some were in post before the records begin",
  given: {
    columns: ["Month in post", "Left", "Last seen in post", "Records begin"],
    rows: MONTHS,
  },
  answers: [
    { label: "Share still in post after 8 months", unit: "", expected: 0.42667, decimals: 5 },
    { label: "Standard error (Greenwood)", unit: "", expected: 0.22033, decimals: 5 },
    { label: "95% interval, lower limit", unit: "", expected: 0.06112, decimals: 5 },
    { label: "95% interval, upper limit", unit: "", expected: 0.77139, decimals: 5 },
    { label: "Median", unit: "months", expected: 8, decimals: 0 },
  ],
  citation:
    "Worked by hand: 4/5 × 4/5 × 2/3, for five, five and three at risk. The method: Klein and Moeschberger (2003), Survival Analysis, 2nd edition, section 4.6.",
  compute: () => {
    const curve = kaplanMeier(
      MONTHS.map(([day, events, censored, entered]) => ({ day, events, censored, entered })),
    );
    const { share, standardError, lower, upper } = shareAtDay(curve, 8);
    return [share, standardError, lower, upper, curve.median.value];
  },
};
