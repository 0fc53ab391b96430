import type { LeafRow } from "../../measures/leaf-rows.ts";
import type { PersonLeaves } from "../../measures/person-leaves.ts";
import { ALL_NETWORKS } from "../all-networks.ts";
import { placeOf } from "../staff-basis.ts";

/** How leaves lie in areas and windows, as the programme declares it. */
export interface Geography {
  /** Projects to which a network is a comparator. */
  readonly comparatorsOf: (pcn: string) => readonly string[];
  /** The window that a stretch of time lies in, of a project or of the programme. */
  readonly windowOf: (stretch: number, project?: string) => string | undefined;
}

/** Leaves by the place, an area and a period, that they lie in. */
export interface Places {
  readonly leaves: number;
  /** The leaves of a place, in order; none where nobody is. */
  readonly at: (place: string) => readonly number[];
}

const leafKey = (row: LeafRow): string => {
  const { icb, borough, service, pcn, project, financial_year, quarter, month, stretch } = row;
  const areas = `${icb ?? ""}|${borough ?? ""}|${service ?? ""}|${pcn ?? ""}|${project ?? ""}`;
  return `${areas}|${financial_year ?? ""}|${quarter ?? ""}|${month ?? ""}|${stretch ?? ""}`;
};

/** Places by number, and those of each leaf that any table has met: leaves of many tables are alike. */
class PlaceNumbers {
  readonly #geography: Geography;
  readonly #numbers = new Map<string, number>();
  readonly #ofLeaf = new Map<string, readonly number[]>();

  constructor(geography: Geography) {
    this.#geography = geography;
  }

  /** The number of a place; undefined where no leaf lies there. */
  readonly numberOf = (place: string): number | undefined => this.#numbers.get(place);

  /** The places of a row's leaf, of which `key` is the name. */
  ofLeaf(key: string, row: LeafRow): readonly number[] {
    const known = this.#ofLeaf.get(key);
    if (known !== undefined) return known;
    const numbers = placesOf(row, this.#geography).map((place) => {
      const number = this.#numbers.get(place) ?? this.#numbers.size;
      this.#numbers.set(place, number);
      return number;
    });
    this.#ofLeaf.set(key, numbers);
    return numbers;
  }
}

const placeNumbers = new WeakMap<Geography, PlaceNumbers>();

function placeNumbersOf(geography: Geography): PlaceNumbers {
  const known = placeNumbers.get(geography) ?? new PlaceNumbers(geography);
  placeNumbers.set(geography, known);
  return known;
}

/** Numbers leaves as they are met, and knows the place of each. */
export class LeafPlaces implements Places {
  readonly #all: PlaceNumbers;
  readonly #numbers = new Map<string, number>();
  readonly #leavesOf = new Map<number, number[]>();

  constructor(geography: Geography) {
    this.#all = placeNumbersOf(geography);
  }

  get leaves(): number {
    return this.#numbers.size;
  }

  readonly at = (place: string): readonly number[] => {
    const number = this.#all.numberOf(place);
    return number === undefined ? [] : (this.#leavesOf.get(number) ?? []);
  };

  /** The number of a row's leaf. */
  leafOf(row: LeafRow): number {
    const key = leafKey(row);
    const found = this.#numbers.get(key);
    if (found !== undefined) return found;
    const leaf = this.#numbers.size;
    this.#numbers.set(key, leaf);
    for (const place of this.#all.ofLeaf(key, row)) {
      const there = this.#leavesOf.get(place);
      if (there === undefined) this.#leavesOf.set(place, [leaf]);
      else there.push(leaf);
    }
    return leaf;
  }
}

function placesOf(row: LeafRow, { comparatorsOf, windowOf }: Geography): readonly string[] {
  const areas: (readonly [string, string | null])[] = [
    ["programme", "programme"],
    ["icb", row.icb],
    ["borough", row.borough],
    ["service", row.service],
    ["pcn", row.pcn],
    ["project", row.project],
    ...(row.pcn === null ? [] : comparatorsOf(row.pcn).map((project) => ["comparator", project] as const)),
  ];
  const networks =
    row.pcn === null
      ? []
      : [placeOf({ area_type: "pcn", area: ALL_NETWORKS, period_type: "all", period: "all" })];
  const own = areas.flatMap(([area_type, area]) => {
    if (area === null) return [];
    const own = area_type === "project" || area_type === "comparator" ? area : undefined;
    const window = row.stretch === null ? undefined : windowOf(row.stretch, own);
    const periods: (readonly [string, string | null | undefined])[] = [
      ["all", "all"],
      ["financial_year", row.financial_year],
      ["quarter", row.quarter],
      ["month", row.month],
      ["window", window],
    ];
    return periods.flatMap(([period_type, period]) =>
      period === null || period === undefined ? [] : [placeOf({ area_type, area, period_type, period })],
    );
  });
  return [...own, ...networks];
}

/** People by the leaves that each was in: whoever was in just these makes one leaf of them. */
export interface PersonPlaces {
  readonly places: Places;
  /** By leaf of people and layer. */
  readonly people: readonly { readonly leaf: number; readonly layer: string; readonly people: number }[];
}

/** Makes leaves of people, who count once in a cell however often they were there. */
export function personPlaces({ single, several }: PersonLeaves, geography: Geography): PersonPlaces {
  const leaves = new LeafPlaces(geography);
  const numbers = new Map<string, number>();
  const holders = new Map<number, number[]>();
  const people = new Map<string, { leaf: number; layer: string; people: number }>();
  const add = (own: readonly number[], layer: string, count: number): void => {
    const key = own.join();
    const leaf = numbers.get(key) ?? numbers.size;
    if (leaf === numbers.size) {
      numbers.set(key, leaf);
      for (const one of own) {
        const there = holders.get(one);
        if (there === undefined) holders.set(one, [leaf]);
        else there.push(leaf);
      }
    }
    const cell = people.get(`${leaf}|${layer}`) ?? { leaf, layer, people: 0 };
    cell.people += count;
    people.set(`${leaf}|${layer}`, cell);
  };
  for (const row of single) add([leaves.leafOf(row)], String(row.layer), Number(row.people));
  let [person, own, layer]: [unknown, number[], string] = [undefined, [], ""];
  for (const row of several) {
    if (row.person !== person && own.length > 0) {
      add(
        own.sort((a, b) => a - b),
        layer,
        1,
      );
      own = [];
    }
    [person, layer] = [row.person, String(row.layer)];
    own.push(leaves.leafOf(row));
  }
  if (own.length > 0)
    add(
      own.sort((a, b) => a - b),
      layer,
      1,
    );
  const memory = new Map<string, readonly number[]>();
  const at = (place: string): readonly number[] => {
    const known = memory.get(place);
    if (known !== undefined) return known;
    const found = new Set(leaves.at(place).flatMap((leaf) => holders.get(leaf) ?? []));
    const sorted = [...found].sort((a, b) => a - b);
    memory.set(place, sorted);
    return sorted;
  };
  return { places: { leaves: numbers.size, at }, people: [...people.values()] };
}
