import type { ReleasedEstimate } from "../../src/disclosure/protect-estimates.ts";
import type { Cell } from "../../src/measures/cell.ts";

/** A cell as one text. */
export const cellKey = (cell: Omit<Cell, "measure" | "instrument">): string =>
  [cell.area_type, cell.area, cell.period_type, cell.period, cell.breakdown, cell.category].join("|");

/** What an outsider reads: released rows by cell and measure. */
export class ReleasedCells {
  readonly #rows = new Map<string, ReleasedEstimate>();

  constructor(rows: readonly ReleasedEstimate[]) {
    for (const row of rows) this.#rows.set(`${row.measure}|${cellKey(row)}`, row);
  }

  of(measure: string, cell: string): ReleasedEstimate | undefined {
    return this.#rows.get(`${measure}|${cell}`);
  }
}

/** Something that an outsider worked out and should not have been able to. */
export interface Win {
  readonly attack: /** Counts from a share, its limits and its printed counts. */
    | "share"
    /** An average of few people, from averages of more less those of parts of them: areas, or groups of large areas. */
    | "average"
    /** The same, from averages of areas and of groups together. */
    | "linked average"
    /** The same, from averages added and subtracted in any way. */
    | "combined averages"
    /** A withheld count, from counts of the same kind. */
    | "count"
    /** A withheld count, from counts of another kind: of scores and follow-ups, or of all from those of groups. */
    | "linked count"
    /** A count withheld for the sake of others of which fewer numbers are left than should be, but more than one. */
    | "narrowed";
  readonly cell: string;
  readonly what: string;
}
