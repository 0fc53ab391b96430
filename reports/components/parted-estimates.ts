import type { PackedEstimates } from "../../src/release/packed-estimates.ts";
import type { FigureSource, PageFigures } from "../../src/site/figure-parts.ts";
import type { CellPlace, EstimateIndex, EstimateRow, HeldMeasure } from "./estimate-index.js";
import { type PackedRows, packedRows } from "./read-estimates.js";

/** Estimates of which parts are read when they are first needed. */
export interface PartedEstimates extends EstimateIndex {
  /** Names of the parts that the first view shows. */
  readonly first: readonly string[];
  /** Whether there is a part of this name that is not read yet. */
  lacks(name: string): boolean;
  /** Adds the figures of a part. */
  add(name: string, packed: PackedEstimates): void;
}

/** The parts that were read, by name. */
type ReadParts = Map<string, PackedRows>;

const KEYS = ["instrument", "area_type", "area", "period_type", "period", "breakdown", "category"] as const;
const keyOf = (place: CellPlace): string => KEYS.map((part) => place[part]).join("|");
/** Where figures of a type of period stand among the parts. */
export const spanOf = (periodType: string): string =>
  periodType === "all" || periodType === "window" ? periodType : "time";

/**
 * Looks figures up in those parts that are read. One that stands in a part which is not read yet is told to `want` and not
 * found until the part has come: what shows figures is drawn again then.
 */
export function partedEstimates(figures: PageFigures, want: (name: string) => void): PartedEstimates {
  const { own, sources } = figures;
  const read: ReadParts = new Map();
  const families = new Map<string, readonly EstimateRow[]>();
  const places = new Map<string, ReadonlyMap<string, EstimateRow>>();
  const held = heldOf(sources);
  const partsOf = partsByMeasure(sources);
  const isOwn = (areaType: string | undefined, area: string | undefined): boolean =>
    own.area !== "" && area === own.area && own.types.includes(areaType ?? "");

  const family = (measure: string): readonly EstimateRow[] => {
    const known = families.get(measure);
    if (known !== undefined) return known;
    const rows = (partsOf.get(measure) ?? []).flatMap(({ name, part }) => {
      const some = read.get(name)?.byMeasure.get(measure)?.() ?? [];
      const twice = part !== "own" && own.types.some((type) => part.startsWith(`${type}-`));
      return twice && read.has(name.replace(/[^/]+$/, "own"))
        ? some.filter((row) => !isOwn(row.area_type, row.area))
        : some;
    });
    families.set(measure, rows);
    return rows;
  };
  const placesOf = (measure: string): ReadonlyMap<string, EstimateRow> => {
    const known = places.get(measure);
    if (known !== undefined) return known;
    const made = new Map<string, EstimateRow>();
    for (const row of family(measure)) {
      const place = keyOf(row);
      if (!made.has(place)) made.set(place, row);
    }
    places.set(measure, made);
    return made;
  };
  /** Asks for the parts in which figures of a measure at such a place would stand. */
  const ask = (measure: string, place: Partial<CellPlace>): void => {
    const ofOwn = isOwn(place.area_type, place.area);
    for (const { name, part, breakdowns } of partsOf.get(measure) ?? []) {
      if (read.has(name) || (part === "own") !== ofOwn) continue;
      if (place.breakdown !== undefined && !breakdowns.has(place.breakdown)) continue;
      const at = part.lastIndexOf("-");
      const [type, span] = [part.slice(0, at), part.slice(at + 1)];
      const fits =
        ofOwn ||
        ((place.area_type === undefined || place.area_type === type) &&
          (place.period_type === undefined || spanOf(place.period_type) === span));
      if (fits) want(name);
    }
  };
  const add = (name: string, packed: PackedEstimates): void => {
    if (read.has(name)) return;
    const part = packedRows(packed);
    read.set(name, part);
    const touched = name.endsWith("/own") ? [...families.keys()] : [...part.byMeasure.keys()];
    for (const measure of touched) {
      families.delete(measure);
      places.delete(measure);
    }
  };
  for (const [name, packed] of Object.entries(figures.first)) add(name, packed);

  const all = new Set(sources.flatMap(({ name, parts }) => parts.map((part) => `${name}/${part}`)));
  return {
    first: Object.keys(figures.first),
    lacks: (name) => all.has(name) && !read.has(name),
    add,
    get rows() {
      return [...partsOf.keys()].flatMap(family);
    },
    find(place) {
      const row = placesOf(place.measure).get(keyOf(place));
      if (row === undefined) ask(place.measure, place);
      return row;
    },
    list(measure, parts) {
      ask(measure, parts);
      const wanted = KEYS.filter((part) => parts[part] !== undefined);
      return family(measure).filter((row) => wanted.every((part) => row[part] === parts[part]));
    },
    has: (measure) => partsOf.has(measure),
    holds: (measure, instrument) => held.get(`${measure}|${instrument}`),
  };
}

function heldOf(sources: readonly FigureSource[]): ReadonlyMap<string, HeldMeasure> {
  const found = new Map<string, HeldMeasure>();
  for (const one of sources.flatMap((source) => source.held)) {
    const key = `${one.measure}|${one.instrument}`;
    const before = found.get(key);
    found.set(key, {
      measure: one.measure,
      instrument: one.instrument,
      held: one.held || before?.held === true,
      compared: one.compared || before?.compared === true,
      collected: one.collected || before?.collected === true,
    });
  }
  return found;
}

interface PartOfMeasure {
  readonly name: string;
  readonly part: string;
  /** Breakdowns of the part's source. */
  readonly breakdowns: ReadonlySet<string>;
}

/** The parts that hold a measure, in the order of the sources and their parts. */
function partsByMeasure(sources: readonly FigureSource[]): ReadonlyMap<string, readonly PartOfMeasure[]> {
  const found = new Map<string, Map<string, PartOfMeasure>>();
  for (const source of sources) {
    const breakdowns = new Set(source.breakdowns);
    for (const one of source.held) {
      const parts = found.get(one.measure) ?? new Map<string, PartOfMeasure>();
      for (const place of one.in) {
        const part = source.parts[place] ?? "";
        const name = `${source.name}/${part}`;
        parts.set(name, { name, part, breakdowns });
      }
      found.set(one.measure, parts);
    }
  }
  return new Map([...found].map(([measure, parts]) => [measure, [...parts.values()]]));
}
