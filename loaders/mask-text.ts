import { sqlText } from "../src/warehouse/database.ts";
import { nhsValidSql } from "./nhs-valid-sql.ts";

/** Ten digits as people write an NHS number, also as a spreadsheet writes it in scientific notation. */
const TEN_DIGITS = "[0-9]{3}[ \u00a0-]?[0-9]{3}[ \u00a0-]?[0-9]{4}";
const NHS = `(?:^|[^0-9])(${TEN_DIGITS})(?:[^0-9]|$)`;
const SCIENTIFIC = "[0-9]\\.[0-9]{9}[eE]\\+?0?9";
const PHONE = "(?:^|[^0-9])(?:\\+44|0044|0)[ ()-]*[1-9](?:[ ()-]{0,2}[0-9]){8,9}(?:[^0-9]|$)";
const EMAIL = "[^\\s@]@[^\\s@]+\\.[A-Za-z]";
const POSTCODE =
  "(?:^|[^A-Za-z0-9])[A-Za-z]{1,2}[0-9][A-Za-z0-9]? ?[0-9][ABD-HJLNP-UW-Zabd-hjlnp-uw-z]{2}(?:[^A-Za-z0-9]|$)";

/** Years of birth of most people who are referred; 1900 stands for a date that is not known. */
const BORN = "(?:190[5-9]|19[1-9][0-9]|200[0-9])";
const MONTH = "(?:0?[1-9]|1[0-2]|[A-Za-z]{3,9})";
const BIRTH_DATE = `(?:^|[^0-9])(?:[0-3]?[0-9][ ./-]${MONTH}[ ./-](?:${BORN}|[3-9][0-9])|${BORN}[./-]?(?:0[1-9]|1[0-2])[./-]?[0-3][0-9])(?:[^0-9]|$)`;

const SHAPES = [NHS, SCIENTIFIC, PHONE, EMAIL, POSTCODE, BIRTH_DATE].join("|");

/** Shortest text that may hold one of the shapes: a postcode without its space. */
const SHORTEST = 5;

/**
 * SQL of whether a text has the shape of an NHS number (ten digits, whatever their check digit), a telephone number, an
 * e-mail address, a postcode or a date of birth (up to 2009), wherever it stands in the text. False where the text is
 * null. A name has no shape: it is not found.
 */
export const identifierShapeSql = (text: string): string =>
  `CASE WHEN strlen(${text}) >= ${SHORTEST} THEN regexp_matches(${text}, ${sqlText(SHAPES)}) ELSE FALSE END`;

/** Bytes of the shortest text with ten digits. */
const TEN = 10;

/**
 * SQL of whether a text may hold an NHS number or an e-mail address: quick, and true of any ten digits. Most texts are too
 * short for ten digits and have no @, so that no pattern is held against them.
 */
export const maybePersonSql = (text: string): string =>
  `CASE WHEN strlen(${text}) >= ${TEN} OR contains(${text}, '@') THEN regexp_matches(${text}, ${sqlText(`${NHS}|${SCIENTIFIC}|${EMAIL}`)}) ELSE FALSE END`;

/** SQL of whether a text holds an e-mail address, or ten digits that pass the check of an NHS number. False where null. */
export function namesPersonSql(text: string): string {
  const digits = `regexp_replace(regexp_extract(${text}, ${sqlText(NHS)}, 1), '[^0-9]', '', 'g')`;
  return `coalesce(regexp_matches(${text}, ${sqlText(`${SCIENTIFIC}|${EMAIL}`)}) OR ${nhsValidSql(digits)}, FALSE)`;
}

/** Whether a text holds an e-mail address, or ten digits that pass the check of an NHS number; as {@link namesPersonSql}. */
export function namesPerson(text: string): boolean {
  if (new RegExp(`${SCIENTIFIC}|${EMAIL}`).test(text)) return true;
  const digits = (new RegExp(NHS).exec(text)?.[1] ?? "").replace(/[^0-9]/g, "");
  const sum = Array.from(digits.slice(0, 9)).reduce((total, digit, k) => total + (10 - k) * Number(digit), 0);
  return digits.length === 10 && new Set(digits).size > 1 && (11 - (sum % 11)) % 11 === Number(digits[9]);
}
