import type { CodedError } from "../src/model/coded-error.ts";
import type { Database } from "../src/warehouse/database.ts";
import { applyCorrections } from "./apply-corrections.ts";
import { type ColumnMask, columnMasks } from "./column-masks.ts";
import {
  type Corrections,
  countCells,
  type FileCorrections,
  loadCorrections,
  saveCorrections,
  withoutCorrections,
} from "./corrections.ts";
import { fileUnknown, identifierTyped, identifyingChanged, rowUnknown } from "./corrections-errors.ts";
import { type CorrectedCell, type CorrectedRow, readCorrectedWorkbook } from "./corrections-workbook.ts";
import { findWorkbook, quarantineWorkbooks } from "./keep-edited-workbooks.ts";
import type { MapRequest } from "./map-file.ts";
import { namesPerson } from "./mask-text.ts";
import { MASK, quarantineColumns } from "./quarantine-columns.ts";
import { cellText } from "./write-workbook.ts";

/** What the user asks for beside an ordinary ingest. */
export interface CorrectionOptions {
  /** Corrected quarantine workbooks to put back. */
  readonly from?: readonly string[] | undefined;
  /** Takes back what was put back earlier: of one export, or all of it. */
  readonly undo?: string | true | undefined;
}

/** What became of the corrections of an ingest. */
export interface CorrectionSummary {
  /** Cells that stand in the place of what the exports say. */
  readonly cells: number;
  /** Of them, cells that the workbooks of this run changed. */
  readonly taken: number;
  /** Cells that were taken back in this run. */
  readonly undone: number;
  /** Corrections that no export asks for any more: it was exported again, or is gone. */
  readonly unused: readonly { readonly file: string; readonly cells: number }[];
}

/** Where more cells of a row, and more than half of them, are changed, the workbook was probably sorted in parts. */
const MOST_CHANGED = 3;

type Request = Pick<MapRequest, "staged" | "profile" | "plans" | "fileHash">;

/**
 * The corrections of one ingest: those kept from earlier runs and those of the workbooks that are put back now.
 * Nothing is written before {@link CorrectionRun.save}.
 */
export class CorrectionRun {
  readonly #files: Map<string, FileCorrections>;
  readonly #pending: Map<string, CorrectedRow[]>;
  readonly #undone: number;
  /** What stands open until another source that reads the same file settles it. */
  readonly #open = new Map<CorrectedRow, CodedError>();
  readonly #settled = new Set<CorrectedRow>();
  readonly #took = new Set<string>();
  #cells = 0;

  private constructor(earlier: Corrections, rows: readonly CorrectedRow[], undone: number) {
    this.#files = new Map(earlier.map((one) => [keyOf(one.sha256, one.sheet), one]));
    this.#pending = new Map();
    for (const row of rows) {
      const key = keyOf(row.sha256, row.sheet);
      const same = this.#pending.get(key);
      if (same === undefined) this.#pending.set(key, [row]);
      else same.push(row);
    }
    this.#undone = undone;
  }

  /** @throws CodedError `CORRECTIONS_UNREADABLE`, `CORRECTION_ROW_UNKNOWN`, `CORRECTION_FILE_UNKNOWN` (of `undo`) */
  static async open(state: string, { from = [], undo }: CorrectionOptions): Promise<CorrectionRun> {
    const kept = loadCorrections(state);
    const earlier = undo === undefined ? kept : withoutCorrections(kept, undo === true ? undefined : undo);
    const rows: CorrectedRow[] = [];
    for (const path of from)
      for (const row of await readCorrectedWorkbook(findWorkbook(state, path), quarantineWorkbooks(state)))
        rows.push(row);
    return new CorrectionRun(earlier, rows, countCells(kept) - countCells(earlier));
  }

  /** Counts cells put in place of a file that need not be read again. */
  noteKept(cells: number): void {
    this.#cells += cells;
  }

  /**
   * Changes where the corrections of an export change: a part of the key by which a file counts as unchanged.
   *
   * @param when `applied`: once {@link apply} has taken what the workbooks hold
   */
  fingerprint(sha256: string, when: "open" | "applied" = "open"): string {
    const of = (key: string) => key.startsWith(sha256);
    const kept = [...this.#files].filter(([key]) => of(key)).map(([, one]) => one);
    const pending = [...this.#pending]
      .filter(([key]) => when === "open" && of(key))
      .map(([, rows]) => rows.map((row) => [...row.cells]));
    return kept.length === 0 && pending.length === 0 ? "" : JSON.stringify([kept, pending]);
  }

  /**
   * Takes the cells that the workbooks changed, and puts all corrected cells of the file in place. To be called once
   * the file is staged, its columns renamed and filled down, and before it is mapped.
   *
   * @returns number of cells put in place
   * @throws CodedError `CORRECTION_IDENTIFYING`
   */
  async apply(database: Database, request: Request, name: string): Promise<number> {
    const { staged, fileHash } = request;
    const key = keyOf(fileHash, staged.sheet);
    const masks = columnMasks(staged, request.profile, request.plans);
    const pending = this.#pending.get(key) ?? [];
    if (pending.length > 0) {
      const originals = await originalsOf(database, request, pending);
      for (const row of pending) this.#take(row, originals.get(row.row), request, masks, name, key);
    }
    const cells = await applyCorrections(database, staged, masks, this.#files.get(key));
    this.#cells += cells;
    return cells;
  }

  /**
   * Checks that every row put back was met. `hashes` are those of all files of the programme, read or not.
   *
   * @throws CodedError `CORRECTION_FILE_UNKNOWN`, `CORRECTION_ROW_UNKNOWN`, `CORRECTION_IDENTIFYING`
   */
  finish(hashes: ReadonlySet<string>): CorrectionSummary {
    for (const rows of this.#pending.values()) {
      for (const row of rows) {
        if (!hashes.has(row.sha256)) throw fileUnknown(row);
        const open = this.#open.get(row);
        if (open !== undefined) throw open;
        if (!this.#settled.has(row))
          throw rowUnknown(row, row.workbook, `the export has no sheet of that name.`);
      }
    }
    const unused = [...this.#files.values()].filter((one) => !hashes.has(one.sha256));
    return {
      cells: this.#cells,
      taken: this.#took.size,
      undone: this.#undone,
      unused: unused.map((one) => ({ file: one.file, cells: countCells([one]) })),
    };
  }

  /** Keeps the corrections for later ingests. */
  save(state: string): void {
    saveCorrections(state, [...this.#files.values()]);
  }

  #take(
    row: CorrectedRow,
    original: ReadonlyMap<string, string | null> | undefined,
    { staged, fileHash }: Request,
    masks: readonly ColumnMask[],
    name: string,
    key: string,
  ): void {
    const given = staged.columns.flatMap((column, index) => {
      const cell = row.cells.get(cellText(column).trim());
      const mask = masks[index] ?? "unmapped";
      return cell === undefined || !isChanged(cell, mask, original?.get(column) ?? null)
        ? []
        : [{ column, mask, cell }];
    });
    const identifying = given.find(({ mask }) => mask === "identifying");
    if (identifying !== undefined) throw identifyingChanged(row, name, identifying.column);
    const typed = given.find(({ mask, cell }) => mask === "shown" && namesPerson(cell.text));
    if (typed !== undefined) throw identifierTyped(row, name, typed.column);
    if (this.#settled.has(row)) return;
    const unmapped = given.find(({ mask }) => mask === "unmapped");
    if (given.length > 0 && original === undefined) {
      const cut = staged.unreadable.some((one) => one.row === row.row);
      const why = cut
        ? "the row could not be cut into columns, so its cells cannot be corrected here."
        : "the export has no such row, or it is a title, a header, a total or a note.";
      this.#open.set(row, rowUnknown(row, name, why));
      return;
    }
    if (unmapped !== undefined) {
      this.#open.set(row, identifyingChanged(row, name, unmapped.column));
      return;
    }
    const filled = staged.columns.filter(
      (column, index) => masks[index] === "shown" && (original?.get(column) ?? null) !== null,
    );
    if (given.length > MOST_CHANGED && given.length > filled.length / 2) {
      const why = `${given.length} of its cells are not those of that row, so "${quarantineColumns.row}" seems to belong to another row.`;
      this.#open.set(row, rowUnknown(row, name, why));
      return;
    }
    this.#open.delete(row);
    this.#settled.add(row);
    if (given.length === 0) return;
    const before = this.#files.get(key);
    const cells = { ...before?.rows[row.row] };
    for (const { column, cell } of given) {
      const text = plain(cell.text);
      const value = text === "" ? null : text;
      if (cells[column] === value) continue;
      cells[column] = value;
      this.#took.add(`${key} ${row.row} ${column}`);
    }
    const rows = before === undefined ? {} : before.rows;
    rows[row.row] = cells;
    if (before === undefined) {
      const sheet = staged.sheet === undefined ? {} : { sheet: staged.sheet };
      this.#files.set(key, { sha256: fileHash, ...sheet, file: name, rows });
    }
  }
}

const keyOf = (sha256: string, sheet: string | undefined): string => `${sha256} ${sheet ?? ""}`;

/** A text as two programs agree on it: line ends alike, no white space around it. */
const plain = (text: string): string => cellText(text).replace(/\r\n?/g, "\n").trim();

/**
 * Whether a cell that came back is another than the export's. A masked cell counts where somebody wrote over it; a text
 * that a spreadsheet has made a number of the same value does not.
 */
function isChanged(cell: CorrectedCell, mask: ColumnMask, original: string | null): boolean {
  const text = plain(cell.text);
  if (text === MASK) return false;
  if (mask !== "shown") return text !== "";
  const before = plain(original ?? "");
  if (text === before) return false;
  return !(cell.number && before !== "" && Number(before) === Number(text));
}

/** The cells of the rows as they stand in the export; rows that it does not have are left out. */
async function originalsOf(
  database: Database,
  { staged }: Request,
  rows: readonly CorrectedRow[],
): Promise<ReadonlyMap<number, ReadonlyMap<string, string | null>>> {
  const wanted = [...new Set(rows.map(({ row }) => row))].join(", ");
  const found = await database.rows<Record<string, unknown>>(
    `SELECT s.* FROM ${staged.table} AS s SEMI JOIN (SELECT unnest([${wanted}]) AS _row) AS w USING (_row)`,
  );
  return new Map(
    found.map((row) => [
      Number(row._row),
      new Map(
        staged.columns.map((column, index) => [column, (row[`c${index + 1}`] as string | null) ?? null]),
      ),
    ]),
  );
}
