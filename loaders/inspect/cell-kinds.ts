import { sqlText } from "../../src/warehouse/database.ts";
import { nhsValidSql } from "../nhs-valid-sql.ts";

/** What a cell looks like; the first of these that fits. */
export type CellKind =
  | "missing"
  | "suppressed"
  | "lost_digits"
  | "nhs"
  | "ten_digits"
  | "iso_date"
  | "slash_date"
  | "short_year"
  | "month_date"
  | "compact_date"
  | "time"
  | "hours"
  | "integer"
  | "thousands"
  | "decimal"
  | "decimal_comma"
  | "money"
  | "email"
  | "postcode"
  | "phone"
  | "long_text"
  | "text";

/** People's details that stand inside a text. */
export type Detail = "NHS number" | "date of birth" | "postcode" | "e-mail address" | "phone number" | "name";

const MISSING = [
  "null",
  "n/a",
  "na",
  "#n/a",
  "nan",
  "-",
  "--",
  ".",
  "#null!",
  "#value!",
  "#ref!",
  "nk",
  "(blank)",
  "not recorded",
];
const SUPPRESSED = ["*", "..", ":", "c", "[c]", "[x]", "[low]"];

/** The part of a cell that its kind is judged by. */
export const T = "left(t, 300)";
const full = (pattern: string) => `regexp_full_match(${T}, ${sqlText(pattern)})`;
const within = (pattern: string) => `regexp_matches(left(t, 4000), ${sqlText(pattern)})`;
const TIME_OF_DAY = "([ T]\\d{1,2}:\\d{2}(:\\d{2}(\\.\\d+)?)?( ?[AaPp][Mm])?)?";

/** In order: the first that holds is the cell's kind. */
export const KINDS: readonly (readonly [CellKind, string])[] = [
  ["missing", `lower(${T}) IN (${MISSING.map(sqlText).join(", ")})`],
  ["suppressed", `lower(${T}) IN (${SUPPRESSED.map(sqlText).join(", ")}) OR ${full("[<≤] ?\\d{1,2}")}`],
  ["lost_digits", full("\\d([.,]\\d+)?[eE]\\+\\d+")],
  [
    "nhs",
    `${full("\\d{3}[ -]?\\d{3}[ -]?\\d{4}")} AND ${nhsValidSql(`regexp_replace(${T}, '[ -]', '', 'g')`)}`,
  ],
  ["phone", full("(\\+44|0)[ ()0-9-]{9,15}")],
  ["iso_date", full(`\\d{4}-\\d{2}-\\d{2}${TIME_OF_DAY}Z?`)],
  ["slash_date", full(`(\\d{1,2}[/.-]\\d{1,2}[/.-]\\d{4}|\\d{4}[/.]\\d{1,2}[/.]\\d{1,2})${TIME_OF_DAY}`)],
  ["short_year", full(`\\d{1,2}([/.-]\\d{1,2}[/.-]|[ -][A-Za-z]{3,9}[ -])\\d{2}${TIME_OF_DAY}`)],
  ["month_date", full(`\\d{1,2}[ -]?[A-Za-z]{3,9}[ -]?\\d{4}${TIME_OF_DAY}`)],
  ["compact_date", full("(19|20)\\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\\d|3[01])")],
  ["ten_digits", full("\\d{3}[ -]?\\d{3}[ -]?\\d{4}")],
  ["time", full("([01]?\\d|2[0-3]):[0-5]\\d(:[0-5]\\d)?")],
  ["hours", full("\\d{1,4}:[0-5]\\d(:[0-5]\\d)?")],
  ["integer", full("[+-]?\\d{1,15}(\\.0+)?|\\(\\d{1,9}\\)")],
  ["thousands", full("[+-]?\\d{1,3}(,\\d{3})+(\\.\\d+)?")],
  ["decimal", full("[+-]?\\d{0,15}\\.\\d+")],
  ["decimal_comma", full("[+-]?\\d{1,12},\\d+")],
  ["money", full("[+-]?[£$€] ?[0-9.,]+|[0-9.,]+ ?%")],
  ["email", full("[^@\\s]+@[^@\\s]+\\.[^@\\s]+")],
  ["postcode", full("(?i)[A-Z]{1,2}\\d[A-Z\\d]? ?\\d[A-Z]{2}")],
  ["long_text", "length(t) > 60 OR length(t) - length(replace(t, ' ', '')) > 6"],
];

/** Details that are looked for in texts: pattern and name. */
export const DETAILS: readonly (readonly [Detail, string])[] = [
  [
    "NHS number",
    `len(list_filter(regexp_extract_all(left(t, 4000), '\\b\\d{3}[ -]?\\d{3}[ -]?\\d{4}\\b'), lambda x: ${nhsValidSql("regexp_replace(x, '[ -]', '', 'g')")})) > 0`,
  ],
  [
    "date of birth",
    within(
      "(?i)\\b(d\\.?o\\.?b\\.?|born|birth)\\b[^0-9]{0,20}\\d{1,2}[ /.-]?([A-Za-z]{3,9}|\\d{1,2})[ /.-]?(\\d{4}|\\d{2})",
    ),
  ],
  ["postcode", within("\\b[A-Z]{1,2}\\d[A-Z\\d]? ?\\d[A-Z]{2}\\b")],
  ["e-mail address", within("[^@\\s]+@[^@\\s]+\\.[A-Za-z]{2,}")],
  ["phone number", within("(\\+44|\\b0)[ ()-]?\\d{2,4}[ )-]*\\d{3,4}[ -]?\\d{3,4}\\b")],
  ["name", within("\\b(Mr|Mrs|Ms|Miss|Dr)\\.? [A-Z]")],
];
