import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseHTML } from "linkedom";
import { findBadExpression, findCellLines } from "./cell-lines.ts";
import { NETWORK_REFUSED } from "./offline-guard.ts";
import { PAGES_ROOT, pageSource } from "./page-source.ts";
import type { FrameworkRun } from "./run-framework.ts";
import { listSiteFiles } from "./site-files.ts";
import type { SiteProblem } from "./site-problem.ts";

const GRAVE = /^(?:Unexpected error: )?(unable to (?:fetch|parse)[^\n]*|non-local asset path[^\n]*)$/gm;

/**
 * Reads what Observable Framework reported: why it stopped, and the warnings after which it goes on
 * although a page cannot work. Links are checked elsewhere, on the finished files.
 */
export async function findRunProblems(run: FrameworkRun, checkout: string): Promise<readonly SiteProblem[]> {
  const problems: SiteProblem[] = [];
  for (const match of run.output.matchAll(GRAVE)) {
    problems.push({ code: "SITE_BUILD_FAILED", page: undefined, what: `${match[1]}.` });
  }
  if (run.exitCode === 0) return problems;
  const message = /^(?:Unexpected error|Error): ([\s\S]*?)(?:\n\s*\n|$(?![\s\S]))/m
    .exec(run.output)?.[1]
    ?.trim();
  const refused = new RegExp(`${NETWORK_REFUSED} (\\S+)`).exec(run.output)?.[1];
  if (refused !== undefined) {
    const what = `The page needs ${refused}, and a build asks nothing of other computers.${hintFor(refused)}`;
    return [{ code: "SITE_OTHER_HOST", page: lastPage(run.output), what }, ...problems];
  }
  const what = message ?? lastLines(run.output);
  const placed = await placeMessage(what, checkout);
  const page = placed?.page ?? lastPage(run.output);
  return [{ code: "SITE_BUILD_FAILED", page, line: placed?.line, what: `${what}.` }, ...problems];
}

/** Finds the errors that Framework writes into a page, with an exit code of 0, where a cell cannot be read. */
export async function findBakedErrors(dir: string, checkout: string): Promise<readonly SiteProblem[]> {
  const problems: SiteProblem[] = [];
  for (const file of await listSiteFiles(dir)) {
    if (!file.endsWith(".html")) continue;
    const html = await readFile(join(dir, file), "utf8");
    if (!html.includes("observablehq--error")) continue;
    const page = pageSource(file);
    const source = await readFile(join(checkout, page), "utf8").catch(() => "");
    const { document } = parseHTML(html);
    const cellLines = findCellLines(source);
    document.querySelectorAll(".observablehq--block").forEach((block, index) => {
      const error = block.querySelector(".observablehq--error")?.textContent;
      if (!error) return;
      const inCell = Number(/\((\d+):\d+\)\s*$/.exec(error)?.[1] ?? 1);
      const start = cellLines[index];
      const line = start === undefined ? undefined : start + inCell - 1;
      problems.push({ code: "SITE_BUILD_FAILED", page, line, what: `${error.trim()}.` });
    });
    for (const error of document.querySelectorAll("span.observablehq--error")) {
      const what = `${error.textContent?.trim()} in an expression between \${ and }.`;
      problems.push({ code: "SITE_BUILD_FAILED", page, line: findBadExpression(source), what });
    }
  }
  return problems;
}

/** Framework adds these by itself, for `.csv()`, `.arrow()` …, and for a file attachment without a method. */
function hintFor(address: string): string {
  if (!/\/(?:apache-arrow|d3-dsv|parquet-wasm|arquero)\b/.test(address)) return "";
  return " Read the file with .json(), .text() or .arrayBuffer() written straight after FileAttachment(…), and parse it with an installed package.";
}

function lastPage(output: string): string | undefined {
  const path = [...output.matchAll(/^(?:load|render) \/(\S+)/gm)].at(-1)?.[1];
  return path === undefined ? undefined : pageSource(path);
}

function lastLines(output: string): string {
  return output.trim().split("\n").slice(-5).join("\n");
}

/** Finds the page or component that mentions the file or import a message complains of. */
async function placeMessage(message: string, checkout: string) {
  const own = /(?:^|\s)(reports\/\S+?):(\d+):\d+/.exec(message);
  if (own?.[1] !== undefined) return { page: own[1], line: Number(own[2]) };
  const wanted = /(?:Not found|import not found|non-local import): (\S+)/.exec(message)?.[1];
  const name = wanted?.split("/").at(-1);
  if (name === undefined || name === "") return undefined;
  const root = join(checkout, PAGES_ROOT);
  for (const file of await listSiteFiles(root)) {
    if (!/\.(md|ts|tsx|js|jsx|css)$/.test(file) || /^(\.observablehq|data)\//.test(file)) continue;
    const lines = (await readFile(join(root, file), "utf8")).split("\n");
    const index = lines.findIndex((line) => line.includes(name));
    if (index !== -1) return { page: `${PAGES_ROOT}/${file}`, line: index + 1 };
  }
  return undefined;
}
