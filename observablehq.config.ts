import type MarkdownIt from "markdown-it";
import { glossaryHtml } from "./reports/components/glossary-html.ts";

/** The pages in reading order: file name below reports/, id for links, name in the navigation; `minor` ones come last. */
const pages = [
  { path: "/index", id: "index", href: "/", name: "Overview" },
  { path: "/projects", id: "projects", href: "/projects", name: "Projects" },
  { path: "/outcomes", id: "outcomes", href: "/outcomes", name: "Outcomes" },
  { path: "/equity", id: "equity", href: "/equity", name: "Equity" },
  { path: "/pathway", id: "pathway", href: "/pathway", name: "Pathway" },
  { path: "/compare", id: "compare", href: "/compare", name: "Compare PCNs" },
  { path: "/link-workers", id: "link-workers", href: "/link-workers", name: "Link workers" },
  { path: "/programme", id: "programme", href: "/programme", name: "Programme" },
  { path: "/stories", id: "stories", href: "/stories", name: "People’s words" },
  { path: "/data-quality", id: "data-quality", href: "/data-quality", name: "Data quality", minor: true },
  { path: "/methods", id: "methods", href: "/methods", name: "Methods", minor: true },
  { path: "/glossary", id: "glossary", href: "/glossary", name: "Glossary", minor: true },
  { path: "/about", id: "about", href: "/about", name: "About this release", minor: true },
] as const;

const mark = `<svg class="site-mark" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true" focusable="false">
<rect width="32" height="32" rx="8" fill="var(--data)"/>
<path d="M7 17.5 12.5 23 25 9.5" fill="none" stroke="var(--surface)" stroke-width="3.4" stroke-linecap="round" stroke-linejoin="round"/>
<circle cx="7.4" cy="9.4" r="2.6" fill="var(--surface)"/></svg>`;

/** Top of each page: skip link, name, the programme's name and marks (filled from the release), navigation. */
function header({ path }: { path: string }): string {
  const links = pages
    .map((page) => {
      const below = path.startsWith(`${page.path}/`);
      const here = page.path === path ? ' aria-current="page"' : below ? ' aria-current="true"' : "";
      const minor = "minor" in page ? ' class="site-nav-minor"' : "";
      return `<li${minor}><a href="${page.href}" data-page="${page.id}"${here}>${page.name}</a></li>`;
    })
    .join("");
  return `<a class="skip-link" href="#observablehq-main">Skip to the content</a>
<div class="site-top">
<a class="site-name" href="/" data-keep>${mark}<span>What Matters</span></a>
<span class="site-programme" id="site-programme"></span>
<span class="site-badges" id="site-badges"></span>
<button type="button" id="site-menu" class="site-menu" aria-expanded="false" aria-controls="site-nav" hidden>Menu</button>
</div>
<nav class="site-nav" id="site-nav" aria-label="Pages"><ul>${links}</ul></nav>
<div id="site-notices" class="site-notices"></div>
<noscript><p class="notice">The figures on these pages need JavaScript. Without it, the pages on methods can be read, and all figures are in <a href="./data/downloads/estimates.csv" download>estimates.csv</a> beside this site.</p></noscript>`;
}

const footer = `<p id="site-release">What Matters</p>
<p>Before and after figures without a comparison group describe what happened; they cannot show what caused it.
<a href="/methods" data-keep>Methods</a> · <a href="/glossary" data-keep>Glossary</a> · <a href="/about" data-keep>About this release</a></p>`;

/** Puts the glossary where a page says `{{glossary}}`: part of the page itself, so that it can be read without JavaScript. */
function withGlossary(md: MarkdownIt): MarkdownIt {
  const paragraph = md.block.parse.bind(md.block);
  md.block.parse = (source, parser, env, tokens) =>
    paragraph(
      source.replace("{{glossary}}", () => glossaryHtml()),
      parser,
      env,
      tokens,
    );
  return md;
}

export default {
  root: "reports",
  output: process.env.WHAT_MATTERS_OUT ?? "dist",
  title: "What Matters",
  pages: pages.map(({ name, path }) => ({ name, path })),
  style: "style.css",
  globalStylesheets: [],
  sidebar: false,
  toc: false,
  pager: false,
  search: false,
  preserveExtension: true,
  head: '<meta name="color-scheme" content="light dark"><link rel="icon" href="data:,">',
  markdownIt: withGlossary,
  header,
  footer,
};
