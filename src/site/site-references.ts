import { parseHTML } from "linkedom";

/** One thing that a file of the site asks for. */
export interface SiteReference {
  /** As written, e.g. `./glossary#pam`. */
  readonly target: string;
  /** `link`: followed by a reader, so another host is fine; `resource`, `import`: fetched by the browser. */
  readonly kind: "link" | "resource" | "import";
}

const FOLLOWED =
  "a[href], area[href], link[rel=canonical], link[rel=license], link[rel=author], link[rel=help]";
const FETCHED: readonly (readonly [selector: string, attribute: string])[] = [
  ["link[href]:not([rel=canonical]):not([rel=license]):not([rel=author]):not([rel=help])", "href"],
  ["[src]", "src"],
  ["object[data]", "data"],
  ["[poster]", "poster"],
  ["form[action]", "action"],
  ["use[href]", "href"],
  ["image[href]", "href"],
];

/** Lists what a page refers to: links, resources, its styles and the imports of its scripts. */
export function readPageReferences(html: string): readonly SiteReference[] {
  const { document } = parseHTML(html);
  const found: SiteReference[] = [];
  const add = (target: string | null | undefined, kind: SiteReference["kind"]) => {
    if (target !== null && target !== undefined) found.push({ target: target.trim(), kind });
  };
  for (const element of document.querySelectorAll(FOLLOWED)) {
    add(element.getAttribute("href"), element.hasAttribute("download") ? "resource" : "link");
  }
  for (const [selector, attribute] of FETCHED) {
    for (const element of document.querySelectorAll(selector))
      add(element.getAttribute(attribute), "resource");
  }
  for (const element of document.querySelectorAll("[srcset]")) {
    for (const part of (element.getAttribute("srcset") ?? "").split(","))
      add(part.trim().split(/\s+/)[0], "resource");
  }
  for (const script of document.querySelectorAll("script:not([src])")) {
    found.push(...readScriptReferences(script.textContent ?? ""));
  }
  for (const style of document.querySelectorAll("style"))
    found.push(...readStyleReferences(style.textContent ?? ""));
  for (const element of document.querySelectorAll("[style]")) {
    found.push(...readStyleReferences(element.getAttribute("style") ?? ""));
  }
  return found;
}

/** Lists the addresses a stylesheet fetches. */
export function readStyleReferences(css: string): readonly SiteReference[] {
  const found: SiteReference[] = [];
  for (const match of css.matchAll(
    /url\(\s*(?:"([^"]*)"|'([^']*)'|([^"')\s]+))\s*\)|@import\s*["']([^"']+)["']/g,
  )) {
    const target = match[1] ?? match[2] ?? match[3] ?? match[4];
    if (target !== undefined) found.push({ target, kind: "resource" });
  }
  return found;
}

const REGISTERED_FILE = /\{"name":"(?:[^"\\]|\\.)*"(?:,"mimeType":"[^"]*")?,"path":"([^"]+)"/g;

/** Lists the imports of a script and the files it registers, as far as they are written out. */
export function readScriptReferences(script: string): readonly SiteReference[] {
  const found: SiteReference[] = [];
  const patterns: readonly RegExp[] = [
    /(?:^|[;\n}])\s*(?:import|export)\b[\s\w$*{},]*?\bfrom\s*["']([^"'\n]+)["']/g,
    /(?:^|[;\n}])\s*import\s*["']([^"'\n]+)["']/g,
    /\bimport\(\s*["']([^"'\n]+)["']\s*\)/g,
  ];
  for (const pattern of patterns) {
    for (const match of script.matchAll(pattern)) {
      if (match[1] !== undefined) found.push({ target: match[1], kind: "import" });
    }
  }
  for (const match of script.matchAll(REGISTERED_FILE)) {
    if (match[1] !== undefined) found.push({ target: match[1], kind: "resource" });
  }
  return found;
}
