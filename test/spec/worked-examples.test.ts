import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { allExamples } from "../../src/statistics/examples/all-examples.ts";

const examples = allExamples.flatMap((group) => group.examples);

describe.each(examples)("$title", (example) => {
  const computed = example.compute();

  it("has one result for each answer", () => {
    expect(computed).toHaveLength(example.answers.length);
  });

  it.each(example.answers.map((answer, index) => ({ ...answer, index })))("$label: $expected", (answer) => {
    const result = computed[answer.index];
    if ("meaning" in answer) expect(result).toBe(answer.expected);
    else expect(typeof result === "number" && Number(result.toFixed(answer.decimals))).toBe(answer.expected);
  });
});

describe("the list of worked examples", () => {
  const folder = "src/statistics/examples";

  it("holds every example that there is a file of", () => {
    const files = readdirSync(folder).filter(
      (name) => name.endsWith("-example.ts") && name !== "worked-example.ts",
    );
    const listed = readFileSync(`${folder}/all-examples.ts`, "utf8");
    expect(files.filter((name) => !listed.includes(`"./${name}"`))).toEqual([]);
    expect(examples).toHaveLength(files.length);
  });

  it("has fourteen groups, and one example a method", () => {
    expect(allExamples).toHaveLength(14);
    const methods = examples.map(({ method }) => method);
    expect(methods.filter((method, index) => methods.indexOf(method) !== index)).toEqual([]);
    const titles = examples.map(({ title }) => title);
    expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([]);
  });

  it("gives a source, and rows as wide as their table", () => {
    for (const { title, citation, given } of examples) {
      expect(citation, title).toMatch(/\(\d{4}\)|NHS England/);
      for (const row of given.rows) expect(row, title).toHaveLength(given.columns.length);
    }
  });

  it("leaves no method of the statistics without an example", () => {
    const statistics = "src/statistics";
    const imports = (file: string) =>
      [...readFileSync(file, "utf8").matchAll(/from "(\.\.?\/[a-z0-9/-]+\.ts)"/g)].map(([, path = ""]) =>
        new URL(path, `file:///${file}`).pathname.slice(1),
      );
    const reached = new Set<string>();
    const queue = [`${folder}/all-examples.ts`];
    for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
      if (reached.has(file)) continue;
      reached.add(file);
      queue.push(...imports(file));
    }
    const files = readdirSync(statistics).filter((name) => name.endsWith(".ts") && !name.endsWith(".d.ts"));
    const without = files.filter((name) => !reached.has(`${statistics}/${name}`));
    // Not methods: the shape of an estimate, sums of two cells added, the rule by which a page flags an interval, rounding.
    expect(without).toEqual(["estimate.ts", "lopsided-change.ts", "merge-sums.ts", "round-figure.ts"]);
  });
});
