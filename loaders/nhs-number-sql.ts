import { nhsValidSql } from "./nhs-valid-sql.ts";

/**
 * SQL of an NHS number as it stands in a cell, without the spaces, dashes, apostrophe or decimal nought that systems and
 * spreadsheets put into it; null where the cell is null. Digits that a spreadsheet has lost are never made up: a number
 * in scientific notation is read only where all ten of its digits stand there.
 */
export function nhsTextSql(cell: string): string {
  const whole = `CASE WHEN regexp_full_match(${cell}, '[0-9]\\.[0-9]{9}[eE]\\+?0?9') THEN substr(${cell}, 1, 11)
    ELSE regexp_replace(${cell}, '\\.0+$', '') END`;
  return `regexp_replace(${whole}, '[^0-9A-Za-z]', '', 'g')`;
}

/**
 * SQL of what a cleaned number (see {@link nhsTextSql}) is: by its range `issued`, `test` (900–999, never issued) or
 * `reserved` (500–599) where it passes the check digit; else `damaged` (digits are lost: scientific notation or four to nine
 * digits) or `invalid`. Null where there is none.
 *
 * Source of the ranges: tests of the Python package `nhs-number`, version 2.
 */
export const nhsKindSql = (digits: string): string => `CASE WHEN ${digits} IS NULL THEN NULL
    WHEN ${nhsValidSql(digits)} THEN CASE left(${digits}, 1) WHEN '9' THEN 'test' WHEN '5' THEN 'reserved' ELSE 'issued' END
    WHEN regexp_full_match(${digits}, '[0-9]+[eE][0-9]+|[0-9]{4,9}') THEN 'damaged' ELSE 'invalid' END`;
