import { kaplanMeier } from "../kaplan-meier.ts";
import { shareAtDay } from "../share-over-time.ts";
import type { WorkedExample } from "./worked-example.ts";

/** Week, people with the event, people last seen without it. */
const WEEKS = [
  [9, 1, 0],
  [13, 1, 1],
  [18, 1, 0],
  [23, 1, 0],
  [28, 0, 1],
  [31, 1, 0],
  [34, 1, 0],
  [45, 0, 1],
  [48, 1, 0],
  [161, 0, 1],
] as const;

/** Eleven people followed for up to 161 weeks, four of whom were last seen without the event. */
export const kaplanMeierExample: WorkedExample = {
  method: "kaplan-meier",
  title: "Time to an event when some people are not followed to the end",
  given: { columns: ["Week", "Events", "Last seen without the event"], rows: WEEKS },
  answers: [
    { label: "Share without the event after 31 weeks", unit: "", expected: 0.49091, decimals: 5 },
    { label: "Standard error (Greenwood)", unit: "", expected: 0.16419, decimals: 5 },
    { label: "95% interval, lower limit", unit: "", expected: 0.16733, decimals: 5 },
    { label: "95% interval, upper limit", unit: "", expected: 0.7534, decimals: 5 },
    { label: "Median", unit: "weeks", expected: 31, decimals: 0 },
    {
      label: "Median, 95% interval, lower limit (there is no upper one)",
      unit: "weeks",
      expected: 13,
      decimals: 0,
    },
  ],
  citation:
    'Miller (1997), Survival Analysis (data set aml of the R package survival, maintained group); the numbers are those of survfit with conf.type = "log-log".',
  compute: () => {
    const curve = kaplanMeier(WEEKS.map(([day, events, censored]) => ({ day, events, censored })));
    const { share, standardError, lower, upper } = shareAtDay(curve, 31);
    return [share, standardError, lower, upper, curve.median.value, curve.median.lower];
  },
};
