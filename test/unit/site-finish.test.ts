import { createHash } from "node:crypto";
import { parseHTML } from "linkedom";
import { describe, expect, it } from "vitest";
import { contentPolicy } from "../../src/site/content-policy.ts";
import { dropFileTimes, finishPage } from "../../src/site/finish-page.ts";

const FRAMEWORK_PAGE = `<!DOCTYPE html>
<html>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, maximum-scale=1">
<title>Outcomes</title>
<link rel="preconnect" href="https://fonts.gstatic.com" crossorigin>
<script type="module">
registerFile("./data/a.json", {"name":"./data/a.json","mimeType":"application/json","path":"./_file/data/a.1234.json","lastModified":1795387199324,"size":17});
define({id: "9efe8029", body: () => {}});
</script>
</head>
<body>
<input id="observablehq-sidebar-toggle" type="checkbox" title="Toggle sidebar">
<label id="observablehq-sidebar-backdrop" for="observablehq-sidebar-toggle"></label>
<nav id="observablehq-sidebar">
  <ol>
    <label id="observablehq-sidebar-close" for="observablehq-sidebar-toggle"></label>
    <li class="observablehq-link"><a href="./">Tiny</a></li>
  </ol>
</nav>
<div id="observablehq-center">
<aside id="observablehq-toc" data-selector="h2">
<nav>
</nav>
</aside>
<main id="observablehq-main" class="observablehq">
<h1>Outcomes</h1>
<!--:9efe8029:-->
</main>
</div>
</body>
</html>
`;

const finish = (html = FRAMEWORK_PAGE) => parseHTML(finishPage(html)).document;

describe("finishPage", () => {
  it("says which English the page is in, and lets readers zoom", () => {
    const document = finish();
    expect(document.documentElement.getAttribute("lang")).toBe("en-GB");
    expect(document.querySelector("meta[name=viewport]")?.getAttribute("content")).not.toContain(
      "maximum-scale",
    );
  });

  it("puts a link to the content first, and makes the content able to take the focus", () => {
    const document = finish();
    const first = document.querySelector("a[href], button, input, select");
    expect(first?.getAttribute("href")).toBe("#observablehq-main");
    expect(document.querySelector("main")?.getAttribute("tabindex")).toBe("-1");
  });

  it("keeps a skip link that the page has already", () => {
    const own = FRAMEWORK_PAGE.replace("<body>", '<body><a class="mine" href="#observablehq-main">Skip</a>');
    expect(finish(own).querySelectorAll('a[href="#observablehq-main"]')).toHaveLength(1);
  });

  it("labels the controls and landmarks of Framework's frame", () => {
    const document = finish();
    expect(document.querySelector("#observablehq-sidebar-toggle")?.getAttribute("aria-label")).toBeTruthy();
    const labels = [...document.querySelectorAll("nav")].map((nav) => nav.getAttribute("aria-label"));
    expect(labels).toEqual(["Pages", "On this page"]);
    expect([...document.querySelectorAll("ol > *")].map((child) => child.tagName)).toEqual(["LI"]);
  });

  it("drops references to other hosts and the times of files", () => {
    const html = finishPage(FRAMEWORK_PAGE);
    expect(html).not.toContain("gstatic");
    expect(html).not.toContain("lastModified");
    expect(html).toContain('"path":"./_file/data/a.1234.json","size":17}');
  });

  it("keeps the marks at which the browser code fills in the cells", () => {
    expect(finishPage(FRAMEWORK_PAGE)).toContain("<!--:9efe8029:-->");
  });

  it("asks for no icon that is not there, and keeps one that is", () => {
    expect(finish().querySelector("link[rel=icon]")?.getAttribute("href")).toBe("data:,");
    const own = FRAMEWORK_PAGE.replace("</head>", '<link rel="icon" href="./_file/icon.svg">\n</head>');
    expect(finish(own).querySelectorAll("link[rel=icon]")).toHaveLength(1);
  });

  it("allows exactly the scripts that the finished page holds", () => {
    const html = finishPage(FRAMEWORK_PAGE);
    const policy = finish()
      .querySelector("meta[http-equiv=Content-Security-Policy]")
      ?.getAttribute("content");
    const script = /<script type="module">([\s\S]*?)<\/script>/.exec(html)?.[1] ?? "";
    const hash = createHash("sha256").update(script).digest("base64");
    expect(policy).toContain(`script-src 'self' 'sha256-${hash}';`);
    expect(policy).not.toMatch(/script-src[^;]*unsafe/);
    expect(policy).not.toMatch(/https?:|\*/);
    expect(html.indexOf("Content-Security-Policy")).toBeLessThan(html.indexOf("<script"));
  });

  it("changes nothing the second time", () => {
    const once = finishPage(FRAMEWORK_PAGE);
    expect(finishPage(once)).toBe(once);
  });
});

describe("contentPolicy", () => {
  it("gives two scripts two hashes, and a script from a file none", () => {
    const policy = contentPolicy(
      '<script>a()</script><script type="module">b()</script><script src="./c.js"></script>',
    );
    expect(policy.match(/'sha256-/g)).toHaveLength(2);
  });
});

describe("dropFileTimes", () => {
  it("touches file times only", () => {
    const text =
      'x={"lastModified":5}; FileAttachment({"name":"../a.csv","mimeType":"text/csv","path":"../_file/a.1.csv","lastModified":17.25,"size":3}, import.meta.url)';
    expect(dropFileTimes(text)).toBe(
      'x={"lastModified":5}; FileAttachment({"name":"../a.csv","mimeType":"text/csv","path":"../_file/a.1.csv","size":3}, import.meta.url)',
    );
  });
});
