import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { pageSource } from "./page-source.ts";
import { findSiteFile, resolveTarget } from "./resolve-target.ts";
import { isTextFile, listSiteFiles } from "./site-files.ts";
import type { SiteProblem } from "./site-problem.ts";
import {
  readPageReferences,
  readScriptReferences,
  readStyleReferences,
  type SiteReference,
} from "./site-references.ts";

/**
 * Checks a built site without a browser: every reference leads to a file (and, on pages without cells, to an id)
 * within the site, nothing is fetched from another host, and no file names a folder of this machine.
 *
 * An id that a cell may make at run time is left to the browser check.
 *
 * @param machinePaths absolute folders that must not appear in any text file
 */
export async function checkSite(
  dir: string,
  machinePaths: readonly string[] = [],
): Promise<readonly SiteProblem[]> {
  const list = await listSiteFiles(dir);
  const files = new Set(list);
  const texts = new Map<string, string>();
  for (const file of list) if (isTextFile(file)) texts.set(file, await readFile(join(dir, file), "utf8"));
  const problems: SiteProblem[] = [];
  for (const [file, text] of texts) {
    const page = file.endsWith(".html") ? pageSource(file) : file;
    const machinePath = machinePaths.find((path) => text.includes(path));
    if (machinePath !== undefined) {
      problems.push({ code: "SITE_MACHINE_PATH", page, what: "It names a folder of this machine." });
    }
    for (const reference of new Set(readReferences(file, text).map((one) => JSON.stringify(one)))) {
      const problem = checkReference(JSON.parse(reference) as SiteReference, file, page, files, texts);
      if (problem !== undefined) problems.push(problem);
    }
  }
  return problems;
}

function readReferences(file: string, text: string): readonly SiteReference[] {
  if (file.endsWith(".html")) return readPageReferences(text);
  if (file.endsWith(".css")) return readStyleReferences(text);
  // Framework's own code names files that it adds only for pages that use its implicit globals. The pages list
  // what they do use (a static import each), so its own mentions need not be checked.
  if (file.endsWith(".js") && !file.startsWith("_observablehq/")) return readScriptReferences(text);
  return [];
}

function checkReference(
  { target, kind }: SiteReference,
  file: string,
  page: string,
  files: ReadonlySet<string>,
  texts: ReadonlyMap<string, string>,
): SiteProblem | undefined {
  const resolved = resolveTarget(target, file, kind === "import");
  if (resolved.kind === "not fetched") return undefined;
  if (resolved.kind === "other host") {
    if (kind === "link") return undefined;
    return { code: "SITE_OTHER_HOST", page, what: `"${target}" is fetched from another host.` };
  }
  if (resolved.kind === "bare import") {
    const what = `The import of "${target}" was refused: it is not installed, so no browser can find it.`;
    return { code: "SITE_BUILD_FAILED", page, what };
  }
  if (resolved.kind !== "inside") {
    return { code: "SITE_LINK_BROKEN", page, what: `"${target}" cannot be read as an address.` };
  }
  const found = findSiteFile(resolved.path, files);
  if (found === undefined) return { code: "SITE_LINK_BROKEN", page, what: `"${target}" leads nowhere.` };
  const html = found.endsWith(".html") ? texts.get(found) : undefined;
  if (html === undefined || resolved.fragment === "" || hasId(html, resolved.fragment) || hasCells(html)) {
    return undefined;
  }
  return { code: "SITE_LINK_BROKEN", page, what: `"${target}" leads to a page that has no such section.` };
}

function hasId(html: string, id: string): boolean {
  const escaped = id.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`\\s(?:id|name)=(?:"${escaped}"|'${escaped}'|${escaped}[\\s>])`).test(html);
}

function hasCells(html: string): boolean {
  return /\bdefine\(\{id: "/.test(html);
}
