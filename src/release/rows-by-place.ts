import { placeOf } from "../disclosure/staff-basis.ts";
import type { Place } from "./workforce-cell.ts";

/** Rows by the area and period that they stand for, in the order in which these come. */
export function rowsByPlace<T extends Place>(
  rows: readonly T[],
): readonly (readonly [Place, readonly T[]])[] {
  const found = new Map<string, readonly [Place, T[]]>();
  for (const row of rows) {
    const group = found.get(placeOf(row)) ?? ([row, []] as const);
    group[1].push(row);
    found.set(placeOf(row), group);
  }
  return [...found.values()];
}
