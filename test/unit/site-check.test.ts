import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { checkSite } from "../../src/site/check-site.ts";
import { readScriptReferences, readStyleReferences } from "../../src/site/site-references.ts";

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "what-matters-check-"));
});
afterEach(() => rm(dir, { recursive: true }));

const page = (body: string, head = "") =>
  `<!DOCTYPE html><html lang="en-GB"><head><title>T</title>${head}</head><body>${body}</body></html>`;

async function problemsOf(files: Readonly<Record<string, string>>, machinePaths: readonly string[] = []) {
  for (const [file, text] of Object.entries(files)) {
    await mkdir(dirname(join(dir, file)), { recursive: true });
    await writeFile(join(dir, file), text);
  }
  const found = await checkSite(dir, machinePaths);
  return found.map((problem) => `${problem.code} ${problem.page}: ${problem.what}`);
}

describe("checkSite", () => {
  it("passes a sound site: clean links, queries, sections, sources that are cited", async () => {
    const found = await problemsOf({
      "index.html": page(
        '<a href="./glossary?area=x#pam">PAM</a> <a href="./">Home</a> <a href="#top" id="top">Top</a>' +
          '<a href="https://doi.org/10.1093/ije/5.4.493">Davis 1976</a> <a href="mailto:a@example.org">Write</a>' +
          '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" alt="">',
        '<link rel="stylesheet" href="./_import/style.1.css"><link rel="canonical" href="https://example.org/">',
      ),
      "glossary.html": page('<h2 id="pam">PAM</h2>'),
      "_import/style.1.css": "p { background: url(#clip) } @font-face { src: url('./f.woff2') }",
      "_import/f.woff2": "",
    });
    expect(found).toEqual([]);
  });

  it.each([
    ["a page", '<a href="./lost">x</a>', /SITE_LINK_BROKEN reports\/index\.md: "\.\/lost" leads nowhere/],
    ["a section", '<a href="#lost">x</a>', /SITE_LINK_BROKEN .* no such section/],
    ["a download", '<a download href="./lost.csv">x</a>', /SITE_LINK_BROKEN .*lost\.csv/],
    ["a picture", '<img src="./lost.png" alt="">', /SITE_LINK_BROKEN .*lost\.png/],
    [
      "a script on another host",
      '<script src="https://cdn.example/a.js"></script>',
      /SITE_OTHER_HOST .*cdn\.example/,
    ],
    ["a style on another host", '<p style="background:url(//cdn.example/a.png)">x</p>', /SITE_OTHER_HOST/],
    ["a form to another host", '<form action="https://cdn.example/"></form>', /SITE_OTHER_HOST/],
    ["a frame of another host", '<iframe src="https://cdn.example/"></iframe>', /SITE_OTHER_HOST/],
    [
      "an import from another host",
      '<script type="module">import "https://cdn.example/a.js";</script>',
      /SITE_OTHER_HOST/,
    ],
    [
      "an import of a package",
      '<script type="module">const {a} = await import("left-pad");</script>',
      /SITE_BUILD_FAILED .*left-pad/,
    ],
    [
      "a picture of several sizes",
      '<img srcset="./a.png 1x, https://cdn.example/b.png 2x" alt="">',
      /SITE_OTHER_HOST/,
    ],
  ])("finds %s", async (_name, body, expected) => {
    const found = await problemsOf({ "index.html": page(body), "a.png": "" });
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(expected);
  });

  it("leaves sections of a page with cells to the browser", async () => {
    const cell = '<script type="module">define({id: "9efe8029", body: () => {}});</script>';
    expect(await problemsOf({ "index.html": page(`<a href="#later">x</a>${cell}`) })).toEqual([]);
  });

  it("finds what modules and styles ask for", async () => {
    const found = await problemsOf({
      "index.html": page(""),
      "_import/a.js": 'import{b as c}from"./lost.js";export{c};\nconst d=()=>import("./later.js");',
      "_import/a.css": '@import "https://cdn.example/a.css";',
    });
    expect(found).toEqual([
      'SITE_OTHER_HOST _import/a.css: "https://cdn.example/a.css" is fetched from another host.',
      'SITE_LINK_BROKEN _import/a.js: "./lost.js" leads nowhere.',
      'SITE_LINK_BROKEN _import/a.js: "./later.js" leads nowhere.',
    ]);
  });

  it("finds folders of this machine", async () => {
    const found = await problemsOf({ "index.html": page("<p>/home/ada/programme</p>") }, [
      "/home/ada/programme",
    ]);
    expect(found).toEqual(["SITE_MACHINE_PATH reports/index.md: It names a folder of this machine."]);
  });
});

describe("readScriptReferences", () => {
  it("reads imports as bundlers write them, and not words in texts", () => {
    const script = `import a,{b}from"./1.js";import*as c from './2.js';import"./3.js";export*from"./4.js";
      const t = "we import goods from 'abroad'"; x = await import("./5.js");`;
    expect(
      readScriptReferences(script)
        .map((one) => one.target)
        .sort(),
    ).toEqual(["./1.js", "./2.js", "./3.js", "./4.js", "./5.js"]);
  });
});

describe("readStyleReferences", () => {
  it("reads addresses with and without quotes", () => {
    const css = `a{background:url(one.png)} b{src:url("two.woff2") format("woff2"), url( 'three.ttf' )}`;
    expect(readStyleReferences(css).map((one) => one.target)).toEqual(["one.png", "two.woff2", "three.ttf"]);
  });
});
