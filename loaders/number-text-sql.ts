/** Digits and signs as wide as a Chinese character, and the minus sign, with their plain forms. */
const WIDE = "０１２３４５６７８９．，－＋（）−";
const PLAIN = "0123456789.,-+()-";

/**
 * SQL of a number's text in plain form: wide digits made narrow, `(12)` made -12, and with a decimal comma 1.204,5
 * made 1204.5. A text that is no number stays one that no reader of numbers takes.
 *
 * @param text SQL of a trimmed text
 * @param decimal the sign before the decimals
 */
export function numberTextSql(text: string, decimal: "." | ","): string {
  const plain = `regexp_replace(translate(${text}, '${WIDE}', '${PLAIN}'), '^\\(([^()+-]*)\\)$', '-\\1')`;
  if (decimal === ".")
    return `CASE WHEN regexp_full_match(${text}, '[0-9.:]*') THEN ${text} ELSE ${plain} END`;
  return `CASE WHEN regexp_full_match(${plain}, '[+-]?£?[ \\x{00A0}]?(\\d{1,3}([. \\x{00A0}]\\d{3})+|\\d+)(,\\d+)?')
    THEN replace(regexp_replace(${plain}, '[. \\x{00A0}]', '', 'g'), ',', '.') ELSE ${plain} END`;
}
