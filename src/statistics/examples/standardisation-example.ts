import { directRate } from "../direct-standardisation.ts";
import { indirectRatio } from "../indirect-standardisation.ts";
import type { WorkedExample } from "./worked-example.ts";

/** Events and people of an invented area by age, the reference's events and people, and the standard population. */
const STRATA = [
  ["18–34", 17, 5200, 33, 8000, 19000],
  ["35–49", 24, 4800, 45, 8600, 20500],
  ["50–64", 35, 4100, 88, 8700, 19000],
  ["65–79", 33, 2600, 110, 7000, 13000],
  ["80 and over", 6, 900, 27, 2850, 5000],
] as const;

const strata = STRATA.map(
  ([, events, population, referenceEvents, referencePopulation, standardPopulation]) => ({
    events,
    population,
    referenceEvents,
    referencePopulation,
    standardPopulation,
  }),
);

/** One area's events allowing for its age structure, by a reference's rates and by a standard population. */
export const standardisationExample: WorkedExample = {
  method: "standardisation",
  title: "Rates that allow for age",
  given: {
    columns: ["Age", "Events", "People", "Reference: events", "Reference: people", "Standard population"],
    rows: STRATA,
  },
  answers: [
    { label: "Expected events", unit: "events", expected: 137.421, decimals: 3 },
    { label: "Observed ÷ expected", unit: "", expected: 0.8368, decimals: 4 },
    { label: "Observed ÷ expected, lower limit", unit: "", expected: 0.6909, decimals: 4 },
    { label: "Observed ÷ expected, upper limit", unit: "", expected: 1.0045, decimals: 4 },
    { label: "Directly standardised rate", unit: "per 1,000", expected: 6.8646, decimals: 4 },
    { label: "Directly standardised rate, lower limit", unit: "per 1,000", expected: 5.6603, decimals: 4 },
    { label: "Directly standardised rate, upper limit", unit: "per 1,000", expected: 8.2482, decimals: 4 },
  ],
  citation:
    "Dobson and others (1991), Statistics in Medicine 10:457–462; the numbers are those of PHEindicatormethods.",
  compute: () => {
    const indirect = indirectRatio(strata);
    const direct = directRate(strata, 1000);
    return [
      indirect.expected,
      indirect.ratio,
      indirect.lower,
      indirect.upper,
      direct.value,
      direct.lower,
      direct.upper,
    ];
  },
};
