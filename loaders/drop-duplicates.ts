import { type CanonicalTable, canonicalColumns } from "../src/model/canonical.ts";
import { type Database, sqlName } from "../src/warehouse/database.ts";
import { recordSql } from "./check-file.ts";

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

const columnsOf = (table: CanonicalTable): readonly string[] =>
  canonicalColumns(table).map((column) => sqlName(column.name));

/** By the record's own number where it has one, else by all that is stored of it. */
function byNumber(table: CanonicalTable): SameRecord {
  const unnumbered = (column: string) => `CASE WHEN source_id IS NULL THEN ${column} END`;
  return {
    same: [
      "CASE WHEN source_id IS NOT NULL THEN system END",
      "source_id",
      ...["given_key", ...columnsOf(table)].map(unnumbered),
    ],
    among: "source_id IS NOT NULL OR person_key IS NOT NULL OR given_key IS NOT NULL",
  };
}

/** Whatever is known of two rows is the same; official statistics stand as published. */
const byAll = (table: CanonicalTable, among = "TRUE"): SameRecord => ({
  same: columnsOf(table),
  among: `NOT published AND ${among}`,
});

const PERSON_OR_REFERRAL = "coalesce(person_key, 'referral ' || given_key)";

/** The rule of each table whose overlapping exports repeat records. Staff without an identifier are never the same. */
const SAME: Readonly<Partial<Record<CanonicalTable, SameRecord>>> = {
  referral: { same: ["referral_key"], among: "TRUE" },
  outcome: {
    same: [PERSON_OR_REFERRAL, "instrument", "stage", "date"],
    among: `date IS NOT NULL AND ${PERSON_OR_REFERRAL} IS NOT NULL`,
  },
  contact: byNumber("contact"),
  activity: byNumber("activity"),
  goal: byNumber("goal"),
  health_use: { same: ["person_key", "period", "kind"], among: "person_key IS NOT NULL" },
  link_worker: {
    ...byAll("link_worker", "staff_key IS NOT NULL"),
    open: {
      column: sqlName("left"),
      key: ["staff_key", "assignment", "role", "pcn", "service", "started"],
      to: "later file",
    },
  },
  absence: {
    ...byAll("absence", "staff_key IS NOT NULL"),
    open: { column: "last_day", key: ["staff_key", "assignment", "kind", "first_day"], to: "ended" },
  },
  workforce_response: {
    same: ["respondent_key", "service", "wave", "CASE WHEN wave IS NULL THEN date END", "instrument", "item"],
    among: "respondent_key IS NOT NULL",
  },
  trainee: {
    same: ["staff_key", "service", "project", "role", "started"],
    among: "staff_key IS NOT NULL",
  },
  population: byAll("population"),
  published_count: { same: ["area", "indicator", "measure", "date"], among: "area IS NOT NULL" },
  support_session: byAll("support_session"),
  spend: byAll("spend"),
};

/**
 * Keeps of each record the row read last; the others are recorded as DUPLICATE. Rows that one export row gave are never
 * duplicates of each other, but for scores. Needs the table `file_source`.
 */
export async function dropDuplicates(database: Database, table: CanonicalTable): Promise<void> {
  const rule = SAME[table];
  if (rule === undefined) return;
  const { same, among, open } = rule;
  const rank = table === "outcome" ? "row_number" : "rank";
  const superseded =
    open === undefined
      ? "FALSE"
      : `(${among}) AND ${open.column} IS NULL AND ${
          open.to === "ended"
            ? `seq < max(CASE WHEN ${open.column} IS NOT NULL THEN seq END)`
            : "file_id < max(file_id)"
        } OVER (PARTITION BY ${among}, ${open.key.join(", ")})`;
  await database.run(`CREATE OR REPLACE TEMP TABLE ranked AS
    SELECT l.*, CASE WHEN ${among} THEN ${rank}() OVER (PARTITION BY ${[among, ...same].join(", ")} ORDER BY seq DESC) > 1
        OR ${superseded} ELSE FALSE END AS repeated
    FROM (SELECT l.*, s.system, s.published FROM load_${table} AS l JOIN file_source AS s USING (file_id)) AS l`);
  await database.run(recordSql("DUPLICATE", "SELECT file_id, _row FROM ranked WHERE repeated"));
  await database.run("DELETE FROM ranked WHERE repeated");
  await database.run(`DROP TABLE load_${table}`);
  await database.run(`ALTER TABLE ranked RENAME TO load_${table}`);
}
