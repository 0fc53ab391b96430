/**
 * SQL of the modulus-11 check of an NHS number: weights 10 … 2 on nine digits; NHS Data Dictionary, "NHS NUMBER".
 * One digit ten times passes that check and is a placeholder: it would make strangers one person.
 */
export function nhsValidSql(digits: string): string {
  const digit = (k: number) => `CAST(substr(${digits}, ${k}, 1) AS INTEGER)`;
  const sum = Array.from({ length: 9 }, (_, k) => `${10 - k} * ${digit(k + 1)}`).join(" + ");
  return `(CASE WHEN regexp_full_match(${digits}, '[0-9]{10}') 
    AND ${digits} <> repeat(substr(${digits}, 1, 1), 10)
    THEN (11 - (${sum}) % 11) % 11 = ${digit(10)} ELSE FALSE END)`;
}
