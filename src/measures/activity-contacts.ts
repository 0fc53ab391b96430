import type { Programme } from "../model/programme.ts";
import { financialYearSql, projectWindowSql, quarterSql, windowSql } from "./period-sql.ts";

/** Work with the person: an entry without a kind is one, since others are entered as what they are. */
const DIRECT = "coalesce(c.kind, 'direct') = 'direct'";
/** The person was seen or spoken with: attended, on time or late, and not known to be one-way. */
export const MET = `(${DIRECT} AND c.attendance IN ('5', '6') AND coalesce(c.two_way, TRUE))`;
/** An appointment that was to be kept. */
const EXPECTED = `${DIRECT} AND c.attendance IN ('3', '5', '6', '7')`;
const count = (condition: string, name: string) => `count(*) FILTER (WHERE ${condition}) AS ${name}`;

/**
 * One row a referral and stretch of time that no cell divides, with its first `date` and numbers of contacts: six
 * million contacts are read once, and everything else is worked out from these. Contacts without a date stand apart,
 * with a null `date`; contacts of no referral are left out.
 */
export function contactStretchesSql(schema: string, programme: Programme): string {
  const windows = [programme.windows, ...programme.projects.flatMap((one) => one.windows ?? [])];
  const { from, to } = programme.window;
  const stretch = [
    "extract(year FROM c.date) * 12 + extract(month FROM c.date)",
    `c.date BETWEEN DATE '${from}' AND DATE '${to}'`,
    ...new Set(windows.map((one) => windowSql("c.date", one))),
  ];
  return `SELECT ${[
    "c.referral_key",
    "min(c.date) AS date",
    "count(*) AS entries",
    count(MET, "met"),
    `min(CASE WHEN ${MET} THEN c.date END) AS first_met`,
    count(`${DIRECT} AND c.attendance = '3'`, "missed"),
    count(EXPECTED, "expected"),
    count(`${MET} AND c.mode IN ('telephone', 'video', 'text')`, "remote"),
    count(`${MET} AND c.mode IS NOT NULL AND c.mode <> 'not_known'`, "mode_known"),
    count(`${DIRECT} AND c.attendance = '3' AND c.interpreter_booked`, "missed_booked"),
    count(`${EXPECTED} AND c.interpreter_booked`, "expected_booked"),
    count(`${DIRECT} AND c.attendance = '3' AND NOT c.interpreter_booked`, "missed_unbooked"),
    count(`${EXPECTED} AND NOT c.interpreter_booked`, "expected_unbooked"),
    count(`${MET} AND (c.interpreter_present OR c.language_matched)`, "understood"),
    count(`${MET} AND coalesce(c.interpreter_present, c.language_matched) IS NOT NULL`, "understood_known"),
    count(`${MET} AND c.language_matched`, "matched"),
    count(`${MET} AND c.language_matched IS NOT NULL`, "matched_known"),
    count(`${MET} AND c.interpreter_booked`, "booked"),
    count(`${MET} AND c.interpreter_booked IS NOT NULL`, "booked_known"),
    count(`${MET} AND c.interpreter_booked AND c.interpreter_present`, "came"),
    count(`${MET} AND c.interpreter_booked AND c.interpreter_present IS NOT NULL`, "came_known"),
  ].join(", ")}
    FROM ${schema}.contact AS c WHERE c.referral_key IS NOT NULL
    GROUP BY ${["c.referral_key", ...stretch].join(", ")}`;
}

/**
 * The stretches of `stretches` with what their cells are about: areas of the referral (`activityReferralSql`), periods of the contacts
 * themselves. Contacts dated outside the programme's window are left out; those without a date count in `all` only.
 */
export function contactBaseSql(referrals: string, stretches: string, programme: Programme): string {
  const { from, to } = programme.window;
  const needed = (column: string) => `CASE WHEN b.interpreter = 'yes' THEN s.${column} ELSE 0 END`;
  return `SELECT ${[
    "b.referral_number, b.icb, b.borough, b.service, b.pcn, b.project",
    "s.date AS cell_date",
    `${financialYearSql("s.date")} AS financial_year`,
    `${quarterSql("s.date")} AS quarter`,
    `${windowSql("s.date", programme.windows)} AS programme_window`,
    `${projectWindowSql("s.date", "b.project", programme)} AS project_window`,
    "s.missed AS share_dna_is, s.expected AS share_dna_of",
    "s.remote AS share_remote_is, s.mode_known AS share_remote_of",
    `${needed("understood")} AS share_interpreted_is, ${needed("understood_known")} AS share_interpreted_of`,
    `${needed("matched")} AS share_language_matched_is, ${needed("matched_known")} AS share_language_matched_of`,
    `${needed("booked")} AS share_interpreter_booked_is, ${needed("booked_known")} AS share_interpreter_booked_of`,
    `${needed("missed_booked")} AS share_dna_booked_is, ${needed("expected_booked")} AS share_dna_booked_of`,
    `${needed("missed_unbooked")} AS share_dna_unbooked_is, ${needed("expected_unbooked")} AS share_dna_unbooked_of`,
    "s.came AS share_interpreter_present_is, s.came_known AS share_interpreter_present_of",
  ].join(",\n")}
    FROM ${stretches} AS s JOIN ${referrals} AS b ON b.referral_key = s.referral_key
    WHERE s.date IS NULL OR s.date BETWEEN DATE '${from}' AND DATE '${to}'`;
}
