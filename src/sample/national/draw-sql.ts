import { sqlText } from "../../warehouse/database.ts";

/** Draws of one kind for one row: four numbers from 0 to 65,535, made from the seed, the kind and the row's number. */
export interface Draws {
  /** SQL of the number that the four are cut from; select it once under `name`. */
  readonly sql: string;
  readonly name: string;
  /** SQL of the draw at a place from 0 to 3, where `name` is a column. */
  readonly at: (place: 0 | 1 | 2 | 3) => string;
}

/**
 * SQL for draws that depend on nothing but seed, kind and number: the same on every machine, in any order of rows and
 * with any number of threads. MD5 is used because its bits are the same in every version of the database.
 */
export function draws(seed: number, kind: string, number: string): Draws {
  const name = `draw_${kind}`;
  return {
    sql: `md5_number_lower(${sqlText(`${seed}:${kind}:`)} || ${number}) AS ${name}`,
    name,
    at: (place) => `CAST((${name} >> ${16 * place}) & 65535 AS BIGINT)`,
  };
}

/** SQL of one of the texts, by weight. A text may be a list of spellings, each as likely as the others. */
export function choiceSql(
  draw: string,
  choices: readonly (readonly [string | readonly string[], number])[],
): string {
  const each = choices.flatMap(([text, weight]) => {
    const spellings = [text].flat();
    return spellings.map((one) => [one, weight / spellings.length] as const);
  });
  const all = each.reduce((sum, [, weight]) => sum + weight, 0);
  let below = 0;
  const cases = each.slice(0, -1).map(([text, weight]) => {
    below += weight;
    return `WHEN ${draw} < ${Math.round((65_536 * below) / all)} THEN ${sqlText(text)}`;
  });
  const last = sqlText(each.at(-1)?.[0] ?? "");
  return cases.length === 0 ? last : `CASE ${cases.join(" ")} ELSE ${last} END`;
}

/** SQL of a draw from nearly the standard normal distribution: four draws added up. */
export const normalSql = ({ at }: Draws): string =>
  `((${at(0)} + ${at(1)} + ${at(2)} + ${at(3)} - 131070) / 37837.2)`;

/** SQL of a whole number from `low` to `high`, both included. */
export const wholeSql = (draw: string, low: number, high: number): string =>
  `(${low} + (${draw} * ${high - low + 1}) // 65536)`;
