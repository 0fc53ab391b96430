/** What a page tells its reader to do, in order. */
export type PageStep =
  | { readonly kind: "run"; readonly lines: readonly string[] }
  | { readonly kind: "see"; readonly lines: readonly string[] }
  | { readonly kind: "save"; readonly file: string; readonly text: string }
  | { readonly kind: "change"; readonly file: string; readonly from: string; readonly to: string }
  | { readonly kind: "cells"; readonly cells: readonly CellEdit[] };

/** A cell of a workbook that the reader is told to correct. */
export interface CellEdit {
  readonly workbook: string;
  readonly column: string;
  readonly from: string;
  readonly to: string;
}

const FENCE = /^```(sh|yaml|text)\n([\s\S]*?)^```$/gm;
const CELLS = /^\| workbook \| column \|.*\n\|[ -|]+\n((?:\|.*\n)+)/gm;

/**
 * Reads a page as its reader does: `sh` is typed, `text` is what is then seen, `yaml` is saved under the name that stands
 * before it, or put in place of the lines before it where the page says "change … to".
 *
 * Throws an Error for a block that the words before it do not explain.
 */
export function pageSteps(markdown: string): readonly PageStep[] {
  const found: { at: number; step: PageStep }[] = [];
  let end = 0;
  let changed: { file: string; from: string } | undefined;
  for (const match of markdown.matchAll(FENCE)) {
    const [all, language, body = ""] = match;
    const before = markdown.slice(end, match.index);
    end = match.index + all.length;
    const lines = body.trimEnd().split("\n");
    const add = (step: PageStep) => found.push({ at: match.index, step });
    if (language === "sh") add({ kind: "run", lines });
    else if (language === "text") add({ kind: "see", lines });
    else if (changed !== undefined && before.trim() === "to") {
      add({ kind: "change", ...changed, to: body });
      changed = undefined;
    } else {
      const save = /Save this as `([^`]+)`[^`]*$/.exec(before)?.[1];
      const change = /In `([^`]+)`, change\s*$/.exec(before)?.[1];
      if (save !== undefined) add({ kind: "save", file: save, text: body });
      else if (change !== undefined) changed = { file: change, from: body };
      else throw new Error(`Nothing says what to do with:\n${body}`);
    }
  }
  for (const match of markdown.matchAll(CELLS)) {
    const cells = (match[1] ?? "")
      .trimEnd()
      .split("\n")
      .map((row) => {
        const [workbook = "", column = "", from = "", to = ""] = row
          .split("|")
          .slice(1, -1)
          .map((cell) => cell.trim().replaceAll("`", ""));
        return { workbook, column, from, to };
      });
    found.push({ at: match.index, step: { kind: "cells", cells } });
  }
  return found.toSorted((a, b) => a.at - b.at).map(({ step }) => step);
}

/** The first of the lines that is not seen, in their order; `…` stands for anything. Undefined where all are. */
export function firstUnseen(lines: readonly string[], seen: string): string | undefined {
  let rest = seen;
  for (const line of lines) {
    const parts = line.trim().split("…");
    const pattern = parts.map((part) => part.trim().replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("[^\\n]*?");
    const match = new RegExp(pattern).exec(rest);
    if (match === null) return line;
    rest = rest.slice(match.index + match[0].length);
  }
  return undefined;
}
