import type { CodeList } from "../src/model/code-list.ts";
import { CodedError, EXIT } from "../src/model/coded-error.ts";
import { nearestWord } from "../src/model/nearest-word.ts";
import type { ProgrammeSource } from "../src/model/programme.ts";
import type { RowPlan } from "./field-plan.ts";

/**
 * Checks that every code list a mapping reads by exists: else each of its values would count as not known.
 *
 * @throws CodedError `CODE_UNKNOWN` naming the field, and the list nearest by spelling or all of them
 */
export function checkCodeLists(
  { id, mapping, profile }: ProgrammeSource,
  plans: readonly RowPlan[],
  lists: ReadonlyMap<string, CodeList>,
): void {
  for (const { table, name, codes, type } of plans.flatMap(({ fields }) => fields)) {
    // A text that names an area stands as it is where programme.yaml declares none.
    if (codes === undefined || type === "text" || lists.has(codes)) continue;
    throw new CodedError({
      code: "CODE_UNKNOWN",
      place: { file: mapping === undefined ? `profile "${profile}"` : "programme.yaml" },
      what: `source "${id}": the field ${table}.${name} is read by the list "${codes}", which does not exist.`,
      remedy: `${knownLists(codes, lists)} Where no list fits, write type: text in place of type and codes.`,
      exit: EXIT.usage,
    });
  }
}

/** What to write in place of a list that does not exist. */
export function knownLists(list: string, lists: ReadonlyMap<string, CodeList>): string {
  const near = nearestWord(list, [...lists.keys()]);
  return near === undefined ? `Code lists: ${[...lists.keys()].join(", ")}.` : `Did you mean "${near}"?`;
}
