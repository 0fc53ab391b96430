import { Script } from "node:vm";

const LIVE = new Set(["js", "ts", "jsx", "tsx", "tex", "html", "sql", "svg", "dot", "mermaid"]);

/**
 * Finds the line of a page's source on which each fenced cell starts, in order.
 *
 * @param source text of a Markdown page
 * @returns 1-based lines of the first line inside each cell; fences that only show code are left out
 */
export function findCellLines(source: string): readonly number[] {
  const lines: number[] = [];
  let fence: string | undefined;
  source.split("\n").forEach((line, index) => {
    const match = /^\s*(`{3,}|~{3,})\s*([^\s`{]*)(.*)$/.exec(line);
    if (fence !== undefined) {
      if (match?.[1]?.startsWith(fence) && match[2] === "") fence = undefined;
      return;
    }
    if (match?.[1] === undefined) return;
    fence = match[1];
    const [, , tag = "", attributes = ""] = match;
    if (LIVE.has(tag.toLowerCase()) && !/\brun\s*=\s*"?false/i.test(attributes)) lines.push(index + 2);
  });
  return lines;
}

/**
 * Finds the first inline expression (`${…}`) of a page that is not JavaScript.
 *
 * @returns its 1-based line, or undefined where every expression can be read
 */
export function findBadExpression(source: string): number | undefined {
  const inFence = new Set<number>();
  let fenced = false;
  source.split("\n").forEach((line, index) => {
    const mark = /^\s*(`{3,}|~{3,})/.test(line);
    if (fenced || mark) inFence.add(index + 1);
    if (mark) fenced = !fenced;
  });
  for (const match of source.matchAll(/\$\{/g)) {
    const line = source.slice(0, match.index).split("\n").length;
    if (inFence.has(line)) continue;
    if (!isReadable(source.slice(match.index + 2))) return line;
  }
  return undefined;
}

/** Tries each closing brace in turn, as an expression may hold braces of its own. */
function isReadable(rest: string): boolean {
  for (let end = rest.indexOf("}"); end !== -1; end = rest.indexOf("}", end + 1)) {
    try {
      new Script(`(async () => (${rest.slice(0, end)}\n))`);
      return true;
    } catch {
      if (rest.slice(0, end).includes("\n\n")) return false;
    }
  }
  return false;
}
