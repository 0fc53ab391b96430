import { parse } from "csv-parse/sync";
import { CodedError, EXIT } from "../src/model/coded-error.ts";

/** People by area code and category as a file gives them, before areas are put together. */
export type PopulationCells = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** A text and the name under which its faults are told. */
export interface PopulationText {
  readonly file: string;
  readonly text: string;
}

/**
 * Reads one row an area and one column a category: `area`, optionally `name`, then categories. Lines that begin with #
 * say where the figures come from and are passed over.
 *
 * @param categoryOf the category that a heading stands for, undefined for none; `unlisted` people have no category
 * @throws CodedError `POPULATION_UNREADABLE` naming the row and column.
 */
export function readAreaRows(
  { file, text }: PopulationText,
  categoryOf: (heading: string) => string | undefined,
): PopulationCells {
  const [head, ...rows] = cellsOf(file, text);
  const headings = head?.cells.map((one) => one.trim()) ?? [];
  const start = headings[1] === "name" ? 2 : 1;
  if (headings[0] !== "area" || headings.length <= start) {
    throw fault(
      { file, row: head?.row ?? 1 },
      "the header row does not begin with area.",
      "Write area, name, then one column a category.",
    );
  }
  const categories = headings.map((heading, index) => {
    if (index < start || heading === UNLISTED) return undefined;
    const category = categoryOf(heading);
    if (category !== undefined) return category;
    throw fault(
      { file, row: head?.row ?? 1, column: heading },
      "is no category of this characteristic.",
      "Use the codes of the code list, or unlisted for people who have none.",
    );
  });
  const twice = categories.find((one, index) => one !== undefined && categories.indexOf(one) !== index);
  if (twice !== undefined) {
    throw fault({ file, row: head?.row ?? 1 }, `category "${twice}" has two columns.`, "Add them up in one.");
  }
  const found = new Map<string, Map<string, number>>();
  for (const { cells, row } of rows) {
    const area = cells[0]?.trim() ?? "";
    if (area === "" || found.has(area)) {
      throw fault(
        { file, row, column: "area" },
        area === "" ? "is blank." : `"${area}" stands twice.`,
        "Give each area one row.",
      );
    }
    const people = new Map<string, number>();
    for (const [index, category] of categories.entries()) {
      if (category !== undefined) {
        people.set(category, wholeNumber(cells[index], { file, row, column: headings[index] ?? "" }));
      }
    }
    found.set(area, people);
  }
  return found;
}

const LIST_COLUMNS = ["ORG_CODE", "SEX", "AGE_GROUP_5", "NUMBER_OF_PATIENTS"] as const;
const SEXES: Readonly<Record<string, string>> = { MALE: "1", FEMALE: "2" };
/** First ages of the bands of referrals at 20 and over. */
const BANDS = [
  [75, "75+"],
  [65, "65-74"],
  [45, "45-64"],
  [25, "25-44"],
  [20, "20-24"],
] as const;

/**
 * Reads "Patients Registered at a GP Practice" by sex and five-year band: people of 20 and over, by sex as `gender` and by
 * age. Totals (`ALL`) are passed over and codes of all levels stay apart, so that nobody is counted twice.
 *
 * @throws CodedError `POPULATION_UNREADABLE` naming the row and column.
 */
export function readRegisteredList({ file, text }: PopulationText): {
  readonly gender: PopulationCells;
  readonly age_band_20: PopulationCells;
} {
  const [head, ...rows] = cellsOf(file, text);
  const columns = LIST_COLUMNS.map((name) => head?.cells.indexOf(name) ?? -1);
  const missing = LIST_COLUMNS.find((_, index) => columns[index] === -1);
  if (missing !== undefined) {
    throw fault(
      { file, row: head?.row ?? 1 },
      `there is no column ${missing}.`,
      "Take the file of five-year ages by sex as NHS England publishes it.",
    );
  }
  const gender = new Map<string, Map<string, number>>();
  const ages = new Map<string, Map<string, number>>();
  const seen = new Set<string>();
  for (const { cells, row } of rows) {
    const [area = "", sex = "", age = "", people] = columns.map((column) => cells[column]);
    const category = SEXES[sex];
    const first = Number(/^\d+/.exec(age)?.[0] ?? Number.NaN);
    const band = BANDS.find(([from]) => first >= from)?.[1];
    if (category === undefined || band === undefined) continue;
    if (seen.has(`${area}|${sex}|${age}`)) {
      throw fault({ file, row }, `${area} has two rows of ${sex}, ${age}.`, "Give one month's file only.");
    }
    seen.add(`${area}|${sex}|${age}`);
    const count = wholeNumber(people, { file, row, column: "NUMBER_OF_PATIENTS" });
    add(gender, area, category, count);
    add(ages, area, band, count);
  }
  return { gender, age_band_20: ages };
}

const UNLISTED = "unlisted";

function add(to: Map<string, Map<string, number>>, area: string, category: string, people: number): void {
  const own = to.get(area) ?? new Map<string, number>();
  to.set(area, own.set(category, (own.get(category) ?? 0) + people));
}

/** Rows of cells with their number as an editor shows it; lines that begin with # and blank ones are left out. */
function cellsOf(
  file: string,
  text: string,
): readonly { readonly cells: readonly string[]; readonly row: number }[] {
  const lines = text.replace(/^\ufeff/, "").split(/\r\n|\n|\r/);
  return lines.flatMap((line, index) => {
    if (line.trim() === "" || line.startsWith("#")) return [];
    try {
      const cells = line.includes('"') ? ((parse(line) as string[][])[0] ?? []) : line.split(",");
      return [{ cells, row: index + 1 }];
    } catch {
      throw fault(
        { file, row: index + 1 },
        "a quote is not where a CSV may have one.",
        "Save the table as a CSV file again.",
      );
    }
  });
}

function wholeNumber(
  text: string | undefined,
  place: { readonly file: string; readonly row: number; readonly column: string },
): number {
  const plain = (text ?? "").trim();
  if (/^\d+$/.test(plain)) return Number(plain);
  throw fault(
    place,
    plain === "" ? "is blank." : "is no whole number.",
    "Write the number of people without commas; leave out areas of which it is not known.",
  );
}

const fault = (
  place: { readonly file: string; readonly row: number; readonly column?: string },
  what: string,
  remedy: string,
): CodedError => new CodedError({ code: "POPULATION_UNREADABLE", place, what, remedy, exit: EXIT.usage });
