import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { fileRules } from "../../loaders/file-rules.ts";
import { rules } from "../../loaders/rules.ts";
import { buildCommand } from "../../src/cli/build.ts";
import { exportCommand } from "../../src/cli/export.ts";
import { ingestCommand } from "../../src/cli/ingest.ts";
import { inspectCommand } from "../../src/cli/inspect.ts";
import { packCommand } from "../../src/cli/pack.ts";
import { previewCommand } from "../../src/cli/preview.ts";
import { releaseCommand } from "../../src/cli/release.ts";
import { sampleCommand } from "../../src/cli/sample.ts";
import { serveCommand } from "../../src/cli/serve.ts";
import { startCommand } from "../../src/cli/start.ts";
import { policies } from "../../src/disclosure/policy.ts";
import { measureLibrary } from "../../src/measures/library.ts";
import { programmeSchema } from "../../src/model/programme.ts";

const pages = ["help.md", ...readdirSync("reports/help").map((name) => `help/${name}`)]
  .filter((name) => name.endsWith(".md"))
  .map((name) => ({ name, text: readFileSync(join("reports", name), "utf8") }));
const textOf = (name: string): string => pages.find((page) => page.name === name)?.text ?? "";
const fences = (text: string, language: string): readonly string[] =>
  [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, "gm"))].map(
    ([, body = ""]) => body,
  );

/** Enough of a programme for a part of one to be put in. */
const BASE = {
  id: "base",
  name: "Base",
  synthetic: true,
  window: { from: "2024-04-01", to: "2025-03-31" },
  data_date: "2025-06-30",
  sources: [{ id: "a", file: "a.csv", profile: "charitylog-referrals" }],
};

describe("the help pages", () => {
  it("are all reached from the first", () => {
    const linked = [...textOf("help.md").matchAll(/\.\/(help\/[a-z-]+)/g)].map(([, to]) => `${to}.md`);
    expect(pages.filter(({ name }) => name !== "help.md" && !linked.includes(name))).toEqual([]);
    expect(linked.filter((name) => !pages.some((page) => page.name === name))).toEqual([]);
  });

  it("lead back to it, and begin with what they are for", () => {
    for (const { name, text } of pages) {
      expect(text, name).toMatch(/^# .+$/m);
      expect(text, name).toContain('<p class="lead">');
      if (name !== "help.md") expect(text, name).toContain('<p class="crumb"><a href="../help"');
    }
  });

  it("are reached from the glossary, the methods, the measures and the page on the release", () => {
    for (const [page, to] of [
      ["glossary.md", "./help/read-the-charts"],
      ["methods.md", "./help/read-the-charts"],
      ["measures.md", "./help/released-files"],
      ["about.md", "./help/released-files"],
    ] as const)
      expect(readFileSync(join("reports", page), "utf8"), page).toContain(to);
  });

  it.each(
    pages.flatMap(({ name, text }) =>
      name === "help/your-own-data.md" ? [] : fences(text, "yaml").map((yaml) => ({ name, yaml })),
    ),
  )("$name gives YAML that the program takes: $yaml", ({ yaml }) => {
    const result = programmeSchema.safeParse({ ...BASE, ...parse(yaml) });
    expect(result.error?.message).toBeUndefined();
  });

  it("names only measures, policies and codes that there are", () => {
    const project = parse(fences(textOf("help/add-a-project.md"), "yaml")[0] ?? "");
    const measures = project.projects[0].measures.map((one: string | { measure: string }) =>
      typeof one === "string" ? one : one.measure,
    );
    expect(measures.length).toBeGreaterThan(1);
    for (const id of measures) expect(measureLibrary.map((one) => one.id)).toContain(id);
    const rows = [...textOf("help/choose-a-disclosure-policy.md").matchAll(/^\| `([a-z0-9-]+)` \|/gm)];
    expect(rows.map(([, id]) => id)).toEqual(Object.keys(policies));
    const said = pages.flatMap(({ name, text }) =>
      [...text.matchAll(/`([A-Z]{3,}_[A-Z_]*[A-Z])`/g)].map(([, code = ""]) => ({ name, code })),
    );
    expect(said.length).toBeGreaterThan(25);
    const sources = ["loaders", "src"]
      .flatMap((folder) =>
        readdirSync(folder, { recursive: true, encoding: "utf8" })
          .filter((file) => file.endsWith(".ts"))
          .map((file) => readFileSync(join(folder, file), "utf8")),
      )
      .join("\n");
    const known = new Set([...Object.keys(rules), ...Object.keys(fileRules)]);
    expect(said.filter(({ code }) => !known.has(code) && !sources.includes(code))).toEqual([]);
  });

  it("names files and folders of the program that there are", () => {
    const named = [
      ...textOf("help/developers.md").matchAll(/`((?:src|loaders|test|data|reports)\/[a-z0-9./-]+)`/g),
    ];
    expect(named.length).toBeGreaterThan(15);
    const made = [
      "reports/my-page.md",
      "loaders/profiles/my-system-referrals.yaml",
      "data/templates/my-kind",
    ];
    expect(
      named.map(([, path = ""]) => path).filter((path) => !made.includes(path) && !existsSync(path)),
    ).toEqual([]);
  });
});

describe("the commands of the help pages", () => {
  const program = new Command();
  for (const add of [
    startCommand,
    buildCommand,
    previewCommand,
    inspectCommand,
    ingestCommand,
    releaseCommand,
    sampleCommand,
    packCommand,
    exportCommand,
    serveCommand,
  ])
    add(program);
  const typed = pages.flatMap(({ name, text }) =>
    [...text.matchAll(/npx what-matters ([a-z]+)([^`\n]*)/g)].map(([, command = "", rest = ""]) => ({
      name,
      command,
      options: [...rest.matchAll(/--[a-z-]+/g)].map(([option]) => option),
    })),
  );

  it("exist, with their options", () => {
    expect(typed.length).toBeGreaterThan(15);
    for (const { name, command, options } of typed) {
      const found = program.commands.find((one) => one.name() === command);
      expect(found, `${name}: ${command}`).toBeDefined();
      const known = found?.options.map(({ long }) => long) ?? [];
      for (const option of options) expect(known, `${name}: ${command} ${option}`).toContain(option);
    }
  });
});
