import type { DateOrder } from "../src/model/date-order.ts";

const TIME = "([ T]\\d{1,2}:\\d{2}(:\\d{2}(\\.\\d+)?)?)?";
const SLASHED = "regexp_replace(regexp_extract(t, '^[^ T]+'), '[.-]', '/', 'g')";

/**
 * A macro `wm_date_<order>(t)`: text → DATE, or null where it is not a date in that order.
 * One order per column: `03/04/2024` parses both ways round, so it is never guessed.
 * ISO dates and dates with the month in letters are read in any order; two-digit years never.
 */
export function dateMacroSql(order: DateOrder): string {
  const ordered =
    order === "ymd"
      ? `WHEN regexp_full_match(t, '\\d{4}[/.]\\d{1,2}[/.]\\d{1,2}${TIME}') THEN CAST(try_strptime(${SLASHED}, '%Y/%m/%d') AS DATE)
         WHEN regexp_full_match(t, '\\d{8}') THEN CAST(try_strptime(t, '%Y%m%d') AS DATE)`
      : `WHEN regexp_full_match(t, '\\d{1,2}[/.-]\\d{1,2}[/.-]\\d{4}${TIME}')
         THEN CAST(try_strptime(${SLASHED}, '${order === "dmy" ? "%d/%m/%Y" : "%m/%d/%Y"}') AS DATE)`;
  return `CREATE OR REPLACE MACRO wm_date_${order}(t) AS CASE
    WHEN t IS NULL THEN NULL
    WHEN regexp_full_match(t, '\\d{4}-\\d{2}-\\d{2}${TIME}') THEN try_cast(left(t, 10) AS DATE)
    ${ordered}
    WHEN regexp_full_match(t, '\\d{1,2}[ -]?[A-Za-z]{3}[ -]?\\d{4}${TIME}')
      THEN CAST(try_strptime(regexp_replace(regexp_extract(t, '^\\d{1,2}[ -]?[A-Za-z]{3}[ -]?\\d{4}'), '[ -]', '', 'g'), '%d%b%Y') AS DATE)
    END`;
}
