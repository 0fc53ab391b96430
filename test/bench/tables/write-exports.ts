import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { openDatabase, sqlText } from "../../../src/warehouse/database.ts";
import { writeNationalYear } from "../national-year.ts";
import { RULES } from "./tables.ts";

/**
 * Writes the exports of an invented national year with scores: of each person one first score soon after the first
 * referral, and none to two later ones, some too early or too late to count.
 */
export async function writeExportsWithScores(folder: string, referrals: number): Promise<void> {
  await writeNationalYear(folder, referrals);
  const database = await openDatabase();
  try {
    const received = `strptime("Referral date", '%d/%m/%Y')::DATE`;
    await database.run(`CREATE TEMP TABLE person AS
      SELECT "Referral ID" AS id, hash("Referral ID") AS h, ${received} + CAST(hash("Referral ID" || 'd') % 14 AS INTEGER) AS day
      FROM read_csv(${sqlText(join(folder, "exports/referrals.csv"))}, all_varchar = true)
      QUALIFY row_number() OVER (PARTITION BY "NHS number" ORDER BY "Referral ID") = 1`);
    const later = (k: number) =>
      `SELECT id, day + CAST(hash(id || 'f${k}') % 430 AS INTEGER) + 3 AS day, 'Follow-up' AS stage, 350 + hash(id || 's${k}') % 500 AS score
       FROM person WHERE h % 5 < ${4 - k}`;
    await database.run(`COPY (
      SELECT id AS "Referral ID", strftime(day, '%d/%m/%Y') AS "Date", stage AS "Stage",
        (score // 10) || '.' || (score % 10) AS "Score"
      FROM (SELECT id, day, 'Baseline' AS stage, 300 + h % 450 AS score FROM person WHERE h % 10 < 8
        UNION ALL ${later(1)} UNION ALL ${later(2)}) ORDER BY id, stage, day
      ) TO ${sqlText(join(folder, "exports/scores.csv"))} (HEADER, DELIMITER ',')`);
  } finally {
    database.close();
  }
  const { from_days, to_days, due_after_days } = RULES.follow_up;
  appendFileSync(
    join(folder, "programme.yaml"),
    `  - id: scores
    system: national
    file: exports/scores.csv
    mapping:
      recognise: [Referral ID, Stage, Score]
      missing: ["NULL", "N/A", "-"]
      tables:
        outcome:
          - set: { instrument: pam }
            fields:
              source_referral_id: { column: Referral ID, type: text, required: true }
              date: { column: Date, type: date, required: true }
              stage: { column: Stage, type: code, codes: outcome_stage, required: true }
              score: { column: Score, type: score, required: true }
instruments:
  - id: pam
    name: An invented measure of activation
    short: PAM
    decimals: 1
    range: [0, 100]
    better: higher
    pam_cut_points: 2010-style
    meaningful_change: { points: 5.4, source: Chosen for the comparison of programs }
    follow_up: { from_days: ${from_days}, to_days: ${to_days}, due_after_days: ${due_after_days} }
`,
  );
}
