import { canonicalTables } from "../src/model/canonical.ts";
import { CodedError, EXIT } from "../src/model/coded-error.ts";
import type { DateOrder } from "../src/model/date-order.ts";
import type { Profile } from "../src/model/profile.ts";
import type { Programme, ProgrammeSource } from "../src/model/programme.ts";
import type { Database } from "../src/warehouse/database.ts";
import { columnFinder } from "./cell-sql.ts";
import { dateOrderOf } from "./date-order-of.ts";
import { dateMacroSql } from "./date-sql.ts";
import { planRows } from "./field-plan.ts";
import { fileRules } from "./file-rules.ts";
import type { Question } from "./question.ts";
import type { StagedTable } from "./read/staged.ts";
import { tidySql } from "./tidy-sql.ts";

/** How people write each order. */
const WRITTEN: Readonly<Record<DateOrder, string>> = {
  dmy: "dd/mm/yyyy",
  mdy: "mm/dd/yyyy",
  ymd: "yyyy/mm/dd",
};
const ORDERS = Object.keys(WRITTEN) as readonly DateOrder[];

/** A column is at odds with the rest of its file from this many dates on; fewer are slips and go into quarantine. */
const AT_ODDS = 3;

/** Dates of one column whose order shows: ISO dates and months in letters read the same in any order and are left out. */
interface DateCounts {
  readonly column: string;
  readonly all: number;
  /** The declared order and no other. */
  readonly asDeclared: number;
  /** Another order only. */
  readonly otherOnly: number;
  /** Both day first and month first, and two different days. */
  readonly differ: number;
  readonly reads: Readonly<Record<DateOrder, number>>;
}

/** What the dates of a file say about the order they are written in. */
export interface DateOrderFinding {
  readonly questions: readonly Question[];
  /** For the ingest report: the order and how far the dates bear it out. */
  readonly notes: readonly string[];
}

/**
 * Holds the declared date order against the dates of a staged file: asks where nobody who knows the export has said it
 * and the dates do not tell, or contradict it. A few impossible dates are left to the rules of the rows.
 * Only counts are told, never a date: a date of birth counts as a witness.
 *
 * @throws CodedError `DATE_ORDER_CONTRADICTED` where programme.yaml declares an order that the dates rule out.
 */
export async function checkDateOrder(
  database: Database,
  staged: StagedTable,
  profile: Profile,
  source: Pick<ProgrammeSource, "date_order">,
  programme: Pick<Programme, "dates">,
  file: string,
): Promise<DateOrderFinding> {
  const { order, by } = dateOrderOf(source, profile, programme);
  const counts = await countDates(database, staged, profile, order);
  const total = (count: (one: DateCounts) => number) => counts.reduce((sum, one) => sum + count(one), 0);
  const all = total((one) => one.all);
  if (all === 0) return { questions: [], notes: [] };
  const asDeclared = total((one) => one.asDeclared);
  const otherOnly = total((one) => one.otherOnly);
  const place = { file, sheet: staged.sheet };
  const written = WRITTEN[order];

  if (otherOnly > asDeclared) {
    const answers = bestOthers(order, (one) => total(({ reads }) => reads[one]));
    const column = namesOf(counts.filter((one) => one.otherOnly > 0));
    const what = `the dates contradict ${written}: of ${all}, ${otherOnly} cannot be read so and ${asDeclared} can be read in no other way.`;
    if (by === "source" || by === "programme") {
      throw contradicted({ ...place, column }, what, answers);
    }
    return { questions: [question({ ...place, column }, what, answers)], notes: [] };
  }
  const odd = counts.find((one) => one.otherOnly >= AT_ODDS && one.asDeclared === 0);
  if (odd !== undefined) {
    throw contradicted(
      { ...place, column: odd.column },
      `the dates of the file are written as ${written}, but ${odd.otherOnly} of the ${odd.all} in this column cannot be.`,
      [],
    );
  }
  const differ = total((one) => one.differ);
  if (asDeclared === 0 && differ > 0 && (by === "profile" || by === "default")) {
    const what = `all ${all} dates can be read with the day or the month first, and ${differ} of them would be two different days.`;
    const ambiguous = namesOf(counts.filter((one) => one.differ > 0));
    return { questions: [question({ ...place, column: ambiguous }, what, ["dmy", "mdy"])], notes: [] };
  }
  return { questions: [], notes: notesOf(written, all, asDeclared, otherOnly) };
}

/** The questions of {@link checkDateOrder} alone. */
export const askDateOrder = async (
  ...request: Parameters<typeof checkDateOrder>
): Promise<readonly Question[]> => (await checkDateOrder(...request)).questions;

async function countDates(
  database: Database,
  staged: StagedTable,
  profile: Profile,
  declared: DateOrder,
): Promise<readonly DateCounts[]> {
  const find = columnFinder(staged, profile);
  // Of a date of birth only the year is kept, so that it is a witness and nothing that could be read two ways.
  const columns = new Map<string, { readonly sql: string; readonly yearOnly: boolean }>();
  for (const { type, columns: names } of planRows(profile, canonicalTables).flatMap((plan) => plan.fields)) {
    if (type !== "date" && type !== "date_time" && type !== "birth_year") continue;
    for (const { name, sql } of names.flatMap((one) => find(one) ?? []))
      columns.set(name, { sql, yearOnly: type === "birth_year" && (columns.get(name)?.yearOnly ?? true) });
  }
  if (columns.size === 0) return [];
  for (const order of ORDERS) await database.run(dateMacroSql(order));
  const others = ORDERS.filter((order) => order !== declared).map((order) => `${order} IS NOT NULL`);
  const selects = [...columns.values()].map(
    ({ sql, yearOnly }, index) => `SELECT ${index} AS k, CAST(coalesce(sum(n), 0) AS BIGINT) AS all_dates,
      ${sumSql(`${declared} IS NOT NULL AND NOT (${others.join(" OR ")})`)} AS as_declared,
      ${sumSql(`${declared} IS NULL`)} AS other_only,
      ${sumSql(yearOnly ? "FALSE" : "dmy <> mdy")} AS differ,
      ${ORDERS.map((order) => `${sumSql(`${order} IS NOT NULL`)} AS reads_${order}`).join(", ")}
    FROM (
      SELECT n, ${ORDERS.map((order) => `wm_date_${order}(t) AS ${order}`).join(", ")} FROM (
        SELECT split_part(${tidySql("t")}, ' ', 1) AS t, n FROM (
          SELECT ${sql} AS t, count(*) AS n FROM ${staged.table} AS s WHERE ${sql} IS NOT NULL GROUP BY t)))
    WHERE NOT (dmy IS NULL AND mdy IS NULL AND ymd IS NULL) AND NOT (dmy IS NOT NULL AND mdy IS NOT NULL AND ymd IS NOT NULL)`,
  );
  const rows = await database.rows<Record<string, number>>(`${selects.join("\nUNION ALL\n")} ORDER BY k`);
  return [...columns.keys()].map((column, index) => {
    const count = (name: string) => rows[index]?.[name] ?? 0;
    return {
      column,
      all: count("all_dates"),
      asDeclared: count("as_declared"),
      otherOnly: count("other_only"),
      differ: count("differ"),
      reads: { dmy: count("reads_dmy"), mdy: count("reads_mdy"), ymd: count("reads_ymd") },
    };
  });
}

const sumSql = (condition: string): string =>
  `CAST(coalesce(sum(n) FILTER (WHERE ${condition}), 0) AS BIGINT)`;

/** The orders, beside the declared one, in which the most dates can be read. */
function bestOthers(declared: DateOrder, reads: (order: DateOrder) => number): readonly DateOrder[] {
  const others = ORDERS.filter((order) => order !== declared);
  const most = Math.max(...others.map(reads));
  return others.filter((order) => reads(order) === most);
}

const namesOf = (counts: readonly DateCounts[]): string => counts.map(({ column }) => column).join('", "');

interface DatePlace {
  readonly file: string;
  readonly sheet: string | undefined;
  readonly column: string;
}

const question = (place: DatePlace, what: string, answers: readonly DateOrder[]): Question => ({
  code: "ASK_DATE_ORDER",
  ...place,
  what,
  answers: answers.map((order) => ({
    yaml: `date_order: ${order}`,
    means: `dates are written as ${WRITTEN[order]}`,
  })),
});

function contradicted(place: DatePlace, what: string, answers: readonly DateOrder[]): CodedError {
  const remedy =
    answers.length === 0
      ? "Have the column exported like the others, or take it out of the mapping."
      : `Put ${answers.map((order) => `date_order: ${order} (${WRITTEN[order]})`).join(" or ")} under the source in programme.yaml.`;
  return new CodedError({
    code: "DATE_ORDER_CONTRADICTED",
    place,
    what,
    remedy: `${remedy} ${fileRules.DATE_ORDER_CONTRADICTED.remedy}`,
    exit: EXIT.refused,
  });
}

function notesOf(written: string, all: number, asDeclared: number, otherOnly: number): readonly string[] {
  const sure =
    asDeclared === 0
      ? `none of ${all} shows that this is right`
      : `${asDeclared} of ${all} can be read no other way`;
  const mixed =
    otherOnly < AT_ODDS
      ? []
      : [
          `${otherOnly} of ${all} dates cannot be read as ${written} but could be read in another order: they are in quarantine. If the file joins exports of two systems, dates that read both ways may be wrong too.`,
        ];
  return [`Dates read as ${written}: ${sure}.`, ...mixed];
}
