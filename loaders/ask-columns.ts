import type { FieldMapping, Profile } from "../src/model/profile.ts";
import type { ProgrammeSource } from "../src/model/programme.ts";
import type { Question } from "./question.ts";
import { comparableName } from "./read/column-name.ts";
import type { StagedTable } from "./read/staged.ts";

/**
 * Asks what a header leaves open: a column of the mapping that occurs twice, a column without a name that the mapping
 * may need, and labels that stand only on the first row of a group. Call it after {@link renameColumns}.
 *
 * @param file name for messages
 */
export function askColumns(
  staged: StagedTable,
  profile: Profile,
  source: ProgrammeSource,
  file: string,
): readonly Question[] {
  const place = { file, sheet: staged.sheet, row: staged.decisions.headerRow || undefined };
  const used = usedColumns(profile, source);
  return [
    ...askRepeated(staged, profile, used, place),
    ...askNameless(staged, profile, source, used, place),
    ...askLabels(staged, profile, source, used, place),
  ];
}

type Place = Pick<Question, "file" | "sheet" | "row">;

/** The yaml of a map on one line. */
const flowMap = (entries: readonly (readonly [string, string])[]): string =>
  `{${entries.map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`).join(", ")}}`;

const columnsOf = ({ column, sum = [], ticked = [], join = [] }: FieldMapping): readonly string[] => [
  ...column,
  ...sum,
  ...ticked,
  ...join,
];

/** Every column that a mapping reads, by the mapping's own name. */
function usedColumns(profile: Profile, source: ProgrammeSource): readonly string[] {
  const tables = Object.values(profile.tables).flat();
  const { nhs_number: nhs, local_id: local } = profile.person ?? {};
  return [
    ...new Set([
      ...profile.recognise,
      ...[nhs, local].filter((one) => one !== undefined),
      ...Object.keys(source.where ?? profile.where),
      ...tables.flatMap((table) => [...table.requires, ...Object.values(table.fields).flatMap(columnsOf)]),
    ]),
  ];
}

/** Positions of the columns under the first spelling of a mapped column that the file has. */
function placesOf(staged: StagedTable, profile: Profile, column: string): readonly number[] {
  for (const spelling of [column, ...(profile.synonyms[column] ?? [])]) {
    const wanted = comparableName(spelling);
    const found = staged.columns.flatMap((name, index) =>
      comparableName(name) === wanted || comparableName(staged.facts[index]?.heading ?? "") === wanted
        ? [index]
        : [],
    );
    if (found.length > 0) return found;
  }
  return [];
}

function askRepeated(
  staged: StagedTable,
  profile: Profile,
  used: readonly string[],
  place: Place,
): readonly Question[] {
  const asked = new Set<string>();
  return used.flatMap((column): readonly Question[] => {
    const places = placesOf(staged, profile, column);
    const names = places.map((index) => staged.columns[index] ?? "");
    const key = places.join(" ");
    if (places.length < 2 || asked.has(key)) return [];
    // A mapping that names each of them has told them apart.
    if (names.every((name) => used.some((one) => placesNamed(staged, profile, one).includes(name))))
      return [];
    asked.add(key);
    const [first = column] = names;
    const answers = names.map((name, at) => ({
      yaml: `columns: ${flowMap(
        at === 0
          ? names.slice(1).map((other, index) => [other, `${column}, not used ${index + 1}`] as const)
          : [
              [name, column] as const,
              ...names
                .filter((other) => other !== name)
                .map((other, index) => [other, `${column}, not used ${index + 1}`] as const),
            ],
      )}`,
      means: `"${column}" is the column at position ${(places[at] ?? 0) + 1}`,
    }));
    return [
      {
        code: "ASK_COLUMNS",
        ...place,
        column: staged.facts[places[0] ?? 0]?.heading || first,
        what: `${places.length} columns have the name that the mapping reads as "${column}", at positions ${places.map((index) => index + 1).join(" and ")} (called ${names.map((name) => `"${name}"`).join(" and ")}). Which is meant? Where both are wanted, such as a baseline and a follow-up, give each a name of its own and map both.`,
        answers,
      },
    ];
  });
}

/** Columns that a mapped name means by their unique name alone. */
function placesNamed(staged: StagedTable, profile: Profile, column: string): readonly string[] {
  const wanted = new Set([column, ...(profile.synonyms[column] ?? [])].map(comparableName));
  return staged.columns.filter((name) => wanted.has(comparableName(name)));
}

function askNameless(
  staged: StagedTable,
  profile: Profile,
  source: ProgrammeSource,
  used: readonly string[],
  place: Place,
): readonly Question[] {
  const named = new Set(used.flatMap((column) => placesNamed(staged, profile, column)));
  const nameless = staged.columns.filter((name, index) => {
    const fact = staged.facts[index];
    return fact?.heading === "" && fact.holds && !named.has(name);
  });
  if (nameless.length === 0) return [];
  const absent = neededColumns(profile, source, used).filter(
    (column) => placesOf(staged, profile, column).length === 0,
  );
  const grouped = staged.facts.some((fact) => fact.groupLabel);
  if (absent.length === 0 && !grouped) return [];
  const [first = ""] = nameless;
  return nameless.map((name) => ({
    code: "ASK_UNNAMED_COLUMN" as const,
    ...place,
    column: name,
    what: `this column has no name in the header but holds values${
      absent.length === 0
        ? ""
        : `, and the mapping finds no column ${absent.map((one) => `"${one}"`).join(", ")}`
    }. What does it hold?`,
    answers: [
      ...(name === first || nameless.length === absent.length ? absent : []).map((one) => ({
        yaml: `columns: ${flowMap([[name, one]])}`,
        means: `it is "${one}"`,
      })),
      { yaml: `columns: ${flowMap([[name, `${name}, not used`]])}`, means: "the mapping does not need it" },
    ],
  }));
}

/** Mapped columns without which a mapping is not complete: all of one made for this export, else those it requires. */
function neededColumns(
  profile: Profile,
  source: ProgrammeSource,
  used: readonly string[],
): readonly string[] {
  if (source.mapping !== undefined) return used;
  const tables = Object.values(profile.tables).flat();
  return tables.flatMap((table) => [
    ...table.requires,
    ...Object.values(table.fields)
      .filter((field) => field.required)
      .flatMap(columnsOf),
  ]);
}

function askLabels(
  staged: StagedTable,
  profile: Profile,
  source: ProgrammeSource,
  used: readonly string[],
  place: Place,
): readonly Question[] {
  if (source.fill_down !== undefined) return [];
  const filled = new Set(profile.fill_down.flatMap((column) => placesOf(staged, profile, column)));
  const optional = optionalKeys(profile).flatMap((column) => placesOf(staged, profile, column));
  const open = used
    .flatMap((column) => placesOf(staged, profile, column).slice(0, 1))
    .filter((index, at, all) => all.indexOf(index) === at)
    .filter(
      (index) => staged.facts[index]?.groupLabel === true && !filled.has(index) && !optional.includes(index),
    )
    .sort((a, b) => a - b);
  if (open.length === 0) return [];
  const names = open.map((index) => staged.columns[index] ?? "");
  return [
    {
      code: "ASK_FILL_DOWN",
      ...place,
      column: names[0],
      what: `${names.map((name) => `"${name}"`).join(", ")} ${names.length === 1 ? "holds a value" : "hold values"} only on the first row of each group of rows. Do the blank cells below take the value above?`,
      answers: [
        {
          yaml: `fill_down: [${names.map((name) => JSON.stringify(name)).join(", ")}]`,
          means: "yes: the label stands for the rows below it",
        },
        { yaml: "fill_down: []", means: "no: a blank cell means that nothing was recorded" },
      ],
    },
  ];
}

/**
 * Columns of keys that a record may lack: people without an NHS number are known by the other one, and a record of a
 * person needs no number of its own. A blank is no sign of a group there.
 */
function optionalKeys(profile: Profile): readonly string[] {
  const { nhs_number: nhs, local_id: local } = profile.person ?? {};
  if (nhs === undefined && local === undefined) return [];
  const own = Object.values(profile.tables)
    .flat()
    .flatMap((table) => Object.entries(table.fields))
    .flatMap(([name, field]) => (/^source_\w+_id$/u.test(name) ? columnsOf(field) : []))
    .filter((column) => column !== local && column !== nhs);
  return nhs === undefined || local === undefined ? own : [...own, nhs];
}
