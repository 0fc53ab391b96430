import type { WorkforceRequest } from "./workforce-roster.ts";

/**
 * Common table expression `sick_spell` (`who`, `first_day`, `last_day`), to stand after `rosterSql`: sickness of staff,
 * one row an illness however many assignments or systems it stands under. Spells that overlap or follow each other on the
 * next day are one; an open spell runs to the data date, and none beyond the day the person left, which the assignments
 * `of` tell.
 */
export function mergedSpellsSql({ schema, programme }: WorkforceRequest, of = "roster"): string {
  const earlier =
    "PARTITION BY who ORDER BY first_day, last_day ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING";
  return `sick_leaver AS (SELECT who, max(last_day) AS last_day FROM ${of} GROUP BY who),
    sick_record AS (
      SELECT DISTINCT a.staff_key AS who, a.first_day,
        least(coalesce(a.last_day, DATE '${programme.data_date}'), DATE '${programme.data_date}', l.last_day) AS last_day
      FROM ${schema}.absence AS a JOIN sick_leaver AS l ON l.who = a.staff_key
      WHERE a.kind = 'sickness' AND a.first_day IS NOT NULL),
    sick_start AS (
      SELECT who, first_day, last_day,
        CASE WHEN date_diff('day', max(last_day) OVER (${earlier}), first_day) <= 1 THEN 0 ELSE 1 END AS starts
      FROM sick_record WHERE last_day >= first_day),
    sick_number AS (
      SELECT who, first_day, last_day, sum(starts) OVER (PARTITION BY who ORDER BY first_day, last_day
        ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS spell
      FROM sick_start),
    sick_spell AS (
      SELECT who, min(first_day) AS first_day, max(last_day) AS last_day FROM sick_number GROUP BY who, spell)`;
}
