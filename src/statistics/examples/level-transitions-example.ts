import { bowker } from "../bowker.ts";
import { stuartMaxwell } from "../stuart-maxwell.ts";
import type { WorkedExample } from "./worked-example.ts";

/** Women by grade of unaided distance vision: right eye (rows) and left eye (columns), highest grade first. */
const VISION = [
  [1520, 266, 124, 66],
  [234, 1512, 432, 78],
  [117, 362, 1772, 205],
  [36, 82, 179, 492],
] as const;

/** The table by which tests of "as many up as down" are usually shown: two eyes in place of before and after. */
export const levelTransitionsExample: WorkedExample = {
  method: "level-transitions",
  title: "Levels of the same people on two occasions",
  given: {
    columns: ["Level", "Highest", "Second", "Third", "Lowest"],
    rows: VISION.map((row, index) => [["Highest", "Second", "Third", "Lowest"][index] ?? "", ...row]),
  },
  answers: [
    { label: "Stuart–Maxwell statistic (3 degrees of freedom)", unit: "", expected: 11.96, decimals: 2 },
    { label: "p-value of Stuart–Maxwell", unit: "", expected: 0.0075, decimals: 4 },
    { label: "Bhapkar's statistic (3 degrees of freedom)", unit: "", expected: 11.98, decimals: 2 },
    { label: "Bowker's statistic (6 degrees of freedom)", unit: "", expected: 19.11, decimals: 2 },
  ],
  citation:
    "Stuart (1955), Biometrika 42:412–416; Bhapkar (1966), JASA 61:228–235; Bowker (1948), JASA 43:572–574.",
  compute: () => {
    const { statistic, p, bhapkar } = stuartMaxwell(VISION);
    return [statistic, p, bhapkar, bowker(VISION).statistic];
  },
};
