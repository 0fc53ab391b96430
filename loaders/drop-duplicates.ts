import { type CanonicalTable, canonicalColumns } from "../src/model/canonical.ts";
import { type Database, sqlName } from "../src/warehouse/database.ts";
import { recordSql } from "./check-file.ts";
import type { LoadViews } from "./load-views.ts";

/** Which rows of a table are the same record; of them the last one read counts. */
interface SameRecord {
  /** Expressions that are the same for the same record. Columns are those of the load table, `from_source`, `system` and `published`. */
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
  /** Rows that are never the same within one file: the first of a file is the first of another, and so on. */
  readonly nth?: string;
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

/**
 * Scores without a date are the same only in several exports of one source: of the same referral, or else of the same
 * value.
 */
const UNDATED = [
  "CASE WHEN date IS NULL THEN from_source END",
  "CASE WHEN date IS NULL THEN given_key END",
  "CASE WHEN date IS NULL AND given_key IS NULL THEN score END",
];

/** The rule of each table whose overlapping exports repeat records. Staff without an identifier are never the same. */
const SAME: Readonly<Partial<Record<CanonicalTable, (isFilled: IsFilled) => SameRecord>>> = {
  referral: by(["referral_key"], "TRUE"),
  outcome: () => ({
    same: [PERSON_OR_REFERRAL, "instrument", "stage", "date", ...UNDATED],
    among: `${PERSON_OR_REFERRAL} IS NOT NULL`,
    nth: "date IS NULL",
  }),
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

/** Tables of which one export row, too, may give a record once only: others refer to it, or count it. */
const ONE_EACH: ReadonlySet<CanonicalTable> = new Set(["referral", "outcome"]);

/** Columns that follow from `given_key` or from the row's own keys: rows are told apart well enough without them. */
const FOLLOWING = new Set(['"referral_key"', '"service"']);

/**
 * Keeps of each record the row read last; the others are recorded as DUPLICATE. Rows that one export row gave are never
 * duplicates of each other, but for referrals and scores. Needs the table `file_source`.
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
  const { same, among, open, nth } = rule;
  const key = open?.key ?? same.filter((column) => !FOLLOWING.has(column));
  const rows = `(SELECT l.*, s.source AS from_source, s.system, s.published FROM load_${table} AS l JOIN file_source AS s USING (file_id))`;
  await database.run(`CREATE OR REPLACE TEMP TABLE likely AS
    SELECT sum FROM (SELECT hash(${key.join(", ")}) AS sum FROM ${rows} WHERE ${among}) GROUP BY sum HAVING count(*) > 1`);
  const [any] = await database.rows<{ n: number }>("SELECT count(*) AS n FROM likely");
  if (any === undefined || any.n === 0) return;
  const rank = ONE_EACH.has(table) ? "row_number" : "rank";
  const place =
    nth === undefined
      ? "0"
      : `CASE WHEN ${nth} THEN row_number() OVER (PARTITION BY file_id, ${same.join(", ")} ORDER BY seq, part) END`;
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
        ${rank}() OVER (PARTITION BY ${[...same, "nth"].join(", ")} ORDER BY seq DESC${rank === "rank" ? "" : ", part"}) > 1 OR ${superseded} AS repeated
      FROM (SELECT *, ${place} AS nth FROM ${rows} WHERE ${among} AND hash(${key.join(", ")}) IN (SELECT sum FROM likely)))
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
