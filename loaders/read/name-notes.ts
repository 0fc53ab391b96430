import { comparableName } from "./column-name.ts";
import type { Header } from "./find-header.ts";

/** Notes on column names that had to be changed to tell columns apart. */
export function nameNotes(header: Header): string[] {
  const renamed = header.columns.flatMap((name, index) => {
    const cell = header.cells[index] ?? "";
    return comparableName(cell) === comparableName(name) ? [] : [name];
  });
  if (renamed.length === 0) return [];
  const names = renamed.slice(0, 12).map((name) => `"${name}"`);
  const rest = renamed.length > names.length ? ` and ${renamed.length - names.length} more` : "";
  return [`Columns without a name, or with one used before, are called ${names.join(", ")}${rest}.`];
}
