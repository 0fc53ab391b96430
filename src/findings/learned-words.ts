import type { ProjectComparisons } from "../release/project-comparisons-schema.ts";
import { hasGaps } from "./comparison-words.ts";
import { numberWords } from "./number-words.ts";
import { listWords, sentence } from "./sentence.ts";
import { isApart } from "./sided-words.ts";

type Compared = Pick<ProjectComparisons["projects"][number], "project" | "compared" | "together" | "verdict">;

/** How often an interval of 95% misses by chance alone: one in so many. */
const ONE_IN = 20;

const KINDS: readonly (readonly [(one: Compared) => boolean, (count: number, ids: string) => string])[] = [
  [
    ({ compared }) => verdict(compared) === "apart",
    (count, ids) =>
      `${numberWords(count)} of them changed clearly otherwise than ${count === 1 ? "its" : "their"} comparison networks (answered): ${ids}.`,
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
    ({ together }) => together !== null && isApart(together),
    (count, ids) =>
      `${numberWords(count)} ${count === 1 ? "lies" : "lie"} apart from what could only be taken together (all comparison networks, or everybody else), which is a first look: ${ids}.`,
  ],
  [
    ({ together }) => together !== null && !isApart(together),
    (count, ids) =>
      `${numberWords(count)} showed no clear difference from networks that could only be taken together: ${ids}.`,
  ],
  [
    ({ compared, together }) => together === null && verdict(compared) === "not_shown",
    (count, ids) =>
      `${numberWords(count)} cannot be set beside networks, as too few people stand behind the figures: ${ids}.`,
  ],
  [
    ({ compared, together }) => together === null && compared === null,
    (count, ids) =>
      `${numberWords(count)} cannot be set beside networks with the figures there are (such as figures of staff of one service): ${ids}.`,
  ],
];

/** How many projects can be set beside networks without one, with what result, and why the others cannot. Nothing is pooled. */
export function learnedWords(projects: readonly Compared[]): readonly string[] {
  if (projects.length < 2) return [];
  const shown = projects.filter(({ compared }) => compared?.status === "published").length;
  const said = KINDS.flatMap(([is, words]) => {
    const some = projects.filter(is);
    return some.length === 0 ? [] : [sentence(words(some.length, listWords(some.map(named))))];
  });
  return [
    sentence(
      `of ${numberWords(projects.length)} projects, ${shown === 0 ? "none" : numberWords(shown)} could be set beside networks without a project, one by one, on the first measure`,
    ),
    ...said,
    ...(shown === 0
      ? []
      : [
          `By chance alone about 1 in ${numberWords(ONE_IN)} such comparisons looks clear. Projects of one Integrated Care Board can share comparison networks, so their answers are not separate. The questions differ, so no average over projects is made.`,
        ]),
  ];
}

function verdict(compared: Compared["compared"]): "apart" | "unclear" | "gaps" | "not_shown" | null {
  if (compared === null) return null;
  if (compared.status === "not_shown") return "not_shown";
  if (!isApart(compared)) return "unclear";
  return hasGaps(compared) ? "gaps" : "apart";
}

/** `SPIP12 (on its first measure: yes)`: the way of its answer, where it has one. */
function named({ project, verdict: { kind, way } }: Compared): string {
  if (way === null) return project;
  return `${project} (on its first measure: ${kind === "first_look" ? "towards " : ""}${way})`;
}
