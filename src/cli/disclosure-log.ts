import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { DisclosureLogRow, ReleaseLeak } from "../disclosure/audit/release-audit-result.ts";
import { csvCell } from "../release/estimates-table.ts";

/** Stands in every row of what must stay on the machine, wherever the row is copied to. */
export const NEVER_PUBLISH = "NEVER PUBLISH";

/** Below the programme's state folder: why each cell of the release that stands is withheld. */
export const DISCLOSURE_LOG = "disclosure-log.csv";

/** Below the programme's state folder: what the last release was refused for; absent where it was not. */
export const DISCLOSURE_LEAKS = "disclosure-leaks.csv";

/**
 * Writes the log of a release, whole or not at all: one row a withheld cell, whether it is withheld for its own sake or
 * for another's, and why. With it a reader could undo the protection, so it never leaves the state folder.
 */
export function writeDisclosureLog(state: string, release: string, rows: readonly DisclosureLogRow[]): void {
  const header = ["internal", "release", "cell", "role", "reason", "protects", "through"];
  const lines = rows.map(({ cell, role, reason, protects, through }) => [
    NEVER_PUBLISH,
    release,
    cell,
    role,
    reason,
    protects,
    through,
  ]);
  writeWhole(state, DISCLOSURE_LOG, [header, ...lines]);
  dropDisclosureLeaks(state);
}

/** Removes what an earlier try was refused for: the release that stands is a whole one. */
export function dropDisclosureLeaks(state: string): void {
  rmSync(join(state, DISCLOSURE_LEAKS), { force: true });
}

/** Writes everything that a release was refused for; the log of the release that stands is left as it is. */
export function writeDisclosureLeaks(state: string, code: string, leaks: readonly ReleaseLeak[]): void {
  const header = ["internal", "problem", "table", "cell", "what", "because", "remedy"];
  const lines = leaks.map(({ table, cell, what, because, remedy }) => [
    NEVER_PUBLISH,
    code,
    table,
    cell,
    what,
    because.join("; "),
    remedy,
  ]);
  writeWhole(state, DISCLOSURE_LEAKS, [header, ...lines]);
}

/** A CSV as spreadsheets like it, written beside its place and put there by rename. */
function writeWhole(state: string, name: string, lines: readonly (readonly string[])[]): void {
  mkdirSync(state, { recursive: true });
  const next = join(state, `${name}.next-${process.pid}`);
  const text = lines.map((cells) => cells.map(csvCell).join(",")).join("\r\n");
  try {
    writeFileSync(next, `\ufeff${text}\r\n`);
    renameSync(next, join(state, name));
  } finally {
    rmSync(next, { force: true });
  }
}
