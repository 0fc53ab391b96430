import { byarLimits } from "../count-interval.ts";
import { eventRate } from "../event-rate.ts";
import type { WorkedExample } from "./worked-example.ts";

const RATES = [
  { events: 4, years: 820, lower: 1.3291, upper: 12.4897 },
  { events: 37, years: 4100, lower: 6.3532, upper: 12.4393 },
] as const;

/** Byar's limits of 100 events, and two rates: one by exact limits, one by Byar's. */
export const eventRateExample: WorkedExample = {
  method: "event-rate",
  title: "Interval of a count and of a rate",
  given: {
    columns: ["Events", "Person-years"],
    rows: [[100, "not used"], ...RATES.map(({ events, years }) => [events, years])],
  },
  answers: [
    { label: "100 events, lower limit", unit: "events", expected: 81.362105, decimals: 6 },
    { label: "100 events, upper limit", unit: "events", expected: 121.627938, decimals: 6 },
    ...RATES.flatMap(({ events, years, lower, upper }) =>
      [
        { label: `${events} events in ${years} person-years, lower limit`, expected: lower },
        { label: `${events} events in ${years} person-years, upper limit`, expected: upper },
      ].map((answer) => ({ ...answer, unit: "per 1,000 person-years", decimals: 4 })),
    ),
  ],
  citation:
    "Breslow and Day (1987), Statistical Methods in Cancer Research II; the numbers are those of PHEindicatormethods.",
  compute: () => {
    const { lower, upper } = byarLimits(100);
    return [
      lower,
      upper,
      ...RATES.flatMap(({ events, years }) => {
        const rate = eventRate(events, years, 1000);
        return [rate.lower, rate.upper];
      }),
    ];
  },
};
