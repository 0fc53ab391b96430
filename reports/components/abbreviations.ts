import { ABBREVIATIONS, type GlossaryTerm } from "./glossary-terms.js";

/** A word with two capitals in a row, with its digits, hyphens and plural s; not part of an address, a path or a long name. */
const SHORT =
  /(?<![\p{L}\p{N}_/.@-])(?=[\p{L}\p{N}&-]*\p{Lu}\p{Lu})(?![\p{L}]*\p{Ll}{4})\p{Lu}[\p{L}\p{N}&-]*[\p{L}\p{N}](?![\p{L}\p{N}_])/gu;

/** Words of a text that are written as abbreviations, each once, in the order of the text. */
export function abbreviationsIn(text: string): readonly string[] {
  return [...new Set([...text.matchAll(SHORT)].map(([word]) => word))];
}

/** The glossary's entry of an abbreviation, its plural, or the first known part of a compound; undefined where there is none. */
export function findAbbreviation(word: string): GlossaryTerm | undefined {
  for (const part of [word, ...word.split("-")]) {
    const alike = [part, part.replace(/s$/i, ""), `${part}s`];
    const entry = ABBREVIATIONS.find(({ term }) => alike.includes(term));
    if (entry !== undefined) return entry;
  }
  return undefined;
}
