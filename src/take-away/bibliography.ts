import type { Catalogue } from "../release/catalogue.ts";
import type { MethodText } from "./method-texts.ts";
import { citation } from "./release-words.ts";

/** One published work, as the Methods page cites it. */
export interface CitedWork {
  /** Names before the year. */
  readonly authors: string;
  readonly year: string;
  /** All that follows the year: title, journal, pages. */
  readonly rest: string;
}

/** `Wilson (1927), J Am Stat Assoc 22:209–212. Newcombe (1998), …` as works; what has no year in brackets is left out. */
export function citedWorks(source: string): readonly CitedWork[] {
  const works: CitedWork[] = [];
  const parts = source
    .replace(/^Presented as in /, "")
    .split(/(?<=[\d)a-z’”])[.;]\s+(?=(?:[a-z0-9. -]+: )?(?:[A-Z]|von ))/);
  for (const part of parts) {
    const found = /^(?:[^()]*?: )?([^()]+?) \((\d{4})\)[,:]?\s*(.*?)\.?$/.exec(part.trim());
    const [, authors = "", year = "", told = ""] = found ?? [];
    if (found === null || authors.length > 90 || told === "" || told.startsWith("and ")) continue;
    const journal = works.at(-1)?.rest.replace(/ \d.*$/, "") ?? "";
    works.push({ authors, year, rest: told.replace(/^the same journal/, journal) });
  }
  return works;
}

/** BibTeX of a release and of the works that its methods rest on, each work once, sorted by key. */
export function bibliography(
  catalogue: Catalogue,
  methods: readonly MethodText[],
  estimatesSha256: string,
): string {
  const { programme, release_id, code_version } = catalogue;
  const year = programme.data_date.slice(0, 4);
  const release = entry("misc", `release-${release_id}`, {
    title: `{${programme.name}}${programme.synthetic ? " (synthetic data)" : ""}: release ${release_id}`,
    author: `{${programme.name}}`,
    year,
    howpublished: `Made with What Matters ${code_version}`,
    note: citation(catalogue, estimatesSha256),
  });
  const works = new Map<string, CitedWork>();
  for (const { source } of [...methods, { source: REPORTING }]) {
    for (const work of citedWorks(source)) {
      // One work is cited in several ways: the fullest stands.
      const id = `${keyOf(work)}|${/\d+(?:\(\d+\))?:\d+/.exec(work.rest)?.[0] ?? work.rest.slice(0, 12)}`;
      const known = works.get(id);
      if (known === undefined || lengthOf(known) < lengthOf(work)) works.set(id, work);
    }
  }
  const taken = new Map<string, number>();
  const entries = [...works.values()]
    .toSorted((a, b) => compare(keyOf(a) + a.rest, keyOf(b) + b.rest))
    .map((work) => {
      const key = keyOf(work);
      const count = taken.get(key) ?? 0;
      taken.set(key, count + 1);
      return entry("misc", count === 0 ? key : `${key}${String.fromCharCode(97 + count)}`, {
        author: work.authors.replaceAll(/, (?=[A-Z])/g, " and "),
        year: work.year,
        note: work.rest,
      });
    });
  return `${[release, ...entries].join("\n")}`;
}

/** The reporting guideline that the report's checklist follows. */
export const REPORTING =
  "von Elm and others (2007), The STROBE statement: guidelines for reporting observational studies, Lancet 370:1453–1457.";

function entry(kind: string, key: string, fields: Readonly<Record<string, string>>): string {
  const lines = Object.entries(fields).map(([name, value]) => `  ${name} = {${braced(value)}}`);
  return `@${kind}{${key},\n${lines.join(",\n")}\n}\n`;
}

/** Signs that TeX takes for its own. */
const braced = (text: string): string => text.replaceAll(/([&%#$_])/g, "\\$1");

function keyOf({ authors, year }: CitedWork): string {
  const names = authors.replaceAll(/\b[A-Z]\. /g, "").split(/[ ,]+/);
  const name = names.find((one) => /^[A-Z]/.test(one)) ?? "work";
  return `${name
    .normalize("NFKD")
    .replaceAll(/[^A-Za-z]/g, "")
    .toLowerCase()}${year}`;
}

const lengthOf = ({ authors, rest }: CitedWork): number => authors.length + rest.length;

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
