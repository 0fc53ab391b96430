import { CodedError, EXIT } from "../src/model/coded-error.ts";
import type { Profile } from "../src/model/profile.ts";
import type { ProgrammeSource } from "../src/model/programme.ts";
import { comparableName, tidyName } from "./read/column-name.ts";
import type { StagedTable } from "./read/staged.ts";

/** Names that a source gives to columns as read, in comparable form. */
const given = (source: Pick<ProgrammeSource, "columns">): ReadonlyMap<string, string> =>
  new Map(Object.entries(source.columns).map(([read, name]) => [comparableName(read), tidyName(name)]));

/**
 * Gives a staged file's columns the names that the source's `columns` says, so that the mapping finds them.
 * A name that the file does not have changes nothing and is noted: files of one source may differ.
 *
 * @throws CodedError `COLUMNS_CLASH` where two columns would have one name
 */
export function renameColumns(
  staged: StagedTable,
  source: Pick<ProgrammeSource, "columns">,
  file?: string,
): StagedTable {
  const names = given(source);
  if (names.size === 0) return staged;
  const renamed = staged.columns.map((column) => names.get(comparableName(column)));
  const columns = staged.columns.map((column, index) => renamed[index] ?? column);
  const seen = columns.map(comparableName);
  const twice = columns.find((_, index) => seen.indexOf(seen[index] ?? "") < index);
  if (twice !== undefined) throw clash(twice, file);
  const have = new Set(staged.columns.map(comparableName));
  const notes = [
    ...staged.columns.flatMap((column, index) =>
      renamed[index] === undefined
        ? []
        : [`Column "${column}" is read as "${renamed[index]}", as programme.yaml says.`],
    ),
    ...Object.keys(source.columns)
      .filter((column) => !have.has(comparableName(column)))
      .map((column) => `The file has no column "${column}", which columns in programme.yaml renames.`),
  ];
  return {
    ...staged,
    columns,
    facts: staged.facts.map((fact, index) => ({ ...fact, heading: renamed[index] ?? fact.heading })),
    decisions: { ...staged.decisions, notes: [...staged.decisions.notes, ...notes] },
  };
}

const clash = (column: string, file: string | undefined): CodedError =>
  new CodedError({
    code: "COLUMNS_CLASH",
    place: { file: file ?? "programme.yaml", column },
    what: "columns in programme.yaml gives this name to one column of the file while another has it.",
    remedy: `Give the other a new name too, for example columns: {${JSON.stringify(column)}: ${JSON.stringify(`${column}, not used`)}}.`,
    exit: EXIT.refused,
  });

/** The columns that mark a source's header row, each with its other spellings: the profile's, and those of `columns`. */
export function recogniseOf(
  profile: Pick<Profile, "recognise" | "synonyms">,
  source: Pick<ProgrammeSource, "columns">,
): readonly (readonly string[])[] {
  return profile.recognise.map((column) => {
    const spellings = [column, ...(profile.synonyms[column] ?? [])];
    const known = new Set(spellings.map(comparableName));
    const read = Object.entries(source.columns).flatMap(([from, to]) =>
      known.has(comparableName(to)) ? [from] : [],
    );
    return [...read, ...spellings];
  });
}
