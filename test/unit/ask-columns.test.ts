import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { askColumns } from "../../loaders/ask-columns.ts";
import type { Question } from "../../loaders/question.ts";
import { recogniseOf, renameColumns } from "../../loaders/rename-columns.ts";
import type { Profile } from "../../src/model/profile.ts";
import { inlineMapping } from "../../src/model/profile.ts";
import { type ProgrammeSource, programmeSchema } from "../../src/model/programme.ts";
import { type Bench, bench, codedError } from "./read-support.ts";

let it: Bench;
beforeAll(async () => {
  it = await bench();
});
afterAll(() => it.close());

type Settings = Readonly<Record<string, unknown>>;

function sourceOf(mapping: Settings, settings: Settings): ProgrammeSource {
  const [source] = programmeSchema.parse({
    id: "p",
    name: "p",
    synthetic: true,
    window: { from: "2024-01-01", to: "2024-12-31" },
    data_date: "2024-12-31",
    sources: [{ id: "s", file: "f.csv", mapping, ...settings }],
  }).sources;
  if (source === undefined) throw new Error("the programme has a source");
  return source;
}

/** The questions that a file leaves open under a mapping. */
async function ask(csv: string, mapping: Settings, settings: Settings = {}): Promise<readonly Question[]> {
  const source = sourceOf(mapping, settings);
  const profile: Profile = { ...inlineMapping.parse(mapping), id: "s", title: "s", evidence: "a test" };
  const recognise = recogniseOf(profile, source);
  const staged = renameColumns(await it.stage(it.write("asked.csv", csv), { recognise }), source);
  return askColumns(staged, profile, source, "exports/asked.csv");
}

/** What stands below a source once an answer is taken. */
const answered = (question: Question | undefined, index: number): Settings =>
  parse(question?.answers[index]?.yaml ?? "") as Settings;

const goals = (fields: Settings) => ({
  recognise: ["Ref"],
  person: { local_id: "Ref" },
  tables: { goal: { fields } },
});

describe("a column that occurs twice", () => {
  const csv = "Ref,Score,Notes,Score,Notes\nA,1,x,2,y\n";

  test("is asked about where it is mapped, with every answer ready to copy", async () => {
    const mapping = goals({ concern: "Score" });
    const [question, ...more] = await ask(csv, mapping);
    expect(more).toEqual([]);
    expect(question).toMatchObject({
      code: "ASK_COLUMNS",
      file: "exports/asked.csv",
      row: 1,
      column: "Score",
    });
    expect(question?.what).toContain("positions 2 and 4");
    expect(question?.answers.map(({ means }) => means)).toEqual([
      '"Score" is the column at position 2',
      '"Score" is the column at position 4',
    ]);
    for (const index of [0, 1]) expect(await ask(csv, mapping, answered(question, index))).toEqual([]);
  });

  test("is not asked about where the mapping tells them apart, or reads neither", async () => {
    expect(await ask(csv, goals({ concern: "Score", met: "Score (2)" }))).toEqual([]);
    expect(await ask(csv, goals({ concern: "Ref" }))).toEqual([]);
  });

  test("is asked about under its other spelling", async () => {
    const other = { ...goals({ concern: "Points" }), synonyms: { Points: ["Score"] } };
    expect((await ask(csv, other)).map(({ code }) => code)).toEqual(["ASK_COLUMNS"]);
  });
});

describe("a column without a name", () => {
  test("is asked about where a mapped column is missing", async () => {
    const csv = "Ref,,Day\nA,3,Monday\nB,4,Monday\n";
    const mapping = goals({ concern: "Count" });
    const [question, ...more] = await ask(csv, mapping);
    expect(more).toEqual([]);
    expect(question).toMatchObject({ code: "ASK_UNNAMED_COLUMN", column: "column 2" });
    expect(question?.what).toContain('"Count"');
    for (const index of [0, 1]) expect(await ask(csv, mapping, answered(question, index))).toEqual([]);
  });

  test("is not asked about where it is blank, mapped by its position, or not needed", async () => {
    expect(await ask("Ref,\nA,\n", goals({ concern: "Count" }))).toEqual([]);
    expect(await ask("Ref,\nA,3\n", goals({ concern: "column 2", met: "Nowhere" }))).toEqual([]);
    expect(await ask("Ref,\nA,3\n", goals({ concern: "Ref" }))).toEqual([]);
  });
});

describe("labels of groups", () => {
  const csv = "Ref,Day,Kind\nA,Monday,x\n,,y\n,,z\nB,Monday,x\n,Friday,y\n,,z\n";

  test("are asked about, all of them together, and either answer will do", async () => {
    const mapping = goals({ concern: "Day", met: "Kind" });
    const [question, ...more] = await ask(csv, mapping);
    expect(more).toEqual([]);
    expect(question).toMatchObject({ code: "ASK_FILL_DOWN", column: "Ref" });
    expect(question?.what).not.toContain("Monday");
    expect(answered(question, 0)).toEqual({ fill_down: ["Ref", "Day"] });
    for (const index of [0, 1]) expect(await ask(csv, mapping, answered(question, index))).toEqual([]);
  });

  test("are not asked about where the mapping fills them down", async () => {
    expect(await ask(csv, { ...goals({ concern: "Day" }), fill_down: ["Ref", "Day"] })).toEqual([]);
  });

  test.each([
    ["blank cells of a key that is mostly there", "Ref,Kind\nA,x\nB,y\n,z\nC,x\nD,y\n"],
    ["a column that is blank at the start", "Ref,Kind\n,x\nA,y\n,z\n,x\nB,x\n"],
    ["a value that follows itself", "Ref,Kind\nyes,x\n,y\nyes,z\n,x\n,x\n"],
    ["a column that is blank throughout", "Ref,Kind\n,x\n,y\n,z\n"],
    ["a column that is filled throughout", "Ref,Kind\nA,x\nB,y\n"],
  ])("%s are none", async (_, other) => {
    expect(await ask(other, goals({ concern: "Kind" }))).toEqual([]);
  });

  test("an NHS number that some people do not have is none", async () => {
    const mapping = { ...goals({ concern: "Kind" }), person: { nhs_number: "NHS", local_id: "Ref" } };
    expect(await ask("NHS,Ref,Kind\n1,A,x\n,B,y\n,C,z\n2,D,x\n,E,y\n", mapping)).toEqual([]);
  });
});

test("a number of its own that many records lack is no label", async () => {
  const mapping = {
    recognise: ["Ref"],
    person: { local_id: "Ref" },
    tables: { contact: { fields: { source_contact_id: "Contact", mode: "Kind" } } },
  };
  expect(await ask("Contact,Ref,Kind\n1,A,x\n,B,y\n,C,z\n2,D,x\n,E,y\n", mapping)).toEqual([]);
});

describe("new names for columns", () => {
  test("stand in the columns, the facts and the notes; the header is found by the old ones", async () => {
    const source = sourceOf(goals({ concern: "A" }), { columns: { Nummer: "Ref", "not there": "B" } });
    const profile = inlineMapping.parse(goals({ concern: "A" }));
    expect(recogniseOf(profile, source)).toEqual([["Nummer", "Ref"]]);
    const staged = await it.stage(it.write("names.csv", "title,\nNUMMER,A\n1,2\n"), {
      recognise: recogniseOf(profile, source),
    });
    const renamed = renameColumns(staged, source);
    expect(renamed.columns).toEqual(["Ref", "A"]);
    expect(renamed.facts.map(({ heading }) => heading)).toEqual(["Ref", "A"]);
    expect(renamed.decisions.notes).toEqual([
      'Column "NUMMER" is read as "Ref", as programme.yaml says.',
      'The file has no column "not there", which columns in programme.yaml renames.',
    ]);
  });

  test("may not make two columns one", async () => {
    const error = await codedError(ask("Ref,A,B\n1,2,3\n", goals({ concern: "A" }), { columns: { B: "A" } }));
    expect([error.code, error.exit]).toEqual(["COLUMNS_CLASH", 3]);
    expect(await ask("Ref,A,B\n1,2,3\n", goals({ concern: "A" }), { columns: { B: "A", A: "old" } })).toEqual(
      [],
    );
  });

  test("may be swapped", async () => {
    const source = sourceOf(goals({ concern: "A" }), { columns: { A: "B", B: "A" } });
    const staged = await it.stage(it.write("swap.csv", "Ref,A,B\n1,a,b\n"), { recognise: [["Ref"]] });
    expect(renameColumns(staged, source).columns).toEqual(["Ref", "B", "A"]);
  });
});
