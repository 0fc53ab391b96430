import { isScalar, isSeq, type Node, parse, parseDocument } from "yaml";

/**
 * Adds items to a list at the top of a YAML text and leaves every other character as it stands.
 *
 * @param key the list; it is made where the text has none
 * @param items writes the items, each line indented by the given number of spaces
 * @throws Error where the text would not read back as it was with the items added
 */
export function addItems(text: string, key: string, items: (indent: number) => readonly string[]): string {
  const ends = text.includes("\r\n") ? "\r\n" : "\n";
  const joined = (indent: number) => `${items(indent).join("\n")}\n`.replaceAll("\n", ends);
  const whole = text === "" || text.endsWith("\n") ? text : `${text}${ends}`;
  const result = spliced(whole, key, joined, ends);
  const [before, after] = [parse(text) ?? {}, parse(result)] as Record<string, unknown>[];
  const old = Array.isArray(before?.[key]) ? (before[key] as unknown[]) : [];
  const now = Array.isArray(after?.[key]) ? (after[key] as unknown[]) : [];
  const others = (of: Record<string, unknown> | undefined) => JSON.stringify({ ...of, [key]: undefined });
  if (
    others(before) !== others(after) ||
    JSON.stringify(now.slice(0, old.length)) !== JSON.stringify(old) ||
    now.length <= old.length
  ) {
    throw new Error(`Adding to "${key}" would have changed other parts of the file.`);
  }
  return result;
}

function spliced(text: string, key: string, joined: (indent: number) => string, ends: string): string {
  const document = parseDocument(text);
  const node = document.get(key, true) as Node | undefined;
  if (node === undefined) return `${text}${text === "" ? "" : ends}${key}:${ends}${joined(2)}`;
  const [start = 0, end = 0] = node.range ?? [];
  if (isSeq(node) && node.flow !== true) {
    const first = (node.items[0] as Node | undefined)?.range?.[0] ?? start;
    const dash = /^( *)-/u.exec(text.slice(text.lastIndexOf("\n", first - 1) + 1))?.[1] ?? "  ";
    const last = (node.items.at(-1) as Node | undefined)?.range?.[1] ?? end;
    const at = remarksEnd(text, lineEnd(text, last), dash.length);
    return `${text.slice(0, at)}${joined(dash.length)}${text.slice(at)}`;
  }
  if (isSeq(node) && node.items.length > 0) {
    const kept = node.items.map(
      (item) => `  - ${text.slice((item as Node).range?.[0], (item as Node).range?.[1])}${ends}`,
    );
    return `${text.slice(0, start).trimEnd()}${ends}${kept.join("")}${joined(2)}${text.slice(lineEnd(text, end))}`;
  }
  if (isSeq(node) || (isScalar(node) && node.value === null)) {
    return `${text.slice(0, start).trimEnd()}${ends}${joined(2)}${text.slice(lineEnd(text, end))}`;
  }
  throw new Error(`"${key}" is not a list.`);
}

/** The place after the comments that belong to an item: those below it that stand further in than its dash. */
function remarksEnd(text: string, at: number, dash: number): number {
  let end = at;
  for (;;) {
    const line = text.slice(end, lineEnd(text, end + 1));
    const indent = /^( *)#/u.exec(line)?.[1]?.length;
    if (indent === undefined || indent <= dash) return end;
    end += line.length;
  }
}

/** The place after the end of the line in which something ends. */
function lineEnd(text: string, at: number): number {
  if (at > 0 && text[at - 1] === "\n") return at;
  const end = text.indexOf("\n", at);
  return end < 0 ? text.length : end + 1;
}
