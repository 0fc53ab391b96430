import { parseHTML } from "linkedom";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { referenceFacts } from "../../loaders/reference-facts.ts";
import { ruleList } from "../../loaders/rule-list.ts";
import {
  anchor,
  codeListsHtml,
  keysHtml,
  modelHtml,
  releasedColumnsHtml,
  releasedFilesHtml,
  rulesHtml,
} from "../../reports/components/reference-html.ts";
import { canonicalColumns, canonicalTables } from "../../src/model/canonical.ts";
import { profileSchema } from "../../src/model/profile.ts";
import { programmeSchema } from "../../src/model/programme.ts";
import { schemaKeys } from "../../src/model/schema-keys.ts";
import { RELEASE_FILES } from "../../src/release/data-dictionary.ts";

const facts = referenceFacts();
const entriesOf = (html: string) => {
  const { document } = parseHTML(`<!doctype html><html><body>${html}</body></html>`);
  const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
  const terms = [...document.querySelectorAll("dt code")].map((element) => element.textContent);
  const links = [...document.querySelectorAll("a")].map((element) => element.getAttribute("href") ?? "");
  return { document, ids, terms, links };
};
const twice = (all: readonly string[]) => all.filter((one, index) => all.indexOf(one) !== index);

describe("the keys of a schema", () => {
  it("are listed with kind, need, default and words, inside lists, choices and names of one's own", () => {
    const schema = z.strictObject({
      id: z.string().describe("A name."),
      sign: z.enum([".", ","]).default(",").describe("A sign."),
      list: z
        .array(z.strictObject({ n: z.int().describe("A number.") }))
        .default([])
        .describe("Some."),
      either: z
        .union([
          z.strictObject({ a: z.boolean().describe("First."), both: z.string().describe("In both.") }),
          z.strictObject({ both: z.string().describe("In both."), c: z.number().optional() }),
        ])
        .describe("One of two."),
      own: z
        .record(z.string(), z.strictObject({ x: z.array(z.string()).describe("Texts.") }))
        .describe("Own."),
    });
    expect(
      schemaKeys(schema).map(({ path, kind, required, fallback, description }) =>
        [path, kind, required ? "must" : "may", fallback ?? "", description].join(" | "),
      ),
    ).toEqual([
      "id | text | must |  | A name.",
      'sign | one of “.”, “,” | may | "," | A sign.',
      "list | list | may |  | Some.",
      "list[].n | whole number | must |  | A number.",
      "either | keys | must |  | One of two.",
      "either.a | true or false | may |  | First.",
      "either.both | text | must |  | In both.",
      "either.c | number | may |  | ",
      "own | keys of your own | must |  | Own.",
      "own.NAME.x | list of texts | must |  | Texts.",
    ]);
  });
});

describe.each([
  ["programme.yaml", programmeSchema, 270],
  ["a profile", profileSchema, 30],
] as const)("the keys of %s", (_, schema, fewest) => {
  const keys = schemaKeys(schema);

  it("are each described in a sentence", () => {
    expect(keys.length).toBeGreaterThan(fewest);
    expect(keys.filter(({ description }) => !/^.{3,}\.$/s.test(description)).map(({ path }) => path)).toEqual(
      [],
    );
  });

  it("stand each on the page once, with an address of its own", () => {
    const { ids, terms } = entriesOf(keysHtml(keys));
    for (const { path } of keys) expect(terms).toContain(path);
    expect(twice(ids)).toEqual([]);
  });
});

describe("the data dictionary", () => {
  const model = entriesOf(modelHtml(facts.tables));
  const lists = entriesOf(codeListsHtml(facts.lists));

  it("describes every table and column, and links only to code lists that there are", () => {
    expect(facts.tables.map(({ name }) => name)).toEqual(canonicalTables);
    expect(facts.tables.filter(({ description }) => description === "")).toEqual([]);
    for (const table of canonicalTables) {
      for (const { name } of canonicalColumns(table)) expect(model.ids).toContain(anchor(table, name));
    }
    expect(twice(model.ids)).toEqual([]);
    const targets = model.links.filter((href) => href.startsWith("./code-lists#"));
    expect(targets.length).toBeGreaterThan(20);
    for (const href of targets) expect(lists.ids).toContain(href.split("#")[1]);
  });

  it("lists every code", () => {
    for (const { id, codes } of facts.lists) {
      expect(lists.ids).toContain(anchor("list", id));
      for (const { code } of codes) expect(lists.terms).toContain(code);
    }
    expect(twice(lists.ids)).toEqual([]);
  });
});

describe("the list of messages", () => {
  it("holds every code of the ingest, with what it means and what to do", () => {
    const { document, terms, ids } = entriesOf(rulesHtml(ruleList()));
    expect(terms.toSorted()).toEqual(
      ruleList()
        .map(({ code }) => code)
        .toSorted(),
    );
    expect(twice(ids)).toEqual([]);
    const { meaning, remedy } = ruleList()[0] ?? { meaning: "?", remedy: "?" };
    const first = document.querySelector("dd")?.textContent ?? "";
    expect(first).toContain(meaning);
    expect(first).toContain(remedy);
  });
});

describe("the list of released files", () => {
  it("names each file, and escapes what stands in a release", () => {
    expect(entriesOf(releasedFilesHtml(RELEASE_FILES)).terms).toEqual(RELEASE_FILES.map(({ file }) => file));
    const { document } = entriesOf(
      releasedColumnsHtml([
        {
          file: "estimates.csv",
          column: "area",
          type: "code",
          unit: "",
          description: "Which area, or `programme`.",
          values: [{ value: "U1", meaning: "<b>A</b> & {{B}}" }],
        },
      ]),
    );
    expect(document.querySelector("dd > code")?.textContent).toBe("programme");
    expect(document.querySelector("li")?.textContent).toBe("U1: <b>A</b> & {{B}}");
    expect(document.querySelector("b")).toBeNull();
  });
});
