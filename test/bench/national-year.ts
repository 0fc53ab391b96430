import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openDatabase, sqlText } from "../../src/warehouse/database.ts";

const NETWORKS = 60;

/**
 * Writes a programme of invented referrals, with six contacts each, as two CSV exports of about 40 bytes a row.
 * Numbers pass the check digit of the NHS number and lie in the range that is never issued.
 */
export async function writeNationalYear(folder: string, referrals: number): Promise<void> {
  mkdirSync(join(folder, "exports"), { recursive: true });
  const persons = Math.round(referrals * 0.85);
  const database = await openDatabase();
  try {
    const weights = Array.from(
      { length: 9 },
      (_, k) => `${10 - k} * CAST(substr(CAST(n AS VARCHAR), ${k + 1}, 1) AS INTEGER)`,
    );
    await database.run(`CREATE TEMP TABLE person AS
      SELECT row_number() OVER () - 1 AS i, n || digit AS nhs, gender, ethnicity FROM (
        SELECT n, (11 - (${weights.join(" + ")}) % 11) % 11 AS digit,
          ['F', 'M', 'U', 'Female', 'Male'][1 + CAST(hash(n) % 5 AS INTEGER)] AS gender,
          ['A', 'B', 'C', 'D', 'H', 'J', 'K', 'M', 'N', 'P', 'Z', '99'][1 + CAST(hash(n + 7) % 12 AS INTEGER)] AS ethnicity
        FROM (SELECT 900000000 + unnest(range(${Math.ceil(persons * 1.12)})) AS n)) WHERE digit < 10 LIMIT ${persons}`);
    const id = (i: string) => `'R' || lpad(CAST(${i} AS VARCHAR), 7, '0') AS "Referral ID"`;
    const day = (i: string, later = "0") =>
      `strftime(DATE '2021-04-01' + CAST(hash(${i}) % 1000 AS INTEGER) + ${later}, '%d/%m/%Y')`;
    const write = (query: string, file: string) =>
      database.run(`COPY (${query}) TO ${sqlText(join(folder, "exports", file))} (HEADER, DELIMITER ',')`);
    await write(
      `SELECT ${id("r.i")}, p.nhs AS "NHS number", ${day("r.i")} AS "Referral date", p.gender AS "Gender",
        p.ethnicity AS "Ethnicity", 'U' || (9901 + hash(r.i + 3) % ${NETWORKS}) AS "PCN code"
       FROM (SELECT unnest(range(${referrals})) AS i) AS r JOIN person AS p ON p.i = r.i % ${persons} ORDER BY r.i`,
      "referrals.csv",
    );
    await write(
      `SELECT ${id("i // 6")}, ${day("i // 6", "7 * CAST(i % 6 AS INTEGER)")} AS "Date",
        ['Face to face', 'Telephone', 'Video', 'Home visit'][1 + CAST(hash(i + 1) % 4 AS INTEGER)] AS "Mode",
        ['Attended', 'Attended', 'Attended', 'DNA'][1 + CAST(hash(i + 2) % 4 AS INTEGER)] AS "Attendance",
        10 + hash(i + 5) % 60 AS "Minutes"
       FROM (SELECT unnest(range(${referrals * 6})) AS i) ORDER BY i`,
      "contacts.csv",
    );
  } finally {
    database.close();
  }
  const networks = Array.from(
    { length: NETWORKS },
    (_, k) => `    - { code: U${9901 + k}, name: PCN ${k + 1} }`,
  );
  writeFileSync(
    join(folder, "programme.yaml"),
    `id: national
name: An invented national year
synthetic: true
synthetic_key: a key that everybody may know
window: { from: 2021-04-01, to: 2024-03-31 }
data_date: 2025-03-31
dates: { order: dmy }
areas:
  version: invented
  pcns:
${networks.join("\n")}
sources:
  - id: referrals
    system: national
    file: exports/referrals.csv
    mapping:
      recognise: [Referral ID, NHS number]
      missing: ["NULL", "N/A", "-"]
      person: { nhs_number: NHS number }
      identifying: [NHS number]
      tables:
        person:
          fields:
            gender: { column: Gender, type: code, codes: gender }
            ethnic_category: { column: Ethnicity, type: code, codes: ethnic_category }
        referral:
          fields:
            source_referral_id: { column: Referral ID, type: text, required: true }
            received_date: { column: Referral date, type: date, required: true }
            pcn: { column: PCN code, type: text }
  - id: contacts
    system: national
    file: exports/contacts.csv
    mapping:
      recognise: [Referral ID, Date, Minutes]
      missing: ["NULL", "N/A", "-"]
      tables:
        contact:
          fields:
            source_referral_id: { column: Referral ID, type: text, required: true }
            date: { column: Date, type: date, required: true }
            mode: { column: Mode, type: code, codes: contact_mode }
            attendance: { column: Attendance, type: code, codes: attendance }
            minutes: { column: Minutes, type: integer }
`,
  );
}
