import { describe, expect, it } from "vitest";
import { policies } from "../../src/disclosure/policy.ts";
import { releaseTeam } from "../../src/disclosure/release-team.ts";
import { Unreleased } from "../../src/disclosure/sealed.ts";
import { bradfordFactor, teamMembers } from "../../src/measures/team-members.ts";
import { type StaffName, teamDays, teamRows } from "../../src/measures/workforce-team.ts";
import type { Programme } from "../../src/model/programme.ts";
import { createCanonicalTables } from "../../src/warehouse/canonical-schema.ts";
import { type Database, openDatabase } from "../../src/warehouse/database.ts";

const programme = {
  window: { from: "2022-04-01", to: "2024-03-31" },
  data_date: "2024-05-31",
  sources: [],
} as unknown as Programme;

/** A warehouse of these rows: table → rows of columns. */
async function warehouse(
  tables: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>,
): Promise<Database> {
  const database = await openDatabase();
  await database.run("CREATE SCHEMA w");
  await createCanonicalTables(database, "w");
  for (const [table, rows] of Object.entries(tables)) {
    for (const [index, row] of rows.entries()) {
      const cells = Object.entries({ _source: "made", _row: index + 1, ...row });
      const literal = (value: unknown) => (typeof value === "string" ? `'${value}'` : String(value));
      await database.run(
        `INSERT INTO w.${table} (${cells.map(([name]) => `"${name}"`).join(", ")}) VALUES (${cells.map(([, value]) => literal(value)).join(", ")})`,
      );
    }
  }
  return database;
}

const areas = [
  { area_type: "service", area: "S1", name: "One" },
  { area_type: "pcn", area: "P1", name: "Network" },
];
const post = (staff_key: string, more: Readonly<Record<string, unknown>> = {}) => ({
  staff_key,
  assignment: `${staff_key}-1`,
  role: "link_worker",
  service: "S1",
  pcn: "P1",
  fte: 0.6,
  started: "2021-02-10",
  volunteer: false,
  ...more,
});
const sick = (staff_key: string, first_day: string, last_day: string | null, assignment = "a") => ({
  staff_key,
  assignment,
  kind: "sickness",
  first_day,
  last_day,
});

async function viewOf(
  tables: Parameters<typeof warehouse>[0],
  names: readonly StaffName[] = [],
): Promise<ReturnType<typeof teamMembers>> {
  const database = await warehouse({ area: areas, ...tables });
  try {
    return teamMembers(await teamRows((sql) => database.rows(sql), { schema: "w", programme, names }));
  } finally {
    database.close();
  }
}

describe("the days that rows of a team are about", () => {
  it("are the financial year of the data date, the one before, and 52 weeks", () => {
    expect(teamDays(programme)).toMatchObject({
      year: { from: "2024-04-01", to: "2024-05-31" },
      last_year: { from: "2023-04-01", to: "2024-03-31" },
      rolling: { from: "2023-06-03", to: "2024-05-31" },
    });
    const march = { ...programme, data_date: "2024-03-31" } as Programme;
    expect(teamDays(march).year).toEqual({ from: "2023-04-01", to: "2024-03-31" });
    const days = (Date.parse("2024-05-31") - Date.parse("2023-06-03")) / 86_400_000 + 1;
    expect(days).toBe(52 * 7);
  });

  it("end the running quarter on the data date, and begin no quarter before the window", () => {
    const quarters = teamDays(programme).quarters;
    expect(quarters).toHaveLength(8);
    expect(quarters.at(-1)).toEqual({ period: "2024-Q2", from: "2024-04-01", to: "2024-05-31" });
    expect(quarters.at(-2)).toEqual({ period: "2024-Q1", from: "2024-01-01", to: "2024-03-31" });
    const late = { ...programme, window: { from: "2023-11-01", to: "2024-03-31" } } as Programme;
    expect(teamDays(late).quarters.map(({ period }) => period)).toEqual(["2024-Q1", "2024-Q2"]);
  });
});

describe("the Bradford factor", () => {
  it("is spells × spells × days: ten days are 10, 250 or 1,000", () => {
    expect(bradfordFactor(1, 10)).toBe(10);
    expect(bradfordFactor(5, 10)).toBe(250);
    expect(bradfordFactor(10, 10)).toBe(1000);
    expect(bradfordFactor(0, 0)).toBe(0);
  });

  it("takes an illness under several posts, and spells that touch, as one, and clips to the 52 weeks", async () => {
    const { members } = await viewOf({
      link_worker: [post("a"), post("a", { assignment: "a-2", fte: 0.3 })],
      absence: [
        // Began before the 52 weeks: 3 and 4 June count, 2 days.
        sick("a", "2023-05-30", "2023-06-04"),
        // One illness under two posts, 5 days; the next begins the day after: one spell of 7 days.
        sick("a", "2023-09-04", "2023-09-08"),
        sick("a", "2023-09-04", "2023-09-08", "b"),
        sick("a", "2023-09-09", "2023-09-10"),
        // A day in between: a spell of its own, across 31 March: 2 days in each financial year.
        sick("a", "2024-03-30", "2024-04-02"),
        // Still ill: to the data date, 3 days.
        sick("a", "2024-05-29", null),
        { ...sick("a", "2024-01-01", "2024-01-20"), kind: "other" },
      ],
    });
    expect(members).toHaveLength(1);
    expect(members[0]?.sickness).toEqual({
      // 1 and 2 April; 29, 30 and 31 May.
      year_days: 5,
      // 30 May to 4 June, 4 to 10 September, 30 and 31 March.
      last_year_days: 6 + 7 + 2,
      rolling_days: 2 + 7 + 4 + 3,
      rolling_spells: 4,
      bradford: 16 * 16,
    });
    expect(members[0]?.fte).toBeCloseTo(0.9, 10);
  });

  it("says nothing of staff of a service without absence records, which is not a zero", async () => {
    const none = await viewOf({ link_worker: [post("a")] });
    expect(none.members[0]?.sickness).toBeNull();
    const some = await viewOf({
      link_worker: [post("a"), post("b")],
      absence: [sick("b", "2023-09-04", "2023-09-04")],
    });
    const [first] = some.members.filter(({ sickness }) => sickness?.rolling_days === 0);
    expect(first?.sickness).toMatchObject({ rolling_spells: 0, bradford: 0 });
  });
});

describe("a team", () => {
  const referral = (n: number, link_worker: string, received_date: string, more = {}) => ({
    referral_key: `r${n}`,
    person_key: `p${n}`,
    link_worker,
    received_date,
    service: "S1",
    pcn: "P1",
    status: "open",
    ...more,
  });
  const tables = {
    link_worker: [
      post("a"),
      post("b", { started: "2022-07-01", left: "2024-02-29" }),
      post("c", { left: "2024-01-31" }),
    ],
    referral: [
      referral(1, "a", "2023-06-02"),
      referral(2, "a", "2023-06-03"),
      referral(3, "a", "2024-05-31"),
      referral(4, "a", "2024-06-01"),
      referral(5, "a", "2023-12-01", { status: "closed", closed_date: "2024-02-01" }),
      referral(6, "b", "2024-01-10"),
    ],
    contact: [
      {
        referral_key: "r1",
        link_worker: "a",
        date: "2024-05-01",
        kind: "direct",
        attendance: "5",
        minutes: 40,
      },
      {
        referral_key: "r2",
        link_worker: "a",
        date: "2024-05-11",
        kind: "direct",
        attendance: "3",
        minutes: 0,
      },
      {
        referral_key: "r2",
        link_worker: "a",
        date: "2023-06-02",
        kind: "direct",
        attendance: "5",
        minutes: 50,
      },
      { referral_key: "r2", link_worker: "a", date: "2024-05-21", kind: "travel", minutes: 25 },
    ],
  };

  it("takes a person who was seen on an unknown day as seen", async () => {
    const undated = { referral_key: "r3", link_worker: "a", kind: "direct", attendance: "5" };
    const of = async (more: object) => {
      const { members } = await viewOf({ ...tables, contact: [...tables.contact, { ...undated, ...more }] });
      return members.find(({ label }) => label === "Link worker 1")?.cases;
    };
    expect(await of({})).toMatchObject({ open: 3, waiting: 0 });
    // Missed on an unknown day, or to be seen after the data date: still waiting.
    expect(await of({ attendance: "3" })).toMatchObject({ open: 3, waiting: 1 });
    expect(await of({ date: "2024-06-03" })).toMatchObject({ open: 3, waiting: 1 });
  });

  it("counts new, open and waiting referrals, entries and minutes, and days since the last entry", async () => {
    const { members } = await viewOf(tables);
    const a = members.find(({ label }) => label === "Link worker 1");
    // Received from 3 June on: 2, 3 and 5. Open: 1, 2 and 3. Not yet met: 3 (2 was met in 2023).
    expect(a?.cases).toMatchObject({ new_referrals: 3, open: 3, waiting: 1 });
    // 31 December: 1, 2 and 5; 31 March: 1 and 2; 31 May: 1, 2 and 3.
    expect(a?.cases?.open_by_quarter.slice(-3)).toEqual([3, 2, 3]);
    expect(a?.cases?.new_by_quarter.slice(-3)).toEqual([1, 0, 1]);
    expect(a?.work).toEqual({
      direct: { contacts: 2, minutes: 40 },
      travel: { contacts: 1, minutes: 25 },
    });
    expect(a?.days_since_entry).toBe(10);
  });

  it("keeps who has left only while cases stand open in their name", async () => {
    const { members } = await viewOf(tables);
    expect(members.map(({ label, left }) => [label, left])).toEqual([
      ["Link worker 1", null],
      ["Link worker 2", "2024-02-29"],
    ]);
    expect(members[1]).toMatchObject({ started: "2022-07", known_from: "both", fte: null });
  });

  it("puts names of the case records and staff numbers together where a list says so, else in two rows", async () => {
    const apart = await viewOf({ ...tables, link_worker: [post("x")] });
    expect(apart.members.map(({ label, known_from }) => [label, known_from])).toEqual([
      ["Link worker 1", "staff"],
      ["Worker in the case records 1", "cases"],
      ["Worker in the case records 2", "cases"],
    ]);
    const together = await viewOf({ ...tables, link_worker: [post("x")] }, [
      { case_keys: ["other", "a"], staff_keys: ["nobody", "x"] },
    ]);
    expect(together.members.map(({ label, known_from, cases }) => [label, known_from, cases?.open])).toEqual([
      ["Link worker 1", "both", 3],
      ["Worker in the case records 1", "cases", 1],
    ]);
  });

  it("carries no key of a person or a member of staff", async () => {
    const secret = (text: string) => `${text}5ecret0000000000000000000000`;
    const view = await viewOf({
      link_worker: [post(secret("a"))],
      referral: [referral(1, secret("a"), "2024-01-01"), referral(2, secret("b"), "2024-01-01")],
      contact: [
        { referral_key: "r1", link_worker: secret("b"), date: "2024-05-01", kind: "direct", attendance: "5" },
      ],
      absence: [sick(secret("a"), "2023-09-04", "2023-09-04")],
    });
    expect(view.members).toHaveLength(2);
    expect(JSON.stringify(view)).not.toMatch(/5ecret|"p1"|"r1"/);
  });
});

describe("rows about single members of staff", () => {
  it("are released under policy none alone", async () => {
    const view = await viewOf({ link_worker: [post("a")] });
    for (const policy of Object.values(policies)) {
      const asked = () => releaseTeam(new Unreleased(view), policy);
      if (policy.id === "none") expect(asked().value).toBe(view);
      else expect(asked, policy.id).toThrow(policy.id);
    }
  });
});
