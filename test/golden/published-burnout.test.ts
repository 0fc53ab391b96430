import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { policies } from "../../src/disclosure/policy.ts";
import { protectEstimates } from "../../src/disclosure/protect-estimates.ts";
import { Unreleased } from "../../src/disclosure/sealed.ts";
import { workforceRows } from "../../src/measures/workforce-rows.ts";
import { programmeSchema } from "../../src/model/programme.ts";
import { workforceEstimates } from "../../src/release/exact-workforce.ts";
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

const OTHER_WAY_ROUND: Readonly<Record<string, string>> = {
  always: "never",
  often: "seldom",
  sometimes: "sometimes",
  seldom: "often",
  never: "always",
};

/** The 300 people's answers as rows of a survey, the last work item turned round once more where asked. */
function surveyRows(turned: boolean): readonly string[] {
  const [header = "", ...lines] = readFileSync(publishedFile(file), "utf8").trim().split(/\r?\n/);
  expect(header.split(",").length).toBe(20);
  return lines.flatMap((line) => {
    const [respondent, ...answers] = line.split(",");
    return answers.flatMap((answer, index) => {
      const item = itemOf(index + 1);
      const code = CODES[answer];
      if (item === undefined || code === undefined) return [];
      const given = turned && item === "work_7" ? OTHER_WAY_ROUND[code] : code;
      return [`('${respondent}', '2022-23', 'cbi', '${item}', '${given}', 'survey')`];
    });
  });
}

/** Burnout of these people before and after disclosure control, by the whole way from their answers. */
async function burnoutOf(turned = false) {
  const database = await openDatabase();
  try {
    await createCanonicalTables(database, "main");
    const values = surveyRows(turned);
    expect(values.length).toBe(300 * 13);
    await database.run(
      `INSERT INTO workforce_response (respondent_key, wave, instrument, item, answer, _source) VALUES ${values.join(", ")}`,
    );
    const rows = await workforceRows((sql) => database.rows(sql), { schema: "main", programme });
    const estimates = workforceEstimates(rows, programme);
    const released = protectEstimates(new Unreleased(estimates), policies["nhs-england"]).value;
    const of = (measure: string) => {
      const index = estimates.findIndex((one) => one.measure === measure);
      return { exact: estimates[index], released: released[index] };
    };
    return { personal: of("burnout_personal"), work: of("burnout_work"), client: of("burnout_client") };
  } finally {
    database.close();
  }
}

describe.skipIf(!hasPublished(file))(
  "the burnout inventory over 300 people whose item counts were published (Dhusia and others 2019, Table 1; set WHAT_MATTERS_PUBLISHED_DATA)",
  () => {
    it("gives 57.22 for personal and 54.44 for work-related burnout before release, and 57.2 and 54.4 in it", async () => {
      const { personal, work, client } = await burnoutOf();
      expect(personal.exact?.n).toBe(300);
      expect(personal.exact?.value).toBeCloseTo(57.2222, 4);
      expect(work.exact?.n).toBe(300);
      expect(work.exact?.value).toBeCloseTo(54.4405, 4);
      // Nobody was asked about work with clients.
      expect(client.exact).toBeUndefined();
      expect(personal.released?.value).toBe(57.2);
      expect(work.released?.value).toBe(54.4);
      expect(work.released?.lower).toBeLessThan(54.4);
      expect(work.released?.upper).toBeGreaterThan(54.4);
    });

    it("would give 52.06 for work, had the question on energy for family and friends not been turned round", async () => {
      const { personal, work } = await burnoutOf(true);
      expect(work.exact?.value).toBeCloseTo(52.0595, 4);
      expect(personal.exact?.value).toBeCloseTo(57.2222, 4);
    });
  },
);
