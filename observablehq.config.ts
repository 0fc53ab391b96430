import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type MarkdownIt from "markdown-it";
import { referenceFacts } from "./loaders/reference-facts.ts";
import { ruleList } from "./loaders/rule-list.ts";
import { chartLessons } from "./reports/components/chart-lessons.ts";
import { type Costs, costPlot } from "./reports/components/cost-plot.ts";
import { glossaryHtml } from "./reports/components/glossary-html.ts";
import { PRIVATE_MARK, PRIVATE_NOTICE } from "./reports/components/private-stamp.ts";
import {
  codeListsHtml,
  keysHtml,
  modelHtml,
  releasedColumnsHtml,
  releasedFilesHtml,
  rulesHtml,
} from "./reports/components/reference-html.ts";
import { navigationHtml } from "./reports/components/site-navigation.ts";
import { stackedMarkdownTables } from "./reports/components/stacked-markdown-tables.ts";
import { withWorkedExamples } from "./reports/components/worked-examples-html.ts";
import { checkoutFolder } from "./src/files/code-version.ts";
import { programmeSchema } from "./src/model/programme.ts";
import { schemaKeys } from "./src/model/schema-keys.ts";
import type { Catalogue, ProgrammeDocument } from "./src/release/catalogue.ts";
import { dataDictionary, RELEASE_FILES } from "./src/release/data-dictionary.ts";
import { allExamples } from "./src/statistics/examples/all-examples.ts";
import { lessonFigures } from "./src/statistics/examples/lesson-figures.ts";

/** What the release holds, as far as the navigation needs it; undefined before a release is made. */
function heldRelease(): { readonly catalogue: Catalogue; readonly programme: ProgrammeDocument } | undefined {
  const read = (name: string) =>
    JSON.parse(readFileSync(new URL(`reports/data/${name}`, import.meta.url), "utf8"));
  try {
    return { catalogue: read("release.json"), programme: read("programme.json") };
  } catch {
    return undefined;
  }
}

const held = heldRelease();
const isPrivate = held?.catalogue.policy.publishable === false;
/** Part of the page itself: it must not need JavaScript to be seen. */
const privateNotice = isPrivate
  ? `<p class="notice notice-private"><strong>${PRIVATE_NOTICE[0]}</strong> ${PRIVATE_NOTICE[1]}</p>`
  : "";
/** Pages of the local view, for which a release that may be published holds nothing. */
const local =
  isPrivate && existsSync(new URL("reports/data/team.json", import.meta.url)) ? ["/local/team"] : [];
const measured = (...ids: readonly string[]): boolean =>
  held === undefined || ids.some((id) => held.catalogue.measures.some((measure) => measure.id === id));
const declared = (count: (release: NonNullable<typeof held>) => number): boolean =>
  held === undefined || count(held) > 0;
const areas = (type: string): boolean =>
  declared(({ catalogue }) => catalogue.areas.filter((area) => area.area_type === type).length - 1);

/** Pages on how the figures are made stand together. */
const DATA_AND_METHODS = "Data and methods";
/** The pages in reading order: file below reports/, id, name in the navigation, whether the release has anything for it. */
const pages = [
  { path: "/index", id: "index", href: "/", name: "Overview", has: true },
  {
    path: "/projects",
    id: "projects",
    href: "/projects",
    name: "Projects",
    has: declared(({ catalogue }) => catalogue.projects.length),
  },
  { path: "/outcomes", id: "outcomes", href: "/outcomes", name: "Outcomes", has: measured("mean_change") },
  {
    path: "/equity",
    id: "equity",
    href: "/equity",
    name: "Equity",
    has: measured("referrals", "people", "mean_change"),
  },
  { path: "/pathway", id: "pathway", href: "/pathway", name: "Pathway", has: measured("pathway_referred") },
  { path: "/compare", id: "compare", href: "/compare", name: "Compare PCNs", has: areas("pcn") },
  { path: "/network", id: "network", href: "/network", name: "Network", has: areas("pcn") },
  {
    path: "/link-workers",
    id: "link-workers",
    href: "/link-workers",
    name: "Link workers",
    has: measured("link_worker_fte", "burnout_personal", "share_long_absence", "trainees_started"),
  },
  { path: "/local/team", id: "team", href: "/local/team", name: "Your team", has: local.length > 0 },
  {
    path: "/programme",
    id: "programme",
    href: "/programme",
    name: "Programme",
    has: declared(
      ({ catalogue, programme }) =>
        programme.funnel.length +
        programme.sessions.length +
        programme.spend.length +
        catalogue.services.filter((service) => service.model !== null).length,
    ),
  },
  {
    path: "/stories",
    id: "stories",
    href: "/stories",
    name: "People’s words",
    has: declared(({ programme }) => programme.case_studies.length),
  },
  {
    path: "/data-quality",
    id: "data-quality",
    href: "/data-quality",
    name: "Data quality",
    has: true,
    group: DATA_AND_METHODS,
  },
  {
    path: "/measures",
    id: "measures",
    href: "/measures",
    name: "Measures",
    has: true,
    group: DATA_AND_METHODS,
  },
  { path: "/methods", id: "methods", href: "/methods", name: "Methods", has: true, group: DATA_AND_METHODS },
  {
    path: "/glossary",
    id: "glossary",
    href: "/glossary",
    name: "Glossary",
    has: true,
    group: DATA_AND_METHODS,
  },
  {
    path: "/about",
    id: "about",
    href: "/about",
    name: "About this release",
    has: true,
    group: DATA_AND_METHODS,
  },
  { path: "/help", id: "help", href: "/help", name: "Help", has: true },
].filter((page) => page.has);

/**
 * Says before anything is drawn how the page is read: with scripts, from a folder (where browsers run none of a site's
 * modules), or at an address that asks for another view than the one that stands in the page.
 */
const MARK_READER = `((l,c)=>{if(l.protocol==="file:")c.add("from-file");else{c.add("scripted");if(l.search)c.add("other-view")}})(location,document.documentElement.classList)`;

const mark = `<svg class="site-mark" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true" focusable="false">
<rect width="32" height="32" rx="8" fill="var(--data)"/>
<path d="M7 17.5 12.5 23 25 9.5" fill="none" stroke="var(--surface)" stroke-width="3.4" stroke-linecap="round" stroke-linejoin="round"/>
<circle cx="7.4" cy="9.4" r="2.6" fill="var(--surface)"/></svg>`;

/** Top of each page: skip link, name, the programme's name and marks (filled from the release), navigation. */
function header({ path }: { path: string }): string {
  return `<a class="skip-link" href="#observablehq-main">Skip to the content</a>
<div class="site-top">
<a class="site-name" href="/" data-keep>${mark}<span>What Matters</span></a>
<span class="site-programme" id="site-programme"></span>
<span class="site-badges" id="site-badges"></span>
<button type="button" id="site-menu" class="site-menu" aria-expanded="false" aria-controls="site-nav" hidden>Menu</button>
<form class="site-search" id="site-search" role="search" hidden>
<label class="visually-hidden" for="site-search-words">Search this site</label>
<input type="search" id="site-search-words" placeholder="Search" autocomplete="off" spellcheck="false" role="combobox" aria-autocomplete="list" aria-expanded="false" aria-controls="site-search-results">
</form>
</div>
<nav class="site-nav" id="site-nav" aria-label="Pages">${navigationHtml(pages, path)}</nav>
<div id="site-notices" class="site-notices">${privateNotice}</div>
<div class="site-notices notice-file"><p class="notice"><strong>You opened this page from a folder.</strong> It can be read as it is, but choosing an area or a period and the downloads under charts need the site to be served. Put the folder on any web server, or serve it to this computer only: <code>npx what-matters serve FOLDER</code> where What Matters is installed, or <code>python3 -m http.server</code> in the folder.</p></div>
<noscript><div class="site-notices"><p class="notice">Without JavaScript these pages show the whole programme over its whole period: choosing an area or a period needs it. All figures are in <a href="./data/downloads/estimates.csv" download>estimates.csv</a>.</p></div></noscript>`;
}

const footer = `<section id="site-short-forms" aria-labelledby="site-short-forms-title" hidden></section>
<p id="site-release">What Matters</p>
<p>Before and after figures without a comparison group describe what happened; they cannot show what caused it.
<a href="/methods" data-keep>Methods</a> · <a href="/glossary" data-keep>Glossary</a> · <a href="/about" data-keep>About this release</a> ·
<a href="/help" data-keep>Help</a> · <a href="/help/accessibility" data-keep>Accessibility</a></p>`;

const examples = allExamples.flatMap((group) => group.examples);

/** What was measured of the work's cost. */
const readCosts = (): Costs =>
  JSON.parse(readFileSync(join(checkoutFolder, "data/reference/costs.json"), "utf8"));

/** What a page has where it says `{{NAME}}`: made from the code, and part of the page itself. */
const made: Readonly<Record<string, () => string>> = {
  glossary: glossaryHtml,
  model: () => modelHtml(referenceFacts().tables),
  "code-lists": () => codeListsHtml(referenceFacts().lists),
  "programme-keys": () => keysHtml(schemaKeys(programmeSchema)),
  messages: () => rulesHtml(ruleList()),
  costs: () => (readCosts().sizes.length === 0 ? "" : costPlot(readCosts())),
  "released-files": () => releasedFilesHtml(RELEASE_FILES),
  "released-columns": () => (held === undefined ? "" : releasedColumnsHtml(dataDictionary(held.catalogue))),
  ...chartLessons(lessonFigures()),
};

/**
 * Puts the glossary where a page says `{{glossary}}`, and a worked example where it says `{{example:METHOD}}`: part of the
 * page itself, so that they can be read without JavaScript.
 */
function withReference(md: MarkdownIt): MarkdownIt {
  const parse = md.block.parse.bind(md.block);
  md.block.parse = (source, parser, env, tokens) =>
    parse(
      withWorkedExamples(
        source.replaceAll(/^\{\{([a-z-]+)\}\}$/gm, (mark, name: string) => made[name]?.() ?? mark),
        examples,
      ),
      parser,
      env,
      tokens,
    );
  stackedMarkdownTables(md);
  return md;
}

export default {
  root: "reports",
  output: process.env.WHAT_MATTERS_OUT ?? "dist",
  title: isPrivate ? `What Matters · ${PRIVATE_MARK}` : "What Matters",
  pages: pages.map(({ name, path }) => ({ name, path })),
  dynamicPaths: [...(held?.catalogue.projects ?? []).map(({ id }) => `/projects/${id}`), ...local],
  style: "style.css",
  globalStylesheets: [],
  sidebar: false,
  toc: false,
  pager: false,
  search: false,
  preserveExtension: true,
  head: `<meta name="color-scheme" content="light dark"><link rel="icon" href="data:,"><script>${MARK_READER}</script>`,
  markdownIt: withReference,
  header,
  footer,
};
