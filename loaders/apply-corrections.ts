import type { Database } from "../src/warehouse/database.ts";
import { sqlText } from "../src/warehouse/database.ts";
import type { ColumnMask } from "./column-masks.ts";
import type { FileCorrections } from "./corrections.ts";
import type { StagedTable } from "./read/staged.ts";

/** Corrected cells that a statement holds at most. */
const CELLS_A_STATEMENT = 5000;

/**
 * Puts the corrected cells of one export in the place of those it was staged with, in one update.
 * A cell of a column that is masked, or of a row or column that is not there, is not touched and not counted.
 *
 * @returns number of cells put in place
 */
export async function applyCorrections(
  database: Database,
  staged: StagedTable,
  masks: readonly ColumnMask[],
  corrections: FileCorrections | undefined,
): Promise<number> {
  const places = new Map(
    staged.columns.flatMap((name, index) => (masks[index] === "shown" ? [[name, index + 1] as const] : [])),
  );
  const cells = Object.entries(corrections?.rows ?? {}).flatMap(([row, columns]) =>
    Object.entries(columns).flatMap(([column, text]) => {
      const place = places.get(column);
      return place === undefined
        ? []
        : [{ place, sql: `(${row}, ${place}, ${text === null ? "NULL" : sqlText(text)})` }];
    }),
  );
  if (cells.length === 0) return 0;
  await database.run(
    "CREATE OR REPLACE TEMP TABLE corrected_cell (_row BIGINT, place INTEGER, cell VARCHAR)",
  );
  for (let start = 0; start < cells.length; start += CELLS_A_STATEMENT) {
    const values = cells.slice(start, start + CELLS_A_STATEMENT).map(({ sql }) => sql);
    await database.run(`INSERT INTO corrected_cell VALUES ${values.join(", ")}`);
  }
  const changed = [...new Set(cells.map(({ place }) => place))];
  const sets = changed.map(
    (place) => `c${place} = CASE WHEN f.has${place} THEN f.new${place} ELSE s.c${place} END`,
  );
  const news = changed.map(
    (place) =>
      `bool_or(place = ${place}) AS has${place}, max(cell) FILTER (WHERE place = ${place}) AS new${place}`,
  );
  await database.run(`UPDATE ${staged.table} AS s SET ${sets.join(", ")}
    FROM (SELECT _row, ${news.join(", ")} FROM corrected_cell GROUP BY _row) AS f WHERE f._row = s._row`);
  const [met] = await database.rows<{ n: number }>(
    `SELECT count(*) AS n FROM corrected_cell SEMI JOIN ${staged.table} USING (_row)`,
  );
  await database.run("DROP TABLE corrected_cell");
  return met?.n ?? 0;
}
