import { cronbachAlpha } from "../cronbach-alpha.ts";
import { numberAnswer, verdictAnswer, type WorkedExample } from "./worked-example.ts";

/** Answers of eight invented people to four items. */
const PEOPLE = [
  [3, 4, 3, 4],
  [2, 2, 3, 2],
  [5, 4, 5, 5],
  [1, 2, 1, 2],
  [4, 4, 3, 4],
  [3, 3, 4, 3],
  [2, 1, 2, 2],
  [5, 5, 4, 5],
] as const;

function itemSums(people: readonly (readonly number[])[], items: number) {
  const sum = (of: (answers: readonly number[]) => number) =>
    people.reduce((total, answers) => total + of(answers), 0);
  const indices = Array.from({ length: items }, (_, index) => index);
  return {
    n: people.length,
    sums: indices.map((i) => sum((answers) => answers[i] ?? 0)),
    products: indices.map((i) => indices.map((j) => sum((answers) => (answers[i] ?? 0) * (answers[j] ?? 0)))),
  };
}

/** How far the items of a scale hang together in one group of people. */
export const cronbachAlphaExample: WorkedExample = {
  method: "cronbach-alpha",
  title: "Cronbach’s alpha of four items",
  given: { columns: ["Item 1", "Item 2", "Item 3", "Item 4"], rows: PEOPLE },
  answers: [
    numberAnswer("Alpha", 0.954, 4),
    numberAnswer("Lower limit (Feldt)", 0.8634, 4),
    numberAnswer("Upper limit (Feldt)", 0.9897, 4),
    numberAnswer("Alpha without item 3", 0.9687, 4),
    verdictAnswer("Alpha of item 1 alone", "one_item", "refused: one item cannot hang together"),
  ],
  citation:
    "Cronbach (1951), Psychometrika 16:297–334; Feldt (1965), Psychometrika 30:357–370; the numbers are worked out in R with var and qf.",
  compute: () => {
    const { alpha, lower, upper, withoutItem } = cronbachAlpha(itemSums(PEOPLE, 4));
    return [alpha, lower, upper, withoutItem[2] ?? null, cronbachAlpha(itemSums(PEOPLE, 1)).reason];
  },
};
