import type { Cell } from "../../measures/cell.ts";
import { isOfAllNetworks } from "../all-networks.ts";
import { cellName } from "../cell-name.ts";
import { placeOf } from "../staff-basis.ts";
import type { CountCell, CountTable, PrintedField } from "./count-table.ts";
import type { Places } from "./places.ts";

/** A table and the kind of each cell: cells of one kind have nobody in common. */
export interface ReleaseTable {
  readonly table: CountTable;
  readonly kinds: readonly string[];
}

/**
 * What an estimate says of the people of a cell: how many they are, in some column; something else of just them; both;
 * or how many they are without printing it.
 */
export type Says =
  | { readonly as: PrintedField; readonly describes?: boolean }
  | "describes"
  | "conceals"
  | "nobody";

/** A cell as it is put together. */
class CellDraft implements CountCell {
  readonly leaves: readonly number[];
  readonly layers: readonly number[];
  readonly weight: number;
  readonly kind: string;
  count = 0;
  printed = false;
  readonly countedBy: number[] = [];
  readonly printedAs: (PrintedField | undefined)[] = [];
  readonly describedBy: number[] = [];
  readonly #cell: Cell;

  constructor(cell: Cell, kind: string, leaves: readonly number[], layers: readonly number[]) {
    this.#cell = cell;
    this.kind = kind;
    this.leaves = leaves;
    this.layers = layers;
    this.weight = weightOf(cell);
  }

  /** Asked for by the messages of a few cells only. */
  get name(): string {
    return cellName(this.#cell);
  }
}

/** The cell whose place was asked for last: an estimate says something to many tables, one after the other. */
let last: { readonly cell: Cell; readonly place: string } | undefined;

/** Area and period of a cell as one text ({@link placeOf}). */
export function placeOfCell(cell: Cell): string {
  if (last?.cell !== cell) last = { cell, place: placeOf(cell) };
  return last.place;
}

/** A table being put together from counts and from the estimates that print or describe its cells. */
export class TableDraft {
  readonly #id: string;
  readonly #places: Places;
  readonly #totalsKnown: boolean;
  readonly #kindOf: (cell: Cell, layers: readonly number[]) => string;
  readonly #layers = new Map<string, number>();
  /** What was added, in order: leaf, layer and count. */
  readonly #leafOf: number[] = [];
  readonly #layerOf: number[] = [];
  readonly #countOf: number[] = [];
  /** Cells in the order of their first estimate, and by layers and place. */
  readonly #cells: CellDraft[] = [];
  readonly #cellAt = new Map<readonly number[], Map<string, CellDraft>>();
  /** The numbers of layers, one list for the same ones. */
  readonly #numbers = new WeakMap<readonly string[], readonly number[]>();
  readonly #sameNumbers = new Map<string, readonly number[]>();

  /** `kind` names sets of cells that have nobody in common; else those of one type of area, of period and of layers. */
  constructor(
    id: string,
    places: Places,
    totalsKnown: boolean,
    kind: (cell: Cell, layers: readonly number[]) => string = kindOf,
  ) {
    this.#id = id;
    this.#kindOf = kind;
    this.#places = places;
    this.#totalsKnown = totalsKnown;
  }

  /** Adds people of a leaf to a layer. */
  add(leaf: number, layer: string, count: number): void {
    this.addTo(leaf, this.layerOf(layer), count);
  }

  /** Adds people of a leaf to a layer by its number. */
  addTo(leaf: number, layer: number, count: number): void {
    this.#leafOf.push(leaf);
    this.#layerOf.push(layer);
    this.#countOf.push(count);
  }

  #numbersOf(layers: readonly string[]): readonly number[] {
    const known = this.#numbers.get(layers);
    if (known !== undefined) return known;
    const fresh = [...new Set(layers.map((layer) => this.layerOf(layer)))].sort((a, b) => a - b);
    const key = fresh.join();
    const numbers = this.#sameNumbers.get(key) ?? fresh;
    this.#sameNumbers.set(key, numbers);
    this.#numbers.set(layers, numbers);
    return numbers;
  }

  /** The number of a layer, new or known. */
  layerOf(name: string): number {
    const found = this.#layers.get(name) ?? this.#layers.size;
    this.#layers.set(name, found);
    return found;
  }

  /** Names of the layers so far. */
  get layers(): readonly string[] {
    return [...this.#layers.keys()];
  }

  /** Records what an estimate, by index, says of the people of a cell who are in some layers. */
  say(cell: Cell, layers: readonly string[], says: Says, estimate: number | undefined): this {
    const own = this.#numbersOf(layers);
    const place = placeOfCell(cell);
    let there = this.#cellAt.get(own);
    if (there === undefined) {
      there = new Map();
      this.#cellAt.set(own, there);
    }
    let draft = there.get(place);
    if (draft === undefined) {
      const leaves = this.#places.at(place);
      if (leaves.length === 0) return this;
      draft = new CellDraft(cell, this.#kindOf(cell, own), leaves, own);
      there.set(place, draft);
      this.#cells.push(draft);
    }
    const prints = typeof says === "object" ? says : undefined;
    draft.printed ||= prints !== undefined || says === "nobody";
    if (estimate === undefined) return this;
    if (says !== "describes") {
      draft.countedBy.push(estimate);
      draft.printedAs.push(prints?.as);
    }
    if (says === "describes" || prints?.describes === true) draft.describedBy.push(estimate);
    return this;
  }

  /** The table; undefined where nothing of it is printed. */
  finish(): ReleaseTable | undefined {
    const cells = this.#cells;
    if (cells.length === 0) return undefined;
    const layers = this.#layers.size;
    const counts = new Float64Array(this.#places.leaves * layers);
    for (let at = 0; at < this.#leafOf.length; at++) {
      const column = (this.#leafOf[at] ?? 0) * layers + (this.#layerOf[at] ?? 0);
      counts[column] = (counts[column] ?? 0) + (this.#countOf[at] ?? 0);
    }
    for (const cell of cells) cell.count = sumOf(counts, layers, cell);
    return {
      table: {
        id: this.#id,
        leaves: this.#places.leaves,
        layers,
        counts,
        totalsKnown: this.#totalsKnown,
        cells,
      },
      kinds: cells.map(({ kind }) => kind),
    };
  }
}

function sumOf(
  counts: Float64Array,
  layers: number,
  { leaves, layers: own }: Pick<CountCell, "leaves" | "layers">,
): number {
  let sum = 0;
  for (let at = 0; at < leaves.length; at++) {
    const start = (leaves[at] ?? 0) * layers;
    for (const layer of own) sum += counts[start + layer] ?? 0;
  }
  return sum;
}

/** The networks that projects are compared with overlap, and all together hold each; other areas of one type do not. */
function kindOf(cell: Cell, layers: readonly number[]): string {
  const { area_type, area, period_type, breakdown } = cell;
  const whose = area_type === "comparator" ? `comparator ${area}` : isOfAllNetworks(cell) ? area : area_type;
  return [whose, period_type, breakdown, ...(breakdown === "none" ? [layers.join()] : [])].join("|");
}

const AREA_WEIGHT: Readonly<Record<Cell["area_type"], number>> = {
  programme: 1000,
  project: 80,
  comparator: 60,
  icb: 60,
  service: 40,
  borough: 40,
  pcn: 20,
};
const PERIOD_WEIGHT: Readonly<Record<Cell["period_type"], number>> = {
  all: 10,
  window: 6,
  financial_year: 5,
  quarter: 2,
  month: 1,
};

/** The figure of all networks together, without which no funnel can be drawn. */
const NETWORKS_WEIGHT = 500;

/** How much a reader loses with a cell: whole areas and periods more than parts, whole areas more than groups. */
const weightOf = ({ area_type, area, period_type, breakdown }: Cell): number =>
  (isOfAllNetworks({ area_type, area }) ? NETWORKS_WEIGHT : AREA_WEIGHT[area_type]) *
  PERIOD_WEIGHT[period_type] *
  (breakdown === "none" ? 10 : breakdown.includes("*") ? 1 : 3);
