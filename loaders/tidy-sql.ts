import { sqlText } from "../src/warehouse/database.ts";
import { BLANK_CHARACTERS } from "./read/blank.ts";

/**
 * SQL of whether a text may begin or end in white space: true of every text that does, and of few others. Most texts are
 * ASCII, and trimming white space beyond ASCII takes many times as long as looking.
 */
export const maybeUntidySql = (text: string): string =>
  `(${text} NOT BETWEEN '!' AND '~~' OR suffix(${text}, ' ') OR suffix(${text}, '\t') OR suffix(${text}, '\n') OR suffix(${text}, '\r') OR strlen(${text}) <> length(${text}))`;

/**
 * SQL of a text without white space at its ends: all that makes a cell blank, so that `A1` with a line break or a
 * zero-width space behind it is `A1`.
 */
export const tidySql = (text: string): string =>
  `CASE WHEN ${maybeUntidySql(text)} THEN trim(${text}, ${sqlText(BLANK_CHARACTERS)}) ELSE ${text} END`;
