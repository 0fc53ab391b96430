import type { CodeList } from "../src/model/code-list.ts";
import { spellings } from "../src/model/code-list.ts";

/** A code that an unmapped value may stand for. Nobody has confirmed it: it is printed, never applied. */
export interface ProposedCode {
  readonly code: string;
  readonly label: string;
  /** Why, in words for the user. */
  readonly how: string;
}

/**
 * Proposes the code of a list that a value in none of its spellings may stand for: one that is spelt nearly the same,
 * has the same words in another order, shortens them, or adds words that change nothing. Numbers, short words and words
 * of denial must match exactly, and two codes equally near give no proposal: a wrong one is worse than none.
 */
export function proposeCode(list: CodeList, raw: string): ProposedCode | undefined {
  const spelled = words(raw);
  if (spelled.length === 0) return undefined;
  const found = [...readSpellings(list)].flatMap((spelling) => {
    const match = matchOf(spelled, spelling, list.id);
    return match === undefined ? [] : [{ ...match, spelling }];
  });
  found.sort((a, b) => b.matched - a.matched || a.edits - b.edits || a.extras - b.extras);
  const [best] = found;
  if (best === undefined) return undefined;
  const rivals = found.filter(
    ({ matched, edits, spelling }) =>
      spelling.code !== best.spelling.code && matched === best.matched && edits <= best.edits + best.slack,
  );
  if (rivals.length > 0) return undefined;
  const { code, text } = best.spelling;
  const label = list.codes.find((one) => one.code === code)?.label ?? code;
  return { code, label, how: `${best.how} "${text}"` };
}

interface Spelling {
  readonly code: string;
  readonly text: string;
  readonly words: readonly string[];
}

interface Match {
  /** Words of the spelling that were found, and letters that differ. */
  readonly matched: number;
  readonly edits: number;
  /** Words of the value that the spelling does not have. */
  readonly extras: number;
  /** How many more differing letters another code may have and still make the match unsure. */
  readonly slack: number;
  readonly how: string;
}

const known = new WeakMap<CodeList, readonly Spelling[]>();

function readSpellings(list: CodeList): readonly Spelling[] {
  const held = known.get(list);
  if (held !== undefined) return held;
  const read = [...spellings({ ...list, local_sub_codes: false })].map(([text, code]) => ({
    code,
    text,
    words: words(text),
  }));
  known.set(list, read);
  return read;
}

/** Words that say nothing in any list. */
const SILENT = new Set(["the", "a", "an", "of", "by", "in", "at", "is", "was", "as", "via", "on", "or"]);

/** The words of a text, each once, small, without accents and signs. */
function words(text: string): readonly string[] {
  const plain = text
    .normalize("NFKD")
    .replace(/[&+]/g, " and ")
    .replace(/\p{M}|['’‘]|(?<=\b\p{L})\.(?=\p{L}\b)/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
  return [...new Set(plain.split(" ").filter((word) => word !== "" && !SILENT.has(word)))];
}

const COMMON = ["patient", "patients", "client", "clients", "person", "reported", "recorded", "uk"];

/** Words that may stand beside a spelling of a list without changing what it means. */
const NEUTRAL: Readonly<Record<string, readonly string[]>> = {
  ethnic_category: [
    "ethnicity",
    "ethnic",
    "background",
    "origin",
    "heritage",
    "descent",
    "category",
    "group",
  ],
  language: [
    ...[
      "language",
      "speaker",
      "speaking",
      "speaks",
      "spoken",
      "main",
      "first",
      "preferred",
      "native",
      "dialect",
    ],
    ...["only", "fluent", "interpreter", "required", "needed", "needs", "mother", "tongue"],
  ],
  attendance: [
    "appointment",
    "appt",
    "session",
    "contact",
    "visit",
    "call",
    "telephone",
    "phone",
    "video",
    "face",
  ],
  referral_source: [
    ...["referral", "referred", "referrer", "from", "team", "service", "services", "local", "nhs", "staff"],
    ...["department", "dept", "london"],
  ],
  gender: ["gender", "sex", "identity", "identifies"],
  contact_mode: ["contact", "appointment", "appt", "session"],
  outcome_stage: ["questionnaire", "survey", "score", "form", "visit", "assessment"],
};

/** Lists in which people shorten words: a word of another list may be one of its own, as care is beside carer. */
const SHORTENED = new Set(["ethnic_category", "language", "gender"]);

function matchOf(value: readonly string[], spelling: Spelling, list: string): Match | undefined {
  const whole = wholeMatch(value, spelling);
  if (whole !== undefined) return whole;
  // Every word must be found, and none is found under another first letter.
  if (spelling.words.some((word) => !value.some((one) => one[0] === word[0]))) return undefined;
  const neutral = [...COMMON, ...(NEUTRAL[list] ?? [])];
  const left = new Set(value);
  let edits = 0;
  let shortened = false;
  for (const word of spelling.words) {
    const near = [...left]
      .map((one) => ({ one, ...wordDistance(one, word, SHORTENED.has(list), value.length > 1) }))
      .filter(({ distance }) => distance !== undefined)
      .sort((a, b) => (a.distance ?? 0) - (b.distance ?? 0))[0];
    if (near === undefined) return undefined;
    left.delete(near.one);
    edits += near.distance ?? 0;
    shortened ||= near.short;
  }
  if (spelling.words.length === 0 || [...left].some((word) => !neutral.includes(word))) return undefined;
  return {
    matched: spelling.words.length,
    edits,
    extras: left.size,
    slack: edits,
    how: shortened
      ? "shortens"
      : edits > 0
        ? "spelt nearly as"
        : left.size > 0
          ? "says no more than"
          : "the same words as",
  };
}

/** The whole text letter by letter, spaces left out: "whitebritish", "Bangldeshi". */
function wholeMatch(value: readonly string[], spelling: Spelling): Match | undefined {
  const [a, b] = [value.join(""), spelling.words.join("")];
  const distance = letterDistance(a, b);
  const single = [value.length, spelling.words.length].filter((length) => length === 1).length;
  if (distance === undefined || single === 0 || (distance > 0 && single < 2)) return undefined;
  return {
    matched: spelling.words.length,
    edits: distance,
    extras: 0,
    slack: distance,
    how: distance === 0 ? "written apart" : "spelt nearly as",
  };
}

interface WordDistance {
  readonly distance: number | undefined;
  readonly short: boolean;
}

function wordDistance(word: string, known: string, shortens: boolean, several: boolean): WordDistance {
  if (word === known || `${word}s` === known || word === `${known}s`) return { distance: 0, short: false };
  const letters = /^\p{L}+$/u.test(word);
  if (shortens && letters && word.length >= (several ? 3 : 4) && known.startsWith(word))
    return { distance: 1, short: true };
  return { distance: letterDistance(word, known), short: false };
}

/**
 * Letters that differ between two texts, two neighbours changed about counting as one; undefined where the texts are too
 * short to tell a slip from another word, begin with another letter, hold other numbers, or differ too much.
 */
function letterDistance(a: string, b: string): number | undefined {
  if (a === b) return 0;
  const shorter = Math.min(a.length, b.length);
  if (a[0] !== b[0] || shorter < 4 || a.replace(/\D/g, "") !== b.replace(/\D/g, "")) return undefined;
  const most = shorter >= 9 ? 2 : 1;
  if (Math.abs(a.length - b.length) > most) return undefined;
  const distance = swapDistance(a, b);
  if (distance > most) return undefined;
  const sameLetters = [...a].sort().join("") === [...b].sort().join("");
  return shorter >= 5 || sameLetters ? distance : undefined;
}

/** Optimal string alignment distance (Damerau 1964, Levenshtein 1966, neighbours swapped once). */
function swapDistance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, index) => index)];
  const at = (i: number, j: number) => rows[i]?.[j] ?? Number.POSITIVE_INFINITY;
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    rows.push(row);
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      const swapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? at(i - 2, j - 2) + 1 : at(-1, 0);
      row.push(Math.min(at(i - 1, j) + 1, (row[j - 1] ?? 0) + 1, at(i - 1, j - 1) + same, swapped));
    }
  }
  return at(a.length, b.length);
}
