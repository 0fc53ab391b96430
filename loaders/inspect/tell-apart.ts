import type { Question } from "../question.ts";
import type { FoundOutcome } from "./find-outcomes.ts";
import type { InspectedColumn } from "./inspected-column.ts";

/** `Score` and `Score (2)`: told apart by their place alone, so that only the user can say which is which. */
const sameName = (columns: readonly InspectedColumn[], column: InspectedColumn): string | undefined => {
  const base = column.name.replace(/ \(2\)$/u, "");
  const repeated =
    columns.some(({ name }) => name === base) && columns.some(({ name }) => name === `${base} (2)`);
  return repeated ? base : undefined;
};

const STAGE_NAMES = { baseline: "Baseline", follow_up: "Follow-up" } as const;

/**
 * Gives the columns of one name that are proposed as before and after the names `Baseline Score` and `Follow-up Score`,
 * which the file has only once the user says which column is which.
 */
export function tellApart(columns: readonly InspectedColumn[], outcomes: readonly FoundOutcome[]) {
  const names = new Map<
    InspectedColumn,
    { readonly stage: keyof typeof STAGE_NAMES; readonly base: string }
  >();
  for (const { stage, scores, date } of outcomes) {
    if (typeof stage !== "string") continue;
    for (const column of [...scores, ...(date === undefined ? [] : [date])]) {
      const base = sameName(columns, column);
      if (base !== undefined) names.set(column, { stage, base });
    }
  }
  const written = (column: InspectedColumn): string => {
    const found = names.get(column);
    return found === undefined ? column.name : `${STAGE_NAMES[found.stage]} ${found.base}`;
  };
  const answer = (swapped: boolean) => {
    const pairs = [...names].map(([column, { stage, base }]) => {
      const meant = (stage === "baseline") === swapped ? "follow_up" : "baseline";
      return `${JSON.stringify(column.name)}: ${JSON.stringify(`${STAGE_NAMES[meant]} ${base}`)}`;
    });
    return `columns: {${pairs.join(", ")}}`;
  };
  const bases = [...new Set([...names.values()].map(({ base }) => base))];
  const [first] = names.keys();
  const question: Omit<Question, "file"> | undefined =
    first === undefined
      ? undefined
      : {
          code: "ASK_COLUMNS",
          column: first.name,
          what: `${bases.map((base) => `"${base}"`).join(" and ")} ${bases.length === 1 ? "stands" : "stand"} twice in the header. Which is the baseline, and which the follow-up?`,
          answers: [
            { yaml: answer(false), means: "the first is the baseline" },
            { yaml: answer(true), means: "the first is the follow-up" },
          ],
        };
  return { written, question };
}
