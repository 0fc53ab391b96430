import { numberWords } from "./number-words.ts";
import { chanceCaveats } from "./project-caveats.ts";
import type { Finding } from "./released-estimate.ts";
import { listWords, sentence } from "./sentence.ts";
import type { Direction } from "./window-words.ts";

/** How a project's first measure answers: by direction, by figures of staff, or with nothing to set before against after. */
export type ProjectAnswer = Direction | "staff" | "none";

const WORDS: readonly (readonly [ProjectAnswer, (count: string) => string])[] = [
  ["higher", (count) => `${count} higher than before the pilot`],
  ["lower", (count) => `${count} lower than before the pilot`],
  ["unclear", (count) => `${count} with no clear change`],
  ["staff", (count) => `${count} told by figures of staff year by year`],
  ["none", (count) => `${count} with no figures of before and after to set side by side`],
];

/** How many projects' first measures rose, fell or show no clear change; null below two projects. Never better or worse. */
export function projectsFinding(answers: readonly ProjectAnswer[]): Finding | null {
  if (answers.length < 2) return null;
  const parts = WORDS.flatMap(([answer, words]) => {
    const count = answers.filter((one) => one === answer).length;
    return count === 0 ? [] : [words(numberWords(count))];
  });
  return {
    headline: sentence(
      `Of ${numberWords(answers.length)} projects, by the first measure of each: ${listWords(parts)}`,
    ),
    detail: ["Higher is not always better, nor lower worse: each card says what was counted."],
    caveats: [...chanceCaveats(0, answers.length)],
  };
}
