import { existsSync } from "node:fs";
import { readdir, readFile, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CodedError } from "../../src/model/coded-error.ts";
import { buildSite } from "../../src/site/build-site.ts";
import { fingerprint, makeTinyProject, type TinyProject } from "./tiny-project.ts";

const INDEX = "reports/index.md";
const cell = (code: string) => `\n\`\`\`js\n${code}\n\`\`\`\n`;

interface Refusal {
  readonly fault: string;
  readonly file?: string;
  readonly text: string;
  readonly code: string;
  readonly page: string;
  readonly line?: number;
  readonly says: RegExp;
}

// The tiny index page has nine lines: what is added starts on line 10, a cell's code on line 12.
const ALONE: readonly Refusal[] = [
  {
    fault: "a cell that cannot be read",
    text: cell("const fine = 1;\nconst broken = ;"),
    code: "SITE_BUILD_FAILED",
    page: INDEX,
    line: 13,
    says: /SyntaxError: Unexpected token/,
  },
  {
    fault: "an expression that cannot be read",
    text: `\nSum: \${1 + } people\n`,
    code: "SITE_BUILD_FAILED",
    page: INDEX,
    line: 11,
    says: /SyntaxError/,
  },
  {
    fault: "an import from outside the pages' folder",
    text: cell('import { secret } from "../src/secret.js";\ndisplay(secret);'),
    code: "SITE_BUILD_FAILED",
    page: INDEX,
    line: 12,
    says: /non-local import: \.\.\/src\/secret\.js/,
  },
  {
    fault: "a package that is not installed",
    text: cell('import missing from "no-such-package-here";\ndisplay(missing);'),
    code: "SITE_BUILD_FAILED",
    page: INDEX,
    says: /no-such-package-here/,
  },
  {
    fault: "a component that cannot be read",
    file: "reports/components/shout.ts",
    text: "export const broken = ;\n",
    code: "SITE_BUILD_FAILED",
    page: "reports/components/shout.ts",
    line: 5,
    says: /Unexpected ";"/,
  },
  {
    fault: "a data file that is not there",
    text: cell('const gone = await FileAttachment("./data/gone.json").json();'),
    code: "SITE_BUILD_FAILED",
    page: INDEX,
    line: 12,
    says: /Not found: \/data\/gone\.json/,
  },
  {
    fault: "a library that would come from another host",
    text: cell('import lodash from "npm:lodash";\ndisplay(lodash);'),
    code: "SITE_OTHER_HOST",
    page: INDEX,
    says: /cdn\.jsdelivr\.net/,
  },
];

/** Faults that one run reports together, each on a page of its own. */
interface Fault {
  readonly page: string;
  readonly text: string;
  readonly report: RegExp;
}

const IN_FILES: readonly Fault[] = [
  {
    page: "a-page",
    text: "[Nowhere](./nowhere)",
    report: /SITE_LINK_BROKEN reports\/a-page\.md: "\.\/nowhere" leads nowhere/,
  },
  {
    page: "b-section",
    text: "[Nowhere](./notes#third)",
    report:
      /SITE_LINK_BROKEN reports\/b-section\.md: "\.\/notes#third" leads to a page that has no such section/,
  },
  {
    page: "c-picture",
    text: '<img src="https://example.org/logo.png" alt="A logo">',
    report:
      /SITE_OTHER_HOST reports\/c-picture\.md: "https:\/\/example\.org\/logo\.png" is fetched from another host/,
  },
];

const AT_RUN_TIME: readonly Fault[] = [
  {
    page: "a-cell",
    text: cell("const nothing = undefined;\ndisplay(nothing.here);"),
    report: /SITE_PAGE_ERROR reports\/a-cell\.md: A cell failed: .*Cannot read properties of undefined/,
  },
  {
    page: "b-console",
    text: cell('console.error("the figures are missing");'),
    report: /SITE_PAGE_ERROR reports\/b-console\.md: The console shows: the figures are missing/,
  },
  {
    page: "c-request",
    text: cell('fetch("https://example.org/" + "beacon").catch(() => undefined);'),
    report:
      /SITE_OTHER_HOST reports\/c-request\.md: It asked another host for "https:\/\/example\.org\/beacon"/,
  },
  {
    page: "d-link",
    text: cell(
      'const a = document.createElement("a");\na.href = "./" + "lost";\na.textContent = "Lost";\ndisplay(a);',
    ),
    report: /SITE_LINK_BROKEN reports\/d-link\.md: "\.\/lost" leads nowhere/,
  },
  {
    page: "e-missing",
    text: cell('fetch("./data/" + "lost.json");'),
    report: /SITE_PAGE_ERROR reports\/e-missing\.md: "data\/lost\.json" answered 404/,
  },
];

describe("a site with a fault is refused, and the old site stands", () => {
  let project: TinyProject;
  let before: Readonly<Record<string, string>>;
  const originals = new Map<string, string>();

  beforeAll(async () => {
    project = await makeTinyProject();
    await buildSite({ checkout: project.checkout, out: project.out, browserCheck: "off" });
    before = await fingerprint(project.out);
    for (const file of [INDEX, "reports/components/shout.ts"]) {
      originals.set(file, await readFile(`${project.checkout}/${file}`, "utf8"));
    }
  });
  afterAll(() => project.remove());

  async function expectUntouched(): Promise<void> {
    expect(await fingerprint(project.out)).toEqual(before);
    expect(await readdir(dirname(project.out))).toEqual(["checkout", "site"]);
  }

  async function refuse(refusal: Refusal): Promise<CodedError> {
    const file = refusal.file ?? INDEX;
    await project.append(file, refusal.text);
    try {
      await buildSite({ checkout: project.checkout, out: project.out, browserCheck: "off" });
    } catch (error) {
      if (error instanceof CodedError) return error;
      throw error;
    } finally {
      await project.write(file, originals.get(file) ?? "");
    }
    throw new Error("The build went through.");
  }

  it.each(ALONE)("$fault ($code)", async (refusal) => {
    const error = await refuse(refusal);
    expect(error.what).toMatch(refusal.says);
    expect(error).toMatchObject({ code: refusal.code, exit: 1, place: { file: refusal.page } });
    if (refusal.line !== undefined) expect(error.place.line).toBe(refusal.line);
    await expectUntouched();
  });

  it.each([
    ["links and references", "off", IN_FILES],
    ["what a reader would meet", "required", AT_RUN_TIME],
  ] as const)("all faults of %s are found, each on its page", async (_name, browserCheck, faults) => {
    for (const { page, text } of faults) await project.write(`reports/${page}.md`, `# ${page}\n\n${text}\n`);
    const error = await buildSite({ checkout: project.checkout, out: project.out, browserCheck }).catch(
      (caught: unknown) => caught,
    );
    for (const { page } of faults) await rm(join(project.checkout, `reports/${page}.md`));
    expect(error).toBeInstanceOf(CodedError);
    const message = String(error).replace(/^CodedError: /, "");
    for (const { report } of faults) expect(message).toMatch(report);
    await expectUntouched();
  });

  it("builds again once the fault is gone, with the same bytes", async () => {
    const built = await buildSite({ checkout: project.checkout, out: project.out, browserCheck: "required" });
    expect(built).toMatchObject({ pages: 2, browserChecked: true });
    expect(await fingerprint(project.out)).toEqual(before);
    expect(existsSync(`${project.checkout}/dist`)).toBe(false);
  });
});
