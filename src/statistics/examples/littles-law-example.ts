import { littlesLaw } from "../littles-law.ts";
import type { WorkedExample } from "./worked-example.ts";

const exactly = (count: number) => ({ count, least: count, most: count });

/** Sixty people wait and a hundred started in a year; a list that doubled implies no wait. */
export const littlesLawExample: WorkedExample = {
  method: "littles-law",
  title: "Wait that the flow implies",
  given: {
    columns: ["Waiting a year ago", "Waiting now", "Started in 50 weeks"],
    rows: [
      [55, 60, 100],
      [30, 60, 100],
    ],
  },
  answers: [
    { label: "55 to 60: wait", unit: "weeks", expected: 30, decimals: 6 },
    { label: "55 to 60: lower limit", unit: "weeks", expected: 24.67, decimals: 2 },
    { label: "55 to 60: upper limit", unit: "weeks", expected: 36.87, decimals: 2 },
    { label: "30 to 60", meaning: "the list is rising, so no wait is given", expected: "rising" },
  ],
  citation:
    "Little (1961), Operations Research 9:383–387; by hand: 60 ÷ (100 ÷ 50), with Byar’s limits of 100, 81.362105 and 121.627938.",
  compute: () => {
    const steady = littlesLaw(exactly(60), exactly(55), exactly(100), 50);
    return [
      steady.value,
      steady.lower,
      steady.upper,
      littlesLaw(exactly(60), exactly(30), exactly(100), 50).reason,
    ];
  },
};
