import { burnoutInventory } from "../burnout-inventory.ts";
import { scaleScore } from "../scale-score.ts";
import type { WorkedExample } from "./worked-example.ts";

/** Answers of four invented people to the seven work items; null for no answer. */
const PEOPLE = [
  { answers: [3, 2, 3, 2, 3, 3, 3], expected: 42.857 },
  { answers: [5, 4, 5, 2, 4, 4, 3], expected: 71.429 },
  { answers: [null, null, null, 5, 5, 4, 1], expected: 93.75 },
  { answers: [4, 5, 4, 2, 5, 5, 1], expected: 82.143 },
] as const;

/** Work-related burnout of four people: the last item is turned round, missing answers are left out. */
export const burnoutInventoryExample: WorkedExample = {
  method: "burnout-inventory",
  title: "Scores of the Copenhagen Burnout Inventory, work-related",
  given: {
    columns: ["Item 1", "Item 2", "Item 3", "Item 4", "Item 5", "Item 6", "Item 7 (reversed)"],
    rows: PEOPLE.map(({ answers }) => answers.map((answer) => answer ?? "no answer")),
  },
  answers: PEOPLE.map(({ expected }, index) => ({
    label: `Person ${index + 1}`,
    unit: "of 100",
    expected,
    decimals: 3,
  })),
  citation: "Kristensen and others (2005), Work and Stress 19:192–207; the numbers are worked out in R.",
  compute: () => PEOPLE.map(({ answers }) => scaleScore(answers, burnoutInventory.work).score),
};
