import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { dirname } from "node:path";
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
const WITHOUT_BROWSER: readonly Refusal[] = [
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
    fault: "a link to a page that is not there",
    text: "\n[Nowhere](./nowhere)\n",
    code: "SITE_LINK_BROKEN",
    page: INDEX,
    says: /"\.\/nowhere" leads nowhere/,
  },
  {
    fault: "a link to a section that is not there",
    text: "\n[Nowhere](./notes#third)\n",
    code: "SITE_LINK_BROKEN",
    page: INDEX,
    says: /"\.\/notes#third" leads to a page that has no such section/,
  },
  {
    fault: "a library that would come from another host",
    text: cell('import lodash from "npm:lodash";\ndisplay(lodash);'),
    code: "SITE_OTHER_HOST",
    page: INDEX,
    says: /cdn\.jsdelivr\.net/,
  },
  {
    fault: "a picture from another host",
    text: '\n<img src="https://example.org/logo.png" alt="A logo">\n',
    code: "SITE_OTHER_HOST",
    page: INDEX,
    says: /example\.org\/logo\.png/,
  },
];

const WITH_BROWSER: readonly Refusal[] = [
  {
    fault: "a cell that fails when it runs",
    text: cell("display(data.word.nothing.here);"),
    code: "SITE_PAGE_ERROR",
    page: INDEX,
    says: /Cannot read properties of undefined/,
  },
  {
    fault: "an error in the console",
    text: cell('console.error("the figures are missing");'),
    code: "SITE_PAGE_ERROR",
    page: INDEX,
    says: /the figures are missing/,
  },
  {
    fault: "a request to another host made at run time",
    text: cell('fetch("https://example.org/" + "beacon").catch(() => undefined);'),
    code: "SITE_OTHER_HOST",
    page: INDEX,
    says: /example\.org\/beacon/,
  },
  {
    fault: "a link made at run time that leads nowhere",
    text: cell(
      'const a = document.createElement("a");\na.href = "./" + "lost";\na.textContent = "Lost";\ndisplay(a);',
    ),
    code: "SITE_LINK_BROKEN",
    page: INDEX,
    says: /"\.\/lost" leads nowhere/,
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
    const { readFile } = await import("node:fs/promises");
    for (const file of [INDEX, "reports/components/shout.ts"]) {
      originals.set(file, await readFile(`${project.checkout}/${file}`, "utf8"));
    }
  });
  afterAll(() => project.remove());

  async function refuse(refusal: Refusal, browserCheck: "off" | "required"): Promise<CodedError> {
    const file = refusal.file ?? INDEX;
    await project.append(file, refusal.text);
    try {
      await buildSite({ checkout: project.checkout, out: project.out, browserCheck });
    } catch (error) {
      if (error instanceof CodedError) return error;
      throw error;
    } finally {
      await project.write(file, originals.get(file) ?? "");
    }
    throw new Error("The build went through.");
  }

  async function expectRefused(refusal: Refusal, browserCheck: "off" | "required"): Promise<void> {
    const error = await refuse(refusal, browserCheck);
    expect(error.what).toMatch(refusal.says);
    expect(error).toMatchObject({ code: refusal.code, exit: 1, place: { file: refusal.page } });
    if (refusal.line !== undefined) expect(error.place.line).toBe(refusal.line);
    expect(await fingerprint(project.out)).toEqual(before);
    expect(await readdir(dirname(project.out))).toEqual(["checkout", "site"]);
  }

  it.each(WITHOUT_BROWSER)("$fault ($code)", (refusal) => expectRefused(refusal, "off"));
  it.each(WITH_BROWSER)("$fault ($code)", (refusal) => expectRefused(refusal, "required"));

  it("builds again once the fault is gone, with the same bytes", async () => {
    const built = await buildSite({ checkout: project.checkout, out: project.out, browserCheck: "required" });
    expect(built).toMatchObject({ pages: 2, browserChecked: true });
    expect(await fingerprint(project.out)).toEqual(before);
    expect(existsSync(`${project.checkout}/dist`)).toBe(false);
  });
});
