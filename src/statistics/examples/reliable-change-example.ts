import { changeShares } from "../change-shares.ts";
import { reliableChange } from "../reliable-change.ts";
import { numberAnswer, verdictAnswer, type WorkedExample } from "./worked-example.ts";

const REFERENCE = { sd: 7.5, r: 0.8, source: "Invented for this example" } as const;

/** Changes of forty invented people, in points, and how many have each. */
const CHANGES = [
  [-11, 1],
  [-6, 6],
  [0, 10],
  [9, 12],
  [10, 7],
  [15, 4],
] as const;

/** How far one person must move before it is more than measurement error, and how many of forty did. */
export const reliableChangeExample: WorkedExample = {
  method: "reliable-change",
  title: "Reliable change of one person",
  given: { columns: ["Change (points)", "People"], rows: CHANGES },
  answers: [
    numberAnswer("Standard error of a difference, 7.5 × √(2 × (1 − 0.8))", 4.74, 2, "points"),
    numberAnswer("Reliable change, 1.96 times as much", 9.3, 2, "points"),
    numberAnswer("Reliably improved (10 points or more)", 11, 0, "people"),
    numberAnswer("Share reliably improved, lower limit", 0.1611, 4),
    numberAnswer("Share reliably improved, upper limit", 0.4283, 4),
    numberAnswer("Reliably worse", 1, 0, "people"),
    verdictAnswer(
      "The same without a study of the instrument’s reliability",
      "no_reference",
      "refused: the threshold is never worked out from the pairs it is to judge",
    ),
  ],
  citation:
    "Jacobson and Truax (1991), Journal of Consulting and Clinical Psychology 59:12–19, here by hand: 7.5 × √0.4 = 4.743, × 1.96 = 9.297; limits by R, prop.test(11, 40, correct = FALSE).",
  compute: () => {
    const { standardError, threshold } = reliableChange(REFERENCE);
    const { counts, improved } = changeShares(CHANGES, Math.ceil(threshold ?? Number.NaN));
    return [
      standardError,
      threshold,
      counts.improved,
      improved.lower,
      improved.upper,
      counts.worse,
      reliableChange(null).reason,
    ];
  },
};
