import { changeShares } from "../change-shares.ts";
import { changeSummary } from "../change-summary.ts";
import { numberAnswer, type WorkedExample } from "./worked-example.ts";

/** Changes of forty invented people, in tenths of a point, and how many have each. */
const CHANGES = [
  [-92, 2],
  [-61, 3],
  [-24, 5],
  [0, 6],
  [18, 5],
  [53, 2],
  [54, 4],
  [77, 8],
  [121, 5],
] as const;

/** Forty people by whether they changed by 5.4 points or more: exactly 5.4 counts. */
export const changeSharesExample: WorkedExample = {
  method: "meaningful-change",
  title: "Improved, about the same, worse: forty people, threshold 5.4 points",
  given: {
    columns: ["Change (points)", "People"],
    rows: CHANGES.map(([change, people]) => [change / 10, people]),
  },
  answers: [
    numberAnswer("Middle change (median)", 1.8, 1, "points"),
    numberAnswer("Improved", 17, 0, "people"),
    numberAnswer("Improved, lower limit", 0.2851, 4),
    numberAnswer("Improved, upper limit", 0.578, 4),
    numberAnswer("About the same", 18, 0, "people"),
    numberAnswer("About the same, lower limit", 0.3071, 4),
    numberAnswer("About the same, upper limit", 0.6017, 4),
    numberAnswer("Worse", 5, 0, "people"),
    numberAnswer("Worse, lower limit", 0.0546, 4),
    numberAnswer("Worse, upper limit", 0.2611, 4),
  ],
  citation:
    "Wilson (1927), JASA 22:209–212; the numbers are those of R: prop.test(17, 40, correct = FALSE), and with 18 and 5.",
  compute: () => {
    const { counts, improved, same, worse } = changeShares(CHANGES, 54);
    return [
      changeSummary(CHANGES, 1).median,
      counts.improved,
      improved.lower,
      improved.upper,
      counts.same,
      same.lower,
      same.upper,
      counts.worse,
      worse.lower,
      worse.upper,
    ];
  },
};
