import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { addItems } from "../../loaders/inspect/add-items.ts";
import { remark, withoutRemarks, yamlItem } from "../../loaders/inspect/yaml-fragment.ts";

const item = (indent: number) => [yamlItem({ id: "new", file: "exports/new.csv" }, indent)];

describe("adding to programme.yaml", () => {
  it("leaves every other character as it stands", () => {
    const text = `# ours\nname:   'Odd'   # spaced\nsources:\n    # the first\n    - {id: a,   file: a.csv}   # kept\n\n# after\nwindow: { from: 2024-01-01,to: 2024-12-31 }\n`;
    const added = addItems(text, "sources", item);
    expect(added).toBe(text.replace("# kept\n", "# kept\n    - id: new\n      file: exports/new.csv\n"));
  });

  it.each([
    ["a list that is not there", "name: x\n"],
    ["an empty list", "name: x\nsources: []\nlast: y\n"],
    ["a key without a value", "name: x\nsources:\nlast: y\n"],
    ["a list on one line", "name: x\nsources: [{ id: a, file: a.csv }, { id: b, file: b.csv }]\nlast: y\n"],
    ["a list without indent", "name: x\nsources:\n- id: a\n  file: a.csv\nlast: y\n"],
    ["a text without a last line end", "name: x\nsources:\n  - id: a\n    file: a.csv"],
    ["a text in a block", "name: x\nsources:\n  - id: a\n    label: |\n      two\n      lines\nlast: y\n"],
  ])("copes with %s", (_, text) => {
    const before = parse(text) as { sources?: unknown[] };
    const after = parse(addItems(text, "sources", item)) as Record<string, unknown>;
    expect(after).toEqual({
      ...before,
      sources: [...(before.sources ?? []), { id: "new", file: "exports/new.csv" }],
    });
  });

  it("keeps the line ends of Windows", () => {
    const added = addItems("name: x\r\nsources:\r\n  - id: a\r\n", "sources", item);
    expect(added.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/u);
  });

  it("refuses a key that is no list", () => {
    expect(() => addItems("sources: none\n", "sources", item)).toThrow("not a list");
  });
});

describe("a value with remarks", () => {
  it("is written as it is read, the remarks as comments", () => {
    const value = {
      id: "x",
      split: ";",
      text: "yes",
      odd: "a: b # c",
      fields: {
        date: remark({ column: "Day, of", type: "date" }, "please confirm:\n two lines"),
        list: ["NULL", "-"],
      },
    };
    const text = yamlItem(value, 4);
    expect(parse(text)).toEqual([withoutRemarks(value)]);
    expect(text).toContain("# please confirm: two lines");
    expect(text.split("\n").every((line) => line.startsWith("    "))).toBe(true);
  });
});
