import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { withoutRemarks } from "../../loaders/inspect/yaml-fragment.ts";
import { fieldsOf, inspected, toldOf } from "../inspect-support.ts";
import { temporaryFolder } from "../programme-folder.ts";
import { codedError, fixture } from "./read-support.ts";

describe("an unknown layout", () => {
  it.each([
    "01_utf8_plain.csv",
    "02_utf8_bom.csv",
    "03_utf16le_bom_tab.csv",
    "05_windows1252.csv",
    "06_semicolon_decimal_comma.csv",
    "08_sep_directive.csv",
    "09_title_rows_and_footer.csv",
    "15_cr_only.csv",
    "32_html_saved_as_xls.xls",
  ])("%s is mapped whatever it is written in", async (name) => {
    const inspection = await inspected(fixture(name));
    expect(inspection.rows).toBe(40);
    expect(fieldsOf(inspection)).toEqual({
      "Client ID": "person.local_id high",
      "NHS Number": "person.nhs_number high",
      "Referral Date": "referral.received_date high",
      Ethnicity: "person.ethnic_category high",
      Gender: "person.gender high",
      "PAM Score Pre": "outcome.score of pam at baseline high",
      "PAM Score Post": "outcome.score of pam at follow-up high",
      "Link Worker": "referral.link_worker high",
    });
    expect(inspection.questions).toEqual([]);
    // Of 40 dates, 17 have a day above 12, counted by hand.
    expect(withoutRemarks(inspection.source.date_order)).toBe("dmy");
    expect(withoutRemarks(inspection.source)).toMatchObject({
      mapping: { identifying: ["Client ID", "NHS Number", "Link Worker"] },
    });
  });

  it("06 says that numbers have a decimal comma", async () => {
    const inspection = await inspected(fixture("06_semicolon_decimal_comma.csv"));
    expect(inspection.source.decimal).toBe(",");
    const pam = inspection.columns.find(({ name }) => name === "PAM Score Pre");
    expect(pam).toMatchObject({ type: "decimal", range: ["40.7", "68"] });
  });

  it("x03 reads a merged header and its total row", async () => {
    const inspection = await inspected(fixture("x03_title_merged_header_total.xlsx"));
    expect([inspection.rows, Object.keys(fieldsOf(inspection))]).toEqual([
      40,
      ["Client ID", "PAM Baseline", "PAM Follow-up"],
    ]);
  });

  it("37 adds up the seven items and turns the sum into the score", async () => {
    const { source } = await inspected(fixture("37_swemwbs_items.csv"));
    const plain = withoutRemarks(source) as {
      mapping: { tables: { outcome: { fields: { score: unknown } }[] } };
    };
    expect(plain.mapping.tables.outcome[0]?.fields.score).toMatchObject({
      sum: [1, 2, 3, 4, 5, 6, 7].map((item) => `SWEMWBS${item}`),
      convert: "swemwbs",
    });
  });

  it("38 takes the stage from its column", async () => {
    expect(fieldsOf(await inspected(fixture("38_pre_post_attrition.csv")))).toEqual({
      Client: "person.local_id high",
      Timepoint: "outcome.stage high",
      "ONS4 Life Satisfaction": "outcome.score of ons4_satisfied high",
    });
  });
});

describe("what must not be guessed", () => {
  it("11: which of two columns of one name is the baseline", async () => {
    const { questions } = await inspected(fixture("11_duplicate_headers.csv"));
    expect(questions.map(({ code }) => code)).toEqual(["ASK_COLUMNS"]);
    expect(questions[0]?.answers.map(({ yaml }) => yaml)).toEqual([
      'columns: {"Score": "Baseline Score", "Date": "Baseline Date", "Score (2)": "Follow-up Score", "Date (2)": "Follow-up Date"}',
      'columns: {"Score": "Follow-up Score", "Date": "Follow-up Date", "Score (2)": "Baseline Score", "Date (2)": "Baseline Date"}',
    ]);
  });

  it("18: the order of dates that read both ways", async () => {
    const { questions, source } = await inspected(fixture("18_ambiguous_dates.csv"));
    expect(questions.map(({ code }) => code)).toEqual(["ASK_DATE_ORDER"]);
    expect(questions[0]?.answers.map(({ yaml }) => yaml)).toEqual(["date_order: dmy", "date_order: mdy"]);
    expect(source.date_order).toBeUndefined();
  });

  it("35: a column without a name, and labels on the first row of a group", async () => {
    const { questions } = await inspected(fixture("35_emis_blank_group_labels.csv"));
    expect(questions.map(({ code }) => code)).toEqual(["ASK_UNNAMED_COLUMN", "ASK_FILL_DOWN"]);
  });

  it("x04: a hidden sheet of people", async () => {
    const { questions, sheets } = await inspected(fixture("x04_multi_sheet_hidden_pii.xlsx"));
    expect(questions.map(({ code }) => code)).toContain("ASK_HIDDEN_SHEET");
    expect(sheets?.hidden).toBeGreaterThan(0);
  });
});

describe("people's details", () => {
  it("31: free text is flagged before any output, and not shown", async () => {
    const inspection = await inspected(fixture("31_pii_freetext.csv"));
    expect(inspection.notes.join(" ")).toContain("in 3 of 4 rows: leave it unmapped");
    expect(inspection.columns[1]).toMatchObject({
      identifying: true,
      shapes: [],
      values: [],
      range: undefined,
    });
    const told = toldOf(inspection);
    for (const detail of [
      "01/02/1950",
      "ZZ99 3WZ",
      "07700 900123",
      "9990000034",
      "test.person",
      "Test Patient",
      "walking",
    ])
      expect(told).not.toContain(detail);
  });

  it("30: numbers that a spreadsheet destroyed are named, and none is printed", async () => {
    const inspection = await inspected(fixture("30_nhs_number_shapes.csv"));
    expect(inspection.notes.join(" ")).toContain("1 number has lost digits");
    expect(toldOf(inspection)).not.toMatch(/999[ -]?000[ -]?00/u);
  });

  it("a file without names of columns is refused, so that no person is taken for one", async () => {
    const path = join(temporaryFolder(), "bare.csv");
    writeFileSync(path, "Aleph,Example\nBeth,Specimen\n");
    const error = await codedError(inspected(path));
    expect([error.code, error.exit]).toEqual(["HEADER_NOT_FOUND", 3]);
    expect(error.message).not.toContain("Aleph");
  });
});

describe("a layout that ships", () => {
  it.each([
    ["joy_style_trackers.csv", "joy-trackers"],
    ["esr_absence_export.csv", "esr-absence"],
    ["healthroster_sickness.csv", "healthroster-absence"],
    ["redcap_longitudinal.csv", "redcap-longitudinal"],
    ["systmone_style_patient_export.csv", "systmone-patients"],
    ["dhis2_tracker_long.csv", "dhis2-tracker"],
    ["ncdes_mi_monthly.csv", "ncdes-mi"],
  ])("%s is %s", async (name, profile) => {
    expect((await inspected(fixture(name))).source.profile).toBe(profile);
  });

  it("is proposed with other names for columns that only come near", async () => {
    const path = join(temporaryFolder(), "near.csv");
    writeFileSync(
      path,
      "NHS number,Referral ID,Date of the referral (system),Gender,Ethnicity,Main language,Referral source,Referral reason,Referral status,Link worker,Interpreter required,Date of birth\n" +
        "9990000018,R1,13/02/2024,F,White British,English,GP,Loneliness,Open,W1,N,01/02/1950\n",
    );
    const { source } = await inspected(path);
    expect(withoutRemarks(source)).toMatchObject({
      profile: "systmone-referrals",
      columns: { "Date of the referral (system)": "Referral date" },
    });
  });
});
