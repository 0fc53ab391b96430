/** One published cell as the pages read it: text columns are "" where empty, figures null. */
export interface EstimateRow {
  readonly measure: string;
  readonly instrument: string;
  readonly area_type: string;
  readonly area: string;
  readonly period_type: string;
  readonly period: string;
  readonly breakdown: string;
  readonly category: string;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly n: number | null;
  readonly value: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly level: number | null;
  readonly method: string;
  readonly status: string;
  readonly note: string;
}

/** Where a figure stands in the lattice. */
export interface CellPlace {
  readonly measure: string;
  readonly instrument: string;
  readonly area_type: string;
  readonly area: string;
  readonly period_type: string;
  readonly period: string;
  readonly breakdown: string;
  readonly category: string;
}

/** What a release holds of a measure, known before its figures are read. */
export interface HeldMeasure {
  readonly measure: string;
  readonly instrument: string;
  /** Some area has a figure, or one that is withheld. */
  readonly held: boolean;
  /** Some network has a figure. */
  readonly compared: boolean;
  /** Some area says more than that it was not collected; absent where it is not known. */
  readonly collected?: boolean;
}

/** The released estimates, looked up by place. */
export interface EstimateIndex {
  readonly rows: readonly EstimateRow[];
  /** The cell at a place, or undefined where none is published at that level. */
  find(place: CellPlace): EstimateRow | undefined;
  /** The cells of one measure that agree with every part given, in the order of the release. */
  list(measure: string, parts: Partial<CellPlace>): readonly EstimateRow[];
  /** Whether the release holds any cell of the measure. */
  has(measure: string): boolean;
  /** What is known of a measure, read or not; absent where all figures are read. */
  holds?(measure: string, instrument: string): HeldMeasure | undefined;
}

const PLACE = [
  "measure",
  "instrument",
  "area_type",
  "area",
  "period_type",
  "period",
  "breakdown",
  "category",
] as const satisfies readonly (keyof CellPlace)[];

const key = (place: CellPlace): string => PLACE.map((part) => place[part]).join("|");

/** Indexes released rows by place; where two methods share a place the first row stands. */
export function indexEstimates(rows: readonly EstimateRow[]): EstimateIndex {
  const byPlace = new Map<string, ReadonlyMap<string, EstimateRow>>();
  const byMeasure = new Map<string, EstimateRow[]>();
  for (const row of rows) {
    const family = byMeasure.get(row.measure);
    if (family === undefined) byMeasure.set(row.measure, [row]);
    else family.push(row);
  }
  /** Made when a measure is first asked for: a page shows few of them. */
  const placesOf = (measure: string): ReadonlyMap<string, EstimateRow> => {
    const known = byPlace.get(measure);
    if (known !== undefined) return known;
    const places = new Map<string, EstimateRow>();
    for (const row of byMeasure.get(measure) ?? []) {
      const place = key(row);
      if (!places.has(place)) places.set(place, row);
    }
    byPlace.set(measure, places);
    return places;
  };
  return {
    rows,
    find: (place) => placesOf(place.measure).get(key(place)),
    list(measure, parts) {
      const wanted = PLACE.filter((part) => parts[part] !== undefined);
      return (byMeasure.get(measure) ?? []).filter((row) =>
        wanted.every((part) => row[part] === parts[part]),
      );
    },
    has: (measure) => byMeasure.has(measure),
  };
}
