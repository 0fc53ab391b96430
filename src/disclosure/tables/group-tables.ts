import type { Cell } from "../../measures/cell.ts";
import type { LeafRow } from "../../measures/leaf-rows.ts";
import type { LeavesByGroup } from "../../measures/leaves.ts";
import { type Geography, LeafPlaces } from "./places.ts";
import { placeOfCell, type ReleaseTable, type Says, TableDraft } from "./table-draft.ts";

/** Characteristics of which a person may have several: each group is set against everybody else. */
const MANY_PER_PERSON = "cohort";
const UNKNOWN_GROUP = "null";
/** Periods of cells by group. */
const PERIODS: ReadonlySet<string> = new Set(["all", "financial_year", "window"]);
/** Kinds of area of cells by group. */
const AREAS: ReadonlySet<string> = new Set(["programme", "borough", "service", "project"]);
const IN = "in";
const OUT = "out";

/** What is counted by group: rows of leaves, and how the people of a row fall into parts. */
export interface GroupSource {
  readonly id: string;
  readonly rows: LeavesByGroup;
  /** Rows of this count only. */
  readonly keep: (row: LeafRow) => boolean;
  /** Parts by name and the people of a row in each. */
  readonly parts: Parts;
  /** Other parts of a group of a breakdown, where more must be told apart there; absent where none. */
  readonly partsOf?: (breakdown: string, group: string) => Parts | undefined;
}

type Parts = Readonly<Record<string, (row: LeafRow) => number>>;

interface Drafted {
  readonly draft: TableDraft;
  readonly breakdown: string;
  /** A cell of each place that has groups, to find the groups that nobody is in. */
  readonly seen: Map<string, Cell>;
  /** Layers of all groups, by the parts of them, and of single groups. */
  readonly everyGroup: Map<string, readonly string[]>;
  readonly oneGroup: Map<string, Map<string, readonly string[]>>;
}

/** Tables of one count by the groups of each characteristic, and of two together. */
export class GroupTables {
  readonly #source: GroupSource;
  readonly #geography: Geography;
  readonly #drafts = new Map<string, Drafted | undefined>();
  #cohortsOnce: readonly string[] | undefined;
  /** Tables that everybody of a cell is in: of the whole programme over the whole time, and of others. */
  readonly #ofWhole = new Map<boolean, readonly Drafted[]>();

  constructor(source: GroupSource, geography: Geography) {
    this.#source = source;
    this.#geography = geography;
  }

  /** Records what an estimate says of a group, or of those of its people who are in `parts`. */
  sayOfGroup(cell: Cell, parts: readonly string[] | undefined, says: Says, estimate: number): void {
    const { breakdown, category, area_type, period_type } = cell;
    const own = this.#drafted(breakdown, category);
    if (own !== undefined) {
      const layers = this.#oneGroup(own, breakdown === MANY_PER_PERSON ? IN : category, parts);
      if (layers.length > 0) own.draft.say(cell, layers, says, estimate);
      own.seen.set(placeOfCell(cell), cell);
    }
    if (area_type !== "programme" || period_type !== "all" || breakdown.includes("*")) return;
    for (const pair of [...this.#source.rows.keys()].filter((one) => one.split("*").includes(breakdown))) {
      if (pair === breakdown) continue;
      const side = pair.split("*").indexOf(breakdown);
      const drafted = this.#drafted(pair, "");
      const groups = drafted === undefined ? [] : groupsOf(drafted.draft);
      const within = groups.filter((group) => group.split("*")[side] === category);
      const layers = this.#layers(pair, within, parts);
      if (layers.length > 0) drafted?.draft.say(cell, layers, says, estimate);
    }
  }

  /** Records what an estimate says of everybody of a cell without groups, or of those in `parts`: groups add up to it. */
  sayOfWhole(cell: Cell, parts: readonly string[] | undefined, says: Says, estimate: number): void {
    const { area_type, period_type } = cell;
    if (!PERIODS.has(period_type)) return;
    // Counts of other areas say nothing of groups; averages of theirs may leave few people beside those of groups.
    const counts = AREAS.has(area_type);
    const what = counts || typeof says === "string" || says.describes !== true ? says : "describes";
    if (!counts && what !== "describes") return;
    for (const drafted of this.#wholeTables(area_type === "programme" && period_type === "all"))
      drafted.draft.say(cell, this.#everyGroup(drafted, parts), what, estimate);
  }

  /** Tables whose groups add up to everybody of a cell; those of two characteristics for the whole programme and time alone. */
  #wholeTables(isAll: boolean): readonly Drafted[] {
    const known = this.#ofWhole.get(isAll);
    if (known !== undefined) return known;
    const found = [...this.#source.rows.keys()]
      .filter((breakdown) => breakdown !== "none" && (isAll || !breakdown.includes("*")))
      .flatMap((breakdown) => {
        const categories = breakdown === MANY_PER_PERSON ? this.#cohorts() : [""];
        return categories.flatMap((category) => this.#drafted(breakdown, category) ?? []);
      });
    this.#ofWhole.set(isAll, found);
    return found;
  }

  /** Records what an estimate says of some groups of a breakdown together, such as of all who moved up. */
  sayOfSome(
    breakdown: string,
    cell: Cell,
    isOne: (group: string) => boolean,
    says: Says,
    estimate: number,
  ): void {
    const drafted = this.#drafted(breakdown, "");
    const groups = drafted === undefined ? [] : groupsOf(drafted.draft).filter(isOne);
    if (groups.length > 0)
      drafted?.draft.say(cell, this.#layers(breakdown, groups, undefined), says, estimate);
  }

  #everyGroup(drafted: Drafted, parts: readonly string[] | undefined): readonly string[] {
    const key = parts?.join() ?? "";
    const found =
      drafted.everyGroup.get(key) ?? this.#layers(drafted.breakdown, groupsOf(drafted.draft), parts);
    drafted.everyGroup.set(key, found);
    return found;
  }

  #oneGroup(drafted: Drafted, group: string, parts: readonly string[] | undefined): readonly string[] {
    const key = parts?.join() ?? "";
    const known = drafted.oneGroup.get(key) ?? new Map<string, readonly string[]>();
    drafted.oneGroup.set(key, known);
    const found = known.get(group) ?? this.#layers(drafted.breakdown, [group], parts);
    known.set(group, found);
    return found;
  }

  finish(): readonly ReleaseTable[] {
    return [...this.#drafts.values()].flatMap((drafted) => {
      if (drafted === undefined || drafted.seen.size === 0) return [];
      const { draft, breakdown, seen } = drafted;
      // A group that is not listed is one that nobody is in, and every reader knows it.
      const groups =
        breakdown === MANY_PER_PERSON ? [] : groupsOf(draft).filter((one) => one !== UNKNOWN_GROUP);
      for (const seenCell of seen.values()) {
        const { measure, instrument, area_type, area, period_type, period, breakdown: own } = seenCell;
        for (const category of groups) {
          const cell = {
            measure,
            instrument,
            area_type,
            area,
            period_type,
            period,
            breakdown: own,
            category,
          };
          draft.say(cell, this.#oneGroup(drafted, category, undefined), "nobody", undefined);
        }
      }
      return draft.finish() ?? [];
    });
  }

  #partsOf(breakdown: string, group: string): Parts {
    return this.#source.partsOf?.(breakdown, group) ?? this.#source.parts;
  }

  /** Layers of the parts named that groups of a breakdown have; of all their parts where none is named. */
  #layers(
    breakdown: string,
    groups: readonly string[],
    parts: readonly string[] | undefined,
  ): readonly string[] {
    return groups.flatMap((group) =>
      Object.keys(this.#partsOf(breakdown, group))
        .filter((part) => parts === undefined || parts.includes(part))
        .map((part) => layerName(group, part)),
    );
  }

  #cohorts(): readonly string[] {
    const rows = this.#source.rows.get(MANY_PER_PERSON) ?? [];
    this.#cohortsOnce ??= [
      ...new Set(rows.filter(this.#source.keep).map((row) => String(row.category))),
    ].sort();
    return this.#cohortsOnce;
  }

  #drafted(breakdown: string, category: string): Drafted | undefined {
    const key = breakdown === MANY_PER_PERSON ? `${breakdown} ${category}` : breakdown;
    if (!this.#drafts.has(key)) this.#drafts.set(key, this.#draw(breakdown, category));
    return this.#drafts.get(key);
  }

  #draw(breakdown: string, category: string): Drafted | undefined {
    const { id, rows, keep } = this.#source;
    const own = rows.get(breakdown)?.filter(keep);
    if (own === undefined || own.length === 0) return undefined;
    const places = new LeafPlaces(this.#geography);
    const title = breakdown === MANY_PER_PERSON ? `${breakdown} ${category}` : breakdown;
    const draft = new TableDraft(`${id} by ${title}`, places, false);
    const layersOf = new Map<string, readonly (readonly [layer: number, count: Parts[string]])[]>();
    const add = (row: LeafRow, group: string, sign: 1 | -1): void => {
      const leaf = places.leafOf(row);
      let layers = layersOf.get(group);
      if (layers === undefined) {
        layers = Object.entries(this.#partsOf(breakdown, group)).map(([part, count]) => [
          draft.layerOf(layerName(group, part)),
          count,
        ]);
        layersOf.set(group, layers);
      }
      for (const [layer, count] of layers) draft.addTo(leaf, layer, sign * count(row));
    };
    if (breakdown !== MANY_PER_PERSON) for (const row of own) add(row, String(row.category), 1);
    else {
      for (const row of (rows.get("none") ?? []).filter(keep)) add(row, OUT, 1);
      for (const row of own.filter((one) => one.category === category)) {
        add(row, IN, 1);
        add(row, OUT, -1);
      }
    }
    return { draft, breakdown, seen: new Map(), everyGroup: new Map(), oneGroup: new Map() };
  }
}

const layerName = (group: string, part: string): string => `${group}/${part}`;

const groupsOf = (draft: TableDraft): readonly string[] => [
  ...new Set(draft.layers.map((layer) => layer.slice(0, layer.lastIndexOf("/")))),
];
