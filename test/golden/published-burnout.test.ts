import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { burnoutRows } from "../../src/measures/workforce-survey.ts";
import { programmeSchema } from "../../src/model/programme.ts";
import { createCanonicalTables } from "../../src/warehouse/canonical-schema.ts";
import { openDatabase } from "../../src/warehouse/database.ts";
import { hasPublished, publishedFile } from "../published-data.ts";

const file = "burnout/cbi_items_marginals_exact.csv";

const CODES: Readonly<Record<string, string>> = {
  Always: "always",
  Often: "often",
  Sometimes: "sometimes",
  Seldom: "seldom",
  "Never/almost never": "never",
  "To a very high degree": "very_high",
  "To a high degree": "high",
  Somewhat: "somewhat",
  "To a low degree": "low",
  "To a very low degree": "very_low",
};

/** Item 10 of the published table is the one on energy for family and friends: ours is the last of the work items. */
const itemOf = (number: number): string | undefined => {
  if (number <= 6) return `personal_${number}`;
  if (number > 13) return undefined;
  return number === 10 ? "work_7" : `work_${number < 10 ? number - 6 : number - 7}`;
};

const programme = programmeSchema.parse({
  id: "cbi",
  name: "Published item counts",
  synthetic: true,
  window: { from: "2022-04-01", to: "2023-03-31" },
  data_date: "2023-05-31",
  sources: [{ id: "survey", file: "s.csv", profile: "s" }],
});

describe.skipIf(!hasPublished(file))(
  "the burnout inventory over 300 people whose item counts were published (Dhusia and others 2019, Table 1; set WHAT_MATTERS_PUBLISHED_DATA)",
  () => {
    it("gives 57.22 for personal and 54.44 for work-related burnout, with the reversed item turned round", async () => {
      const [header = "", ...lines] = readFileSync(publishedFile(file), "utf8").trim().split(/\r?\n/);
      expect(header.split(",").length).toBe(20);
      const database = await openDatabase();
      try {
        await createCanonicalTables(database, "main");
        const values = lines.flatMap((line) => {
          const [respondent, ...answers] = line.split(",");
          return answers.flatMap((answer, index) => {
            const item = itemOf(index + 1);
            const code = CODES[answer];
            return item === undefined || code === undefined
              ? []
              : [`('${respondent}', '2022-23', 'cbi', '${item}', '${code}', 'survey')`];
          });
        });
        expect(values.length).toBe(300 * 13);
        await database.run(
          `INSERT INTO workforce_response (respondent_key, wave, instrument, item, answer, _source) VALUES ${values.join(", ")}`,
        );
        const rows = await burnoutRows((sql) => database.rows(sql), { schema: "main", programme });
        const means = rows.map(({ subscale, n, sum }) => [subscale, n, Number(sum) / (n * 420)] as const);
        expect(means.map(([subscale, n]) => [subscale, n])).toEqual([
          ["personal", 300],
          ["work", 300],
        ]);
        expect(means[0]?.[2]).toBeCloseTo(57.2222, 4);
        expect(means[1]?.[2]).toBeCloseTo(54.4405, 4);
      } finally {
        database.close();
      }
    });
  },
);
