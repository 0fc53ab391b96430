import type { Random } from "./random.ts";

/**
 * Plants faults into rows: each row gets one at most, so that every count can be found again in the file.
 * `plant` changes the row in place. @returns the number planted, by kind.
 */
export function plantFaults<Row, Kind extends string>(
  random: Random,
  rows: readonly Row[],
  wanted: Readonly<Record<Kind, number>>,
  scale: number,
  plant: Readonly<
    Record<Kind, { readonly fits?: (row: Row) => boolean; readonly change: (row: Row) => void }>
  >,
): Record<Kind, number> {
  const pool = random.sample(rows, rows.length);
  const planted = {} as Record<Kind, number>;
  for (const kind of Object.keys(wanted) as Kind[]) {
    const { fits, change } = plant[kind];
    const goal = Math.max(1, Math.round(wanted[kind] * scale));
    planted[kind] = 0;
    for (let at = pool.length - 1; at >= 0 && planted[kind] < goal; at -= 1) {
      const row = pool[at];
      if (row === undefined || fits?.(row) === false) continue;
      pool.splice(at, 1);
      change(row);
      planted[kind] += 1;
    }
  }
  return planted;
}

/** A piece of page that must never run, and formulas that must never be computed. */
export const hostileTexts = {
  script: "Prefers mornings <script>alert('notes')</script>",
  formula: '=HYPERLINK("https://example.invalid/","Open record")',
} as const;

/** Free text of the kind that gets typed into notes. */
export const harmlessNotes = [
  "",
  "",
  "",
  "Prefers a call in the afternoon",
  "Seen with daughter",
  "Met at the café, keen on gardening – will call back",
  "Asked for the benefits leaflet",
  "Says “much better” since spring",
] as const;
