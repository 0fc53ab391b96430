/** A method as the Methods page describes it, in plain text. */
export interface MethodText {
  readonly id: string;
  readonly title: string;
  /** Paragraphs and formulas in the order of the page. */
  readonly blocks: readonly { readonly text: string; readonly isFormula: boolean }[];
  /** Who published it, as the page cites it; "" where the page names nobody. */
  readonly source: string;
}

/**
 * Reads the sections of the Methods page (Markdown with HTML) as plain text: examples, tables and lists of links are left
 * out. Sections are the page's `<h2 id="…">`; what comes from `all-methods` on repeats them and is not read.
 */
export function methodTexts(markdown: string): readonly MethodText[] {
  const [own = ""] = markdown.split('<h2 id="all-methods"');
  return own.split(/(?=<h2 id=")/).flatMap((section) => {
    const head = /^<h2 id="([a-z0-9-]+)">(.*?)<\/h2>/s.exec(section);
    if (head === null) return [];
    const [whole, id = "", title = ""] = head;
    const body = section
      .slice(whole.length)
      .replaceAll(/^```[\s\S]*?^```/gm, "")
      .replaceAll(/<div class="(example|table-scroll)[\s\S]*?<\/div>/g, "")
      .replaceAll(/<(ul|ol|dl|details|table)\b[\s\S]*?<\/\1>/g, "")
      .replaceAll(/\{\{[^}]*\}\}/g, "");
    const sources = [...body.matchAll(/<p class="source">(.*?)<\/p>/gs)].map(([, text = ""]) => plain(text));
    const blocks = body
      .replaceAll(/<p class="source">.*?<\/p>/gs, "")
      .split(/\n\s*\n/)
      .map((text) => ({ text: plain(text), isFormula: text.includes('<p class="formula">') }))
      .filter(({ text }) => text !== "" && !text.startsWith("|"));
    return [{ id, title: plain(title), blocks, source: sources.join(" ") }];
  });
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&amp;": "&",
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&nbsp;": " ",
};

/** Markdown and HTML of one paragraph as text. */
function plain(text: string): string {
  return text
    .replaceAll(/<!--[\s\S]*?-->/g, "")
    .replaceAll(/<[^>]+>/g, "")
    .replaceAll(/\[([^\]]+)\]\([^)]*\)/g, "$1")
    .replaceAll(/\*\*([^*]+)\*\*/g, "$1")
    .replaceAll("`", "")
    .replaceAll(/&(amp|lt|gt|quot|nbsp);/g, (entity) => ENTITIES[entity] ?? entity)
    .replaceAll(/^\s*[-#]+\s+/gm, "")
    .replaceAll(/\s+/g, " ")
    .trim();
}
