import { type PackedEstimates, packEstimates } from "../release/packed-estimates.ts";
import { type EstimateCells, PACKED_COLUMNS, readEstimateRows } from "../release/read-estimates-arrow.ts";

/** Area types of which a project's page reads its own area only. */
const OWN_TYPES = ["project", "comparator"];
const ABSENT = new Set(["not_available", "not_collected"]);

/** What a release holds of a measure and an instrument, and in which parts of a file. */
interface HeldInParts {
  readonly measure: string;
  readonly instrument: string;
  /** Some area has a figure, or one that is withheld. */
  readonly held: boolean;
  /** Some network has a figure. */
  readonly compared: boolean;
  /** Some area says more than that it was not collected. */
  readonly collected: boolean;
  /** Places among `parts`. */
  readonly in: readonly number[];
}

/**
 * A file of estimates in parts, each a file of its own: figures of a type of area over the whole time, in the windows before,
 * during and after projects, or over time.
 */
export interface FigureSource {
  /** `estimates`, `estimates-by-group`. */
  readonly name: string;
  /** `pcn-all`, `pcn-window`, `pcn-time`; `own` for a page's own area among projects and comparators. */
  readonly parts: readonly string[];
  /** Breakdowns that the file has; "none" is everyone. */
  readonly breakdowns: readonly string[];
  readonly held: readonly HeldInParts[];
}

/** All that a page knows of its figures at first: what there is, and those that its first view shows. */
export interface PageFigures {
  /** Area types that `own` stands for, and the area; "" where the page has none. */
  readonly own: { readonly types: readonly string[]; readonly area: string };
  readonly sources: readonly FigureSource[];
  /** Types of area of which the sentences are a file of their own. */
  readonly sentences: readonly string[];
  /** Parts of the first view, by source and part: `estimates/pcn-all`. */
  readonly first: Readonly<Record<string, PackedEstimates>>;
}

/** A file of estimates as rows, taken apart. */
export interface PartedFile {
  readonly name: string;
  readonly parts: ReadonlyMap<string, PackedEstimates>;
  /** The part of one area among projects and comparators; without rows where it has no figures. */
  own(area: string): PackedEstimates;
  source(own: string): FigureSource;
  /** The figures of some measures only, under a name of their own. */
  only(name: string, measures: readonly string[]): PartedFile;
}

const SPANS: Readonly<Record<string, string>> = { all: "all", window: "window" };
const partOf = (row: EstimateCells): string => `${row.area_type}-${SPANS[String(row.period_type)] ?? "time"}`;
const keyOf = ({ measure, instrument }: EstimateCells | HeldInParts): string => `${measure}|${instrument}`;

/**
 * Takes a file of estimates apart by type of area, and figures over the whole time from those in windows and over time; each
 * part keeps the order of the rows.
 *
 * @throws Error naming the column where one is missing
 */
export const partFigures = (name: string, bytes: Uint8Array): PartedFile =>
  partRows(name, readEstimateRows(bytes));

function partRows(name: string, rows: readonly EstimateCells[]): PartedFile {
  const pack = (some: readonly EstimateCells[]): PackedEstimates =>
    packEstimates(some, PACKED_COLUMNS.texts, PACKED_COLUMNS.figures);
  const byPart = new Map<string, EstimateCells[]>();
  for (const row of rows) {
    const part = byPart.get(partOf(row));
    if (part === undefined) byPart.set(partOf(row), [row]);
    else part.push(row);
  }
  const parts = [...byPart.keys()].sort();
  const ownRows = rowsByOwnArea(rows);
  const breakdowns = [...new Set(rows.map(({ breakdown }) => String(breakdown)))].sort();
  const held = heldInParts(rows, new Map(parts.map((part, place) => [part, place])));
  return {
    name,
    parts: new Map(parts.map((part) => [part, pack(byPart.get(part) ?? [])])),
    own: (area) => pack(ownRows.get(area) ?? []),
    source(own) {
      if (own === "") return { name, parts, breakdowns, held };
      const ofOwn = new Set((ownRows.get(own) ?? []).map(keyOf));
      const place = parts.length;
      return {
        ...{ name, parts: [...parts, "own"], breakdowns },
        held: held.map((one) => (ofOwn.has(keyOf(one)) ? { ...one, in: [...one.in, place] } : one)),
      };
    },
    only: (as, measures) =>
      partRows(
        as,
        rows.filter(({ measure }) => measures.includes(String(measure))),
      ),
  };
}

/** The rows of each area among projects and comparators, in order. */
function rowsByOwnArea(rows: readonly EstimateCells[]): ReadonlyMap<string, readonly EstimateCells[]> {
  const byArea = new Map<string, EstimateCells[]>();
  for (const row of rows) {
    if (!OWN_TYPES.includes(String(row.area_type))) continue;
    const own = byArea.get(String(row.area));
    if (own === undefined) byArea.set(String(row.area), [row]);
    else own.push(row);
  }
  return byArea;
}

/** What the rows hold of each measure and instrument, in the order in which they first appear. */
function heldInParts(
  rows: readonly EstimateCells[],
  placeOf: ReadonlyMap<string, number>,
): readonly HeldInParts[] {
  const found = new Map<
    string,
    { -readonly [key in keyof HeldInParts]: HeldInParts[key] } & { at: Set<number> }
  >();
  for (const row of rows) {
    const key = keyOf(row);
    let one = found.get(key);
    if (one === undefined) {
      const [measure, instrument] = [String(row.measure), String(row.instrument)];
      one = { measure, instrument, held: false, compared: false, collected: false, in: [], at: new Set() };
      found.set(key, one);
    }
    const isFigure =
      row.status === "published" && (row.value !== null || (row.lower !== null && row.upper !== null));
    one.held ||= !ABSENT.has(String(row.status));
    one.collected ||= row.status !== "not_collected";
    one.compared ||= isFigure && row.area_type === "pcn" && row.breakdown === "none";
    one.at.add(placeOf.get(partOf(row)) ?? 0);
  }
  return [...found.values()].map(({ at, ...one }) => ({ ...one, in: [...at].sort((a, b) => a - b) }));
}

/** What a page knows of its figures before it is known which of them its first view shows. */
export function pageFigures(
  files: readonly PartedFile[],
  sentences: readonly string[],
  own: string,
): PageFigures {
  return {
    own: { types: OWN_TYPES, area: own },
    sources: files.map((file) => file.source(own)),
    sentences,
    first: {},
  };
}
