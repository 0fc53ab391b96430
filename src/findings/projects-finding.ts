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

const VERDICTS: readonly (readonly [
  Verdict["kind"],
  (count: string, many: boolean, ways: string) => string,
])[] = [
  ["answered", (count, many, ways) => `${count} ${many ? "are" : "is"} answered${ways}`],
  ["first_look", (count, many, ways) => `${count} ${many ? "have" : "has"} a first look${ways}`],
  ["not_yet", (count, many) => `${count} ${many ? "are" : "is"} not answered yet`],
];

/** What the ways of answers are called in a count. */
const WAYS: readonly (readonly [NonNullable<Verdict["way"]>, string])[] = [
  ["yes", "yes"],
  ["no", "no"],
  ["higher", "higher"],
  ["lower", "lower"],
];

const MEANING = [
  "Answered: the change of the first measure lies clearly apart from that of networks named beforehand, one by one: yes where it lies on the side that the question hopes for, no where it lies on the other. A change for the worse answers too. That is no proof that the project made the difference.",
  "First look, towards yes or no: it lies apart, but more than one in five of those networks are left out, or nothing could be set beside it but all of them, or everybody else, together. Not answered yet: all others, and each says why.",
];

/**
 * How many projects' questions are answered, where that is known, and how many first measures rose, fell or show no clear change;
 * null below two projects. Never better or worse.
 */
export function projectsFinding(
  answers: readonly ProjectAnswer[],
  verdicts: readonly Pick<Verdict, "kind" | "way">[] = [],
): Finding | null {
  if (answers.length < 2) return null;
  const moved = sentence(
    `Of ${numberWords(answers.length)} projects, by the first measure of each: ${listWords(
      WORDS.flatMap(([kind, of]) => {
        const count = answers.filter((one) => one === kind).length;
        return count === 0 ? [] : [of(numberWords(count))];
      }),
    )}`,
  );
  const answered = listWords(
    VERDICTS.flatMap(([kind, of]) => {
      const some = verdicts.filter((one) => one.kind === kind);
      return some.length === 0 ? [] : [of(numberWords(some.length), some.length > 1, waysWords(kind, some))];
    }),
  );
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

/** ` (on its first measure: yes)`, ` (on their first measures: 3 towards yes, 1 towards no)`; "" for what is not answered. */
function waysWords(kind: Verdict["kind"], some: readonly Pick<Verdict, "way">[]): string {
  const ways = WAYS.flatMap(([way, word]) => {
    const count = some.filter((one) => one.way === way).length;
    const said = `${kind === "first_look" ? "towards " : ""}${word}`;
    if (count === 0) return [];
    if (count < some.length) return [`${numberWords(count)} ${said}`];
    return [count === 1 ? said : `all ${said}`];
  });
  const whose = some.length === 1 ? "its first measure" : "their first measures";
  return ways.length === 0 ? "" : ` (on ${whose}: ${ways.join(", ")})`;
}
