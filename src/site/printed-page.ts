/** A page of the site as it stood in a browser when it was printed. */
export interface PrintedPage {
  /** Its file below the site's folder. */
  readonly file: string;
  readonly title: string;
  /** What stands in its main part. */
  readonly html: string;
  /** Declarations for the margins of every sheet. */
  readonly facts: string;
  /** Classes of the document. */
  readonly mark: string;
  /** Addresses of its style sheets, and those within it. */
  readonly sheets: readonly string[];
  readonly styles: readonly string[];
}

const REFERRING = /\s(id|for|aria-labelledby|aria-describedby|aria-controls|popovertarget|list)="([^"]*)"/g;

/** Joins pages into one document: each begins a sheet, ids are made their own, links lead to what was printed too. */
export function joinPrinted(pages: readonly PrintedPage[]): string {
  const [first] = pages;
  const places = new Map(pages.map(({ file }, index) => [file.replace(/^.*\//, ""), `page-${index + 1}`]));
  const sections = pages.map(
    (page, index) =>
      `<section class="printed-page" id="page-${index + 1}">\n${ownIds(page.html, `page-${index + 1}`, places)}\n</section>`,
  );
  const styles = [...new Set(pages.flatMap((page) => page.styles))];
  const sheets = [...new Set(pages.flatMap((page) => page.sheets))];
  const facts = (first?.facts ?? "").replaceAll("&", "&amp;").replaceAll('"', "&quot;");
  const title = (first?.title ?? "").replace(/^[^|]*\| /, "");
  return `<!DOCTYPE html>
<html lang="en-GB" class="${first?.mark ?? ""}" style="${facts}">
<head>
<meta charset="utf-8">
<title>${title.replaceAll("&", "&amp;").replaceAll("<", "&lt;")}</title>
${sheets.map((href) => `<link rel="stylesheet" href="${href}">`).join("\n")}
${styles.map((style) => `<style>${style}</style>`).join("\n")}
<style>.printed-page + .printed-page { break-before: page; }</style>
</head>
<body>
<main id="observablehq-main" class="observablehq">
${sections.join("\n")}
</main>
</body>
</html>
`;
}

function ownIds(html: string, own: string, places: ReadonlyMap<string, string>): string {
  return html
    .replace(REFERRING, (_, name: string, ids: string) => {
      const renamed = ids.split(/\s+/).map((id) => `${own}-${id}`);
      return ` ${name}="${renamed.join(" ")}"`;
    })
    .replace(/url\((&quot;|"|')?#([^)"'&]+)(&quot;|"|')?\)/g, `url(#${own}-$2)`)
    .replace(/(<a\b[^>]*?)\shref="([^"]*)"/g, (_, before: string, href: string) => {
      if (/^(?:https?|mailto):/.test(href)) return `${before} href="${href}"`;
      const [path = "", hash] = href.split("#");
      const file = path.replace(/[?].*$/, "").replace(/^.*\//, "");
      if (path === "") return `${before} href="#${own}-${hash ?? ""}"`;
      const place = places.get(file);
      if (place === undefined) return before;
      return `${before} href="#${place}${hash === undefined ? "" : `-${hash}`}"`;
    });
}
