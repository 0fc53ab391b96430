import fc from "fast-check";
import { expect, test } from "vitest";
import { ingestSmall } from "../small-programme.ts";

const NHS = ["9991001379", "9991004114", "9991006850"] as const;
const OPTED_OUT = "9991009590";

const profile = {
  recognise: ["NHS", "Client", "Ref", "Received"],
  person: { nhs_number: "NHS", local_id: "Client" },
  identifying: ["NHS", "Client", "Born"],
  missing: ["999"],
  where: { Kind: ["SP", ""] },
  tables: {
    person: { fields: { birth_year: { column: "Born", type: "birth_year" } } },
    referral: {
      fields: {
        source_referral_id: { column: "Ref", required: true },
        received_date: { column: "Received", type: "date", required: true },
        closed_date: { column: "Closed", type: "date" },
        urgency: { column: "Urgency", type: "code", codes: "urgency" },
      },
    },
    outcome: ["Before", "After"].map((name, k) => ({
      set: { instrument: "pam", stage: k === 0 ? "baseline" : "follow_up" },
      requires: [name],
      fields: {
        date: { column: `${name} date`, type: "date", required: true },
        score: { column: name, type: "score", required: true },
        level_recorded: { column: "Level", type: "integer" },
      },
    })),
  },
};
const header = [
  "NHS",
  "Client",
  "Ref",
  "Received",
  "Closed",
  "Urgency",
  "Kind",
  "Born",
  "Before date",
  "Before",
  "After date",
  "After",
  "Level",
];
const settings = {
  opt_out_file: "opt-out.txt",
  instruments: [
    {
      id: "pam",
      name: "PAM",
      short: "PAM",
      decimals: 1,
      range: [0, 100],
      better: "higher",
      pam_cut_points: "2010-style",
    },
  ],
};

const one = (...values: string[]) => fc.constantFrom(...values);
const date = one(
  "01/02/2023",
  "03/06/2023",
  "31/02/2023",
  "01/01/1901",
  "01/01/2031",
  "",
  "soon",
  "2023-05-04",
);
const score = one("", "50", "61.2", "61.25", "134", "-1", "fifty", "999", "*");
const record = fc
  .tuple(
    one(...NHS, OPTED_OUT, "999 100 1379", "9991001379.0", "9.99E+09", "9991001370", ""),
    one("C0", "C1", "C2", "", "0"),
    one("R0", "R1", "R2", "R3", "", "999"),
    date,
    date,
    one("", "Routine", "?"),
    one("SP", "SP", "SP", "", "other"),
    one("", "1950", "25/12/1950", "1850", "x"),
    date,
    score,
    date,
    score,
    one("", "1", "4", "x"),
  )
  .map((cells) => [...cells]);

/** What real exports mix in: totals, repeated headers, blank rows, notes, and rows that are too short or too long. */
const line = fc.oneof(
  { weight: 10, arbitrary: record },
  { weight: 1, arbitrary: fc.constant(["Total", ...header.slice(1).map(() => "")]) },
  { weight: 1, arbitrary: fc.constant([...header]) },
  { weight: 1, arbitrary: fc.constant(header.map(() => "")) },
  { weight: 1, arbitrary: record.map((cells) => cells.slice(0, 9)) },
  { weight: 1, arbitrary: record.map((cells) => [...cells, "more", "cells"]) },
);
const sound = [
  NHS[0],
  "C0",
  "R9",
  "13/02/2023",
  "",
  "Routine",
  "SP",
  "1950",
  "01/03/2023",
  "50",
  "01/06/2023",
  "61.2",
  "2",
];

test("every row of dirty exports is stored, quarantined or excluded, and the stored are those the warehouse names", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(line, { maxLength: 20 }),
      fc.array(line, { maxLength: 20 }),
      fc.boolean(),
      async (first, second, overlap) => {
        const files = {
          "1.csv": [header, sound, ...first],
          "2.csv": [
            header,
            [...sound.slice(0, 5), "", ...sound.slice(6)],
            ...(overlap ? first : []),
            ...second,
          ],
        };
        const source = (name: keyof typeof files) => ({
          profile,
          // Blank numbers of clients mean that nothing was recorded: said here, or a short file would be asked about.
          settings: { system: "case", fill_down: [] },
          files: { [name]: files[name] },
        });
        const small = await ingestSmall({ one: source("1.csv"), two: source("2.csv") }, settings, {
          "opt-out.txt": `${OPTED_OUT}\n`,
        });
        const named = await small.rows(
          "SELECT _source, count(DISTINCT _row) AS n FROM (SELECT _source, _row FROM w.referral UNION ALL SELECT _source, _row FROM w.outcome) GROUP BY _source",
        );
        const storedOf = new Map(named.map((row) => [row._source, row.n]));
        for (const [name, lines] of Object.entries(files)) {
          const file = small.file(name);
          expect(file.stored + file.quarantined + file.excluded).toBe(file.rows);
          expect(file.rows).toBe(lines.slice(1).filter((cells) => cells.some((cell) => cell !== "")).length);
          expect(file.stored).toBe(storedOf.get(file.source) ?? 0);
        }
        expect(storedOf.get("two")).toBeGreaterThan(0);
        const ids = await small.rows(
          "SELECT source_referral_id FROM w.referral GROUP BY ALL HAVING count(*) > 1",
        );
        expect(ids).toEqual([]);
        const text = JSON.stringify(small.report);
        for (const number of [...NHS, OPTED_OUT]) expect(text).not.toContain(number);
      },
    ),
    { numRuns: 12 },
  );
}, 120_000);
