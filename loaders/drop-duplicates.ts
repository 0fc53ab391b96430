import { type CanonicalTable, canonicalColumns } from "../src/model/canonical.ts";
import { type Database, sqlName } from "../src/warehouse/database.ts";
import { recordSql } from "./check-file.ts";
import type { LoadViews } from "./load-views.ts";

/** Which rows of a table are the same record; of them the last one read counts. */
interface SameRecord {
  /** Expressions that are the same for the same record. Columns are those of the load table, `system` and `published`. */
  readonly same: readonly string[];
  /** Rows to compare at all; the others all stand. */
  readonly among: string;
  /**
   * A row with nothing in `column` gives way to one with the same `key`: to a later row that is ended, or to any row of
   * a later file.
   */
  readonly open?: {
    readonly column: string;
    readonly key: readonly string[];
    readonly to: "ended" | "later file";
  };
}

/** Whether some row may hold something in a column; a column that is null throughout tells no two rows apart. */
type IsFilled = (column: string) => boolean;

const columnsOf = (table: CanonicalTable, isFilled: IsFilled): readonly string[] =>
  canonicalColumns(table)
    .filter(({ name }) => isFilled(name))
    .map(({ name }) => sqlName(name));

/** By the record's own number where it has one, else by all that is stored of it. */
const byNumber =
  (table: CanonicalTable) =>
  (isFilled: IsFilled): SameRecord => {
    const all = ["given_key", ...columnsOf(table, isFilled)];
    const numbered = isFilled("source_id");
    return {
      same: numbered
        ? [
            "CASE WHEN source_id IS NOT NULL THEN system END",
            "source_id",
            ...all.map((column) => `CASE WHEN source_id IS NULL THEN ${column} END`),
          ]
        : all,
      among: "(source_id IS NOT NULL OR person_key IS NOT NULL OR given_key IS NOT NULL)",
    };
  };

/** Whatever is known of two rows is the same; official statistics stand as published. */
const byAll =
  (table: CanonicalTable, among = "TRUE", open?: SameRecord["open"]) =>
  (isFilled: IsFilled): SameRecord => ({
    same: columnsOf(table, isFilled),
    among: `NOT published AND ${among}`,
    ...(open === undefined ? {} : { open }),
  });

const by = (same: readonly string[], among: string) => (): SameRecord => ({ same, among });

const PERSON_OR_REFERRAL = "coalesce(person_key, 'referral ' || given_key)";

/** The rule of each table whose overlapping exports repeat records. Staff without an identifier are never the same. */
const SAME: Readonly<Partial<Record<CanonicalTable, (isFilled: IsFilled) => SameRecord>>> = {
  referral: by(["referral_key"], "TRUE"),
  outcome: by(
    [PERSON_OR_REFERRAL, "instrument", "stage", "date"],
    `date IS NOT NULL AND ${PERSON_OR_REFERRAL} IS NOT NULL`,
  ),
  contact: byNumber("contact"),
  activity: byNumber("activity"),
  goal: byNumber("goal"),
  health_use: by(["person_key", "period", "kind"], "person_key IS NOT NULL"),
  link_worker: byAll("link_worker", "staff_key IS NOT NULL", {
    column: sqlName("left"),
    key: ["staff_key", "assignment", "role", "pcn", "service", "started"],
    to: "later file",
  }),
  absence: byAll("absence", "staff_key IS NOT NULL", {
    column: "last_day",
    key: ["staff_key", "assignment", "kind", "first_day"],
    to: "ended",
  }),
  workforce_response: by(
    ["respondent_key", "service", "wave", "CASE WHEN wave IS NULL THEN date END", "instrument", "item"],
    "respondent_key IS NOT NULL",
  ),
  trainee: by(["staff_key", "service", "project", "role", "started"], "staff_key IS NOT NULL"),
  population: byAll("population"),
  published_count: by(["area", "indicator", "measure", "date"], "area IS NOT NULL"),
  support_session: byAll("support_session"),
  spend: byAll("spend"),
};

/** Columns that follow from `given_key` or from the row's own keys: rows are told apart well enough without them. */
const FOLLOWING = new Set(['"referral_key"', '"service"']);

/**
 * Keeps of each record the row read last; the others are recorded as DUPLICATE. Rows that one export row gave are never
 * duplicates of each other, but for scores. Needs the table `file_source`.
 *
 * Most exports repeat nothing: a sum over each row's values finds those that may be repeated, and only they are compared.
 */
export async function dropDuplicates(
  database: Database,
  views: LoadViews,
  table: CanonicalTable,
): Promise<void> {
  const rule = SAME[table]?.((column) => views.isFilled(table, column));
  if (rule === undefined || !views.hasRows(table)) return;
  const { same, among, open } = rule;
  const key = open?.key ?? same.filter((column) => !FOLLOWING.has(column));
  const rows = `(SELECT l.*, s.system, s.published FROM load_${table} AS l JOIN file_source AS s USING (file_id))`;
  await database.run(`CREATE OR REPLACE TEMP TABLE likely AS
    SELECT sum FROM (SELECT hash(${key.join(", ")}) AS sum FROM ${rows} WHERE ${among}) GROUP BY sum HAVING count(*) > 1`);
  const [any] = await database.rows<{ n: number }>("SELECT count(*) AS n FROM likely");
  if (any === undefined || any.n === 0) return;
  const rank = table === "outcome" ? "row_number" : "rank";
  const superseded =
    open === undefined
      ? "FALSE"
      : `${open.column} IS NULL AND ${
          open.to === "ended"
            ? `seq < max(CASE WHEN ${open.column} IS NOT NULL THEN seq END)`
            : "file_id < max(file_id)"
        } OVER (PARTITION BY ${open.key.join(", ")})`;
  await database.run(`CREATE OR REPLACE TEMP TABLE repeated AS
    SELECT file_id, _row, seq, part FROM (
      SELECT file_id, _row, seq, part,
        ${rank}() OVER (PARTITION BY ${same.join(", ")} ORDER BY seq DESC) > 1 OR ${superseded} AS repeated
      FROM ${rows} WHERE ${among} AND hash(${key.join(", ")}) IN (SELECT sum FROM likely))
    WHERE repeated`);
  const [found] = await database.rows<{ n: number }>("SELECT count(*) AS n FROM repeated");
  if (found === undefined || found.n === 0) return;
  await database.run(recordSql("DUPLICATE", "SELECT file_id, _row FROM repeated"));
  await views.replace(
    database,
    table,
    {},
    `FROM load_${table} AS l ANTI JOIN repeated AS r ON r.seq = l.seq AND r.part = l.part`,
  );
}
