import type { Verdict } from "../release/project-comparisons-schema.ts";
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

const VERDICTS: readonly (readonly [Verdict["kind"], (count: string, many: boolean) => string])[] = [
  ["answered", (count, many) => `${count} ${many ? "are" : "is"} answered`],
  ["first_look", (count, many) => `${count} ${many ? "have" : "has"} a first look`],
  ["not_yet", (count, many) => `${count} ${many ? "are" : "is"} not answered yet`],
];

const MEANING = [
  "Answered: the change of the first measure lies clearly apart from that of networks named beforehand, one by one. That is no proof that the project made the difference.",
  "First look: it lies apart, but more than one in five of those networks are left out, or nothing could be set beside it but all of them, or everybody else, together. Not answered yet: all others, and each says why.",
];

/**
 * How many projects' questions are answered, where that is known, and how many first measures rose, fell or show no clear change;
 * null below two projects. Never better or worse.
 */
export function projectsFinding(
  answers: readonly ProjectAnswer[],
  verdicts: readonly Verdict["kind"][] = [],
): Finding | null {
  if (answers.length < 2) return null;
  const counted = <T extends string, W>(
    all: readonly T[],
    kinds: readonly (readonly [T, W])[],
    words: (count: number, of: W) => string,
  ) =>
    listWords(
      kinds.flatMap(([kind, of]) => {
        const count = all.filter((one) => one === kind).length;
        return count === 0 ? [] : [words(count, of)];
      }),
    );
  const moved = sentence(
    `Of ${numberWords(answers.length)} projects, by the first measure of each: ${counted(answers, WORDS, (count, of) => of(numberWords(count)))}`,
  );
  const answered = counted(verdicts, VERDICTS, (count, of) => of(numberWords(count), count > 1));
  return {
    headline:
      answered === ""
        ? moved
        : sentence(`Of the questions of ${numberWords(answers.length)} projects, ${answered}`),
    detail: [
      ...(answered === "" ? [] : [...MEANING, moved]),
      "Higher is not always better, nor lower worse: each card says what was counted.",
    ],
    caveats: [...chanceCaveats(0, answers.length)],
  };
}
