import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { checkCodeLists } from "../../loaders/check-code-lists.ts";
import { shippedCodeLists } from "../../loaders/code-map.ts";
import { planRows } from "../../loaders/field-plan.ts";
import { codeMapsYaml } from "../../loaders/ingest-report-unmapped-html.ts";
import { addItems } from "../../loaders/inspect/add-items.ts";
import { printInspection } from "../../loaders/inspect/print-inspection.ts";
import { withoutRemarks } from "../../loaders/inspect/yaml-fragment.ts";
import { profileOf } from "../../loaders/profile-of.ts";
import { type CanonicalTable, canonicalColumns, canonicalTables } from "../../src/model/canonical.ts";
import { programmeSchema } from "../../src/model/programme.ts";
import { fieldsOf, inspected } from "../inspect-support.ts";
import { temporaryFolder } from "../programme-folder.ts";
import { codedError } from "./read-support.ts";

const file = (name: string, text: string): string => {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, text);
  return path;
};
const days = (n: number): string => `${String(n).padStart(2, "0")}/05/2024`;
const rows = (count: number, row: (n: number) => string): string =>
  Array.from({ length: count }, (_, index) => row(index + 13)).join("\n");
/** Valid numbers of the test range: the check digits are worked out by hand. */
const NHS = ["9990000018", "9990000026", "9990000034", "9990000042", "9990000050", "9990000069"];
const NAMES = ["Ann Lee", "Bo Li", "Cy Ray", "Di Fox", "Ed Kay", "Flo May"];
const pick = (list: readonly string[], n: number): string => list[n % list.length] ?? "";

describe("names of people", () => {
  it("are no number to link by, and a date of one heading with a score is the score's", async () => {
    const path = file(
      "pam.csv",
      `NHS Number,Client,Start Date,Start PAM score,Review Date,Review PAM score\n${rows(12, (n) => `${pick(NHS, n)},${pick(NAMES, n)},${days(n)},50.${n},${days(n)},60.${n}`)}`,
    );
    const inspection = await inspected(path);
    expect(fieldsOf(inspection)).toMatchObject({
      Client: "not stored: identifies people -",
      "Start Date": "outcome.date of pam at baseline medium",
      "Review Date": "outcome.date of pam at follow-up medium",
    });
    expect(withoutRemarks(inspection.source)).toMatchObject({
      mapping: { person: { nhs_number: "NHS Number" } },
    });
  });
});

it("takes dates and levels below the merged heading of a score for the score's, and for no referral", async () => {
  const inspection = await inspected(
    file(
      "tracker.csv",
      `NHS Number,Start Date done,Start PAM score,Start Level,End Date done,End PAM score,End Level\n${rows(12, (n) => `${pick(NHS, n)},${days(n)},50.${n},2,${days(n)},60.${n},Level 3`)}`,
    ),
  );
  expect(fieldsOf(inspection)).toMatchObject({
    "Start Date done": "outcome.date of pam at baseline medium",
    "Start Level": "outcome.level_recorded of pam at baseline medium",
    "End Date done": "outcome.date of pam at follow-up medium",
    "End Level": "outcome.level_recorded of pam at follow-up medium",
  });
  expect(Object.values(fieldsOf(inspection)).join(" ")).not.toContain("referral");
});

it("knows a list of absences by names with explanations in brackets", async () => {
  const inspection = await inspected(
    file(
      "away.csv",
      `Emp,Why off,From (1st day),To (incl.)\n${rows(8, (n) => `Emp 201,Sick,${days(n)},${days(n + 1)}\nEmp 202,Annual leave,${days(n)},${days(n + 2)}`)}`,
    ),
  );
  expect(fieldsOf(inspection)).toMatchObject({
    Emp: expect.stringMatching(/^absence\.staff_id/u),
    "Why off": expect.stringMatching(/^absence\.kind/u),
    "From (1st day)": "absence.first_day medium",
    "To (incl.)": "absence.last_day medium",
  });
});

it("says of a column with several signs between codes which list reads some of it", async () => {
  const wants = ["Housing, Debt", "Loneliness, Bereavement", "Carer + Debt", "Housing + Debt", "Qux"];
  const told = await inspected(
    file(
      "wants.csv",
      `NHS Number,Date ref in,Zap\n${Array.from({ length: 30 }, (_, n) => `${pick(NHS, n)},${days((n % 15) + 13)},"${pick(wants, n)}, q${"abcdefghijklmnopqrstuvwxyzabcd"[n]}${n < 26 ? "" : "x"}"`).join("\n")}`,
    ),
  );
  const zap = told.columns.find(({ name }) => name === "Zap");
  expect(zap?.reason).toMatch(/the list reason reads 4 of \d+ parts divided by “,”.*map it by hand/u);
  expect(zap?.identifying).toBe(true);
  expect(printInspection(told).replace(/\s+/gu, " ")).toContain(
    "take it out of identifying and map it by hand)",
  );
});

describe("a list of absences", () => {
  const text = `Staff,WTE,From,To,Days lost,Why off\n${rows(8, (n) => `Ann B.,1,${n}-May-24,${n + 1}-May-24,2,Cold\n,,${n}-Jun-24,${n}-Jun-24,1,Flu`)}\n,Subtotal,,,24,`;

  it("is not taken for a roster, says of years with two digits that they are not read, and leaves out subtotals", async () => {
    const inspection = await inspected(file("absent.csv", text));
    expect(fieldsOf(inspection)).toMatchObject({
      Staff: "absence.staff_id high",
      From: "absence.first_day medium",
      To: "absence.last_day medium",
    });
    expect(inspection.rows).toBe(16);
    expect(inspection.notes.filter((note) => note.includes("two digits"))).toHaveLength(2);
    expect(withoutRemarks(inspection.source)).toMatchObject({
      mapping: { tables: { absence: { set: { kind: "sickness" } } } },
    });
  });
});

it("says that nothing but people was recognised, and which dates nothing takes", async () => {
  const { notes } = await inspected(
    file("people.csv", `NHS Number,Gender,Zap\n${rows(12, (n) => `${pick(NHS, n)},Female,${days(n)}`)}`),
  );
  expect(notes.join(" ")).toMatch(/no referral, contact or score would be stored.*“Zap”/u);
});

it("says that rows without a number of the referral count one by one", async () => {
  const { notes } = await inspected(
    file("list.csv", `NHS Number,Date ref in\n${rows(12, (n) => `${pick(NHS, n)},${days(n)}`)}`),
  );
  expect(notes.join(" ")).toMatch(/stands twice counts as two referrals/u);
});

it("adds a source below the remarks of the one above, and above those of what follows", () => {
  const text = "sources:\n  - id: a\n    # of a\n    # of a too\n  # of nobody\nlast: y\n";
  expect(addItems(text, "sources", () => ["  - id: b"])).toBe(
    "sources:\n  - id: a\n    # of a\n    # of a too\n  - id: b\n  # of nobody\nlast: y\n",
  );
});

const sourceWith = (fields: Readonly<Record<string, unknown>>, table = "referral") => {
  const [source] = programmeSchema.parse({
    id: "x",
    name: "x",
    synthetic: true,
    window: { from: "2024-01-01", to: "2024-12-31" },
    data_date: "2024-12-31",
    sources: [
      { id: "list", file: "list.csv", mapping: { recognise: ["A"], tables: { [table]: { fields } } } },
    ],
  }).sources;
  if (source === undefined) throw new Error("There is one source.");
  return { source, plans: planRows(profileOf(source, "."), canonicalTables) };
};

describe("a code list that does not exist", () => {
  const check = (codes: string) => {
    const { source, plans } = sourceWith({ closed_reason: { column: "A", type: "code", codes } });
    return codedError(Promise.resolve().then(() => checkCodeLists(source, plans, shippedCodeLists())));
  };

  it("is refused with the nearest one, or all, and with what to write where none fits", async () => {
    expect((await check("leaving_raeson")).message).toContain('Did you mean "leaving_reason"?');
    const error = await check("closed_reason_zzz");
    expect([error.code, error.exit]).toEqual(["CODE_UNKNOWN", 2]);
    expect(error.message).toMatch(/referral\.closed_reason .*Code lists: .*gender.*type: text/u);
  });
});

it("names the codes of a list beside values that none is proposed for", () => {
  const value = { source: "s", file: "f", column: "c", rows: 1, list: "yes_no", codes: ["yes", "no"] };
  expect(codeMapsYaml([{ ...value, value: "Oui", proposed: null }])).toContain("# CODE is one of yes, no\n");
});

describe("the list of fields in README.md", () => {
  const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
  const lines = [...readme.matchAll(/^\| ((?:`[a-z_]+`(?:, )?)+) \| (`.*) \|$/gmu)]
    .flatMap(([, tables = "", cell = ""]) =>
      [...tables.matchAll(/`([a-z_]+)`/gu)].map(([, table = ""]) => ({
        table: table as CanonicalTable,
        fields: [...cell.matchAll(/`([a-z_]+)`/gu)].map(([, field = ""]) => field),
        lists: [...cell.matchAll(/\(([a-z_]+)(?: each)?\)/gu)].map(([, list = ""]) => list),
      })),
    )
    .filter(({ table }) => canonicalTables.includes(table));

  it("names tables, fields and code lists that exist", () => {
    expect(lines.map(({ table }) => table)).toContain("absence");
    for (const { table, fields, lists } of lines) {
      for (const field of fields) {
        if (table === "spend" && field === "attended") continue;
        if (table === "support_session" && field === "amount") continue;
        expect(() => sourceWith({ [field]: { column: "A" } }, table)).not.toThrow();
      }
      for (const list of lists) expect([...shippedCodeLists().keys()]).toContain(list);
    }
  });

  it("leaves out no field that people would map", () => {
    for (const table of ["referral", "outcome", "contact", "absence"] as const) {
      const listed = lines.find((line) => line.table === table)?.fields ?? [];
      const stored = canonicalColumns(table).map(({ name }) => name);
      expect(
        stored.filter((name) => !listed.includes(name) && !/_key$|^icb$|^received_time$/u.test(name)),
      ).toEqual([]);
    }
  });
});
