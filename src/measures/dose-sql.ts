import { MET } from "./activity-contacts.ts";

/** A band of numbers: its name, and the highest number in it. */
type Band = readonly [name: string, upTo: number];

const SESSIONS: readonly Band[] = [
  ["0", 0],
  ["1-2", 2],
  ["3-5", 5],
];
const CONTACTS: readonly Band[] = [
  ["1-2", 2],
  ["3-5", 5],
  ["6-12", 12],
];

const banded = (value: string, bands: readonly Band[], above: string): string =>
  `CASE ${bands.map(([name, upTo]) => `WHEN ${value} <= ${upTo} THEN '${name}'`).join(" ")} ELSE '${above}' END`;

/** One row a referral with a known number of sessions attended (`sessions`), over all its activities. */
export const sessionsSql = (schema: string): string =>
  `SELECT referral_key, sum(sessions_attended) AS sessions FROM ${schema}.activity
    WHERE referral_key IS NOT NULL AND sessions_attended IS NOT NULL GROUP BY referral_key`;

/** One row a referral with contacts in which the person was seen or spoken with (`contacts`). */
export const contactsSql = (schema: string): string =>
  `SELECT c.referral_key, count(*) AS contacts FROM ${schema}.contact AS c
    WHERE c.referral_key IS NOT NULL AND ${MET} GROUP BY c.referral_key`;

/** Band of a number of sessions: `0`, `1-2`, `3-5`, `6+`; `not_known` where no activity says how many. */
export const sessionsBandSql = (sessions: string): string =>
  `CASE WHEN ${sessions} IS NULL THEN 'not_known' ELSE ${banded(sessions, SESSIONS, "6+")} END`;

/** Band of a number of contacts: `1-2`, `3-5`, `6-12`, `13+`; `not_known` where none is recorded. */
export const contactsBandSql = (contacts: string): string =>
  `CASE WHEN coalesce(${contacts}, 0) = 0 THEN 'not_known' ELSE ${banded(contacts, CONTACTS, "13+")} END`;
