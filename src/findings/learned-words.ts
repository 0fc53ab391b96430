import type { ProjectComparisons } from "../release/project-comparisons-schema.ts";
import { hasGaps } from "./comparison-words.ts";
import { numberWords } from "./number-words.ts";
import { listWords, sentence } from "./sentence.ts";

type Compared = Pick<ProjectComparisons["projects"][number], "project" | "compared">;

/** How often an interval of 95% misses by chance alone: one in so many. */
const ONE_IN = 20;

const KINDS: readonly (readonly [(one: Compared) => boolean, (count: number, ids: string) => string])[] = [
  [
    ({ compared }) => verdict(compared) === "apart",
    (count, ids) =>
      `${numberWords(count)} of them ${count === 1 ? "lies" : "lie"} clearly apart from ${count === 1 ? "its" : "their"} comparison networks (answered): ${ids}.`,
  ],
  [
    ({ compared }) => verdict(compared) === "unclear",
    (count, ids) =>
      `${numberWords(count)} showed no clear difference from ${count === 1 ? "its" : "their"} comparison networks, which is not the same as none: ${ids}.`,
  ],
  [
    ({ compared }) => verdict(compared) === "gaps",
    (count, ids) =>
      `${numberWords(count)} ${count === 1 ? "has" : "have"} a comparison that is a first look only, with more than one network in five left out: ${ids}.`,
  ],
  [
    ({ compared }) => verdict(compared) === "not_shown",
    (count, ids) =>
      `${numberWords(count)} cannot be set beside networks, as too few people stand behind the figures: ${ids}.`,
  ],
  [
    ({ compared }) => compared === null,
    (count, ids) =>
      `${numberWords(count)} asked what no comparison of networks can tell here (a median, a rate, or figures of staff of one service): ${ids}.`,
  ],
];

/** How many projects can be set beside networks without one, with what result, and why the others cannot. Nothing is pooled. */
export function learnedWords(projects: readonly Compared[]): readonly string[] {
  if (projects.length < 2) return [];
  const shown = projects.filter(({ compared }) => compared?.status === "published").length;
  const said = KINDS.flatMap(([is, words]) => {
    const some = projects.filter(is);
    return some.length === 0
      ? []
      : [sentence(words(some.length, listWords(some.map(({ project }) => project))))];
  });
  return [
    sentence(
      `of ${numberWords(projects.length)} projects, ${shown === 0 ? "none" : numberWords(shown)} could be set beside networks without a project on the first measure`,
    ),
    ...said,
    ...(shown === 0
      ? []
      : [
          `By chance alone about 1 in ${numberWords(ONE_IN)} such comparisons looks clear. The questions differ, so no average over projects is made.`,
        ]),
  ];
}

function verdict(compared: Compared["compared"]): "apart" | "unclear" | "gaps" | "not_shown" | null {
  if (compared === null) return null;
  if (compared.status === "not_shown") return "not_shown";
  if (hasGaps(compared)) return "gaps";
  const { lower, upper } = compared;
  return lower !== null && upper !== null && (lower > 0 || upper < 0) ? "apart" : "unclear";
}
