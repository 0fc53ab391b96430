import { describe, expect, it } from "vitest";
import type { ReleaseAudit } from "../../src/disclosure/audit/release-audit-result.ts";
import { policies } from "../../src/disclosure/policy.ts";
import {
  type ExactEstimate,
  protectEstimates,
  type ReleasedEstimate,
} from "../../src/disclosure/protect-estimates.ts";
import { type ProtectedRelease, protectRelease } from "../../src/disclosure/protect-release.ts";
import { Released, Unreleased } from "../../src/disclosure/sealed.ts";
import { loadSolver } from "../../src/release/lp-solver.ts";
import { type HandRow, handWorld } from "../disclosure-attack/hand-world.ts";
import { measureWorld } from "../disclosure-attack/measure-world.ts";

const policy = policies["nhs-england"];

interface Protection {
  readonly exact: Unreleased<readonly ExactEstimate[]>;
  readonly release: ProtectedRelease;
}

async function protect(
  rows: readonly HandRow[],
  keep: (estimate: ExactEstimate) => boolean,
): Promise<Protection> {
  const measured = measureWorld(handWorld(rows));
  const exact = Unreleased.filter(measured.exact, keep);
  const solve = await loadSolver();
  return { exact, release: await protectRelease({ exact, sources: measured.sources, policy, solve }) };
}

const place = ({ measure, area, period, category }: ReleasedEstimate): string =>
  [measure, area, period, ...(category === "all" ? [] : [category])].join(" ");

const find = (rows: readonly ReleasedEstimate[], name: string): ReleasedEstimate => {
  const row = rows.find((one) => place(one) === name);
  if (row === undefined) throw new Error(`There is no ${name}.`);
  return row;
};

/** Audits the release with some rows changed, by name, and others added. */
function auditWith(
  { release }: Protection,
  changes: Readonly<Record<string, Partial<ReleasedEstimate>>>,
  added: readonly ReleasedEstimate[] = [],
): Promise<ReleaseAudit> {
  const rows = release.estimates.value;
  for (const name of Object.keys(changes)) find(rows, name);
  return release.audit(Released.mark([...rows.map((row) => ({ ...row, ...changes[place(row)] })), ...added]));
}

/** Two boards in three quarters; in brackets as shown, ? withheld as small, x for the sake of another.
 *
 *              Q2        Q3       Q4        all
 *   B1      40 (40)   40 (40)  23 (25)  103 (105)
 *   B2      22 (x)    22 (x)    4 (?)    48 (50)
 *   both    62 (60)   62 (60)  27 (25)  151 (150)
 */
const QUARTERS: readonly HandRow[] = [
  { icb: "B1", date: "2023-05-10", people: 40 },
  { icb: "B1", date: "2023-08-10", people: 40 },
  { icb: "B1", date: "2023-11-10", people: 23 },
  { icb: "B2", date: "2023-05-10", people: 22 },
  { icb: "B2", date: "2023-08-10", people: 22 },
  { icb: "B2", date: "2023-11-10", people: 4 },
];
const isOfQuarters = ({ measure, period_type, breakdown }: ExactEstimate) =>
  measure === "referrals" && breakdown === "none" && (period_type === "all" || period_type === "quarter");

describe("twelve cells worked by hand", () => {
  it("give the small one away by rounded sums, were it withheld alone", async () => {
    const { exact, release } = await protect(QUARTERS, isOfQuarters);
    const alone = protectEstimates(exact, policy);
    expect(find(alone.value, "referrals B2 2023-Q4").status).toBe("withheld");
    expect(alone.value.filter(({ status }) => status === "withheld")).toHaveLength(1);
    // B2 has at least 48 in all, and at most 22 in each of the other quarters: 48 − 22 − 22 = 4 at least.
    // Both have at most 27 in that quarter, and B1 at least 23: 27 − 23 = 4 at most.
    const { leaks } = await release.audit(alone);
    expect(leaks.map(({ cell, what }) => `${cell} ${what}`)).toEqual([
      "referrals, icb B2, 2023-Q4 can be worked out: it is exactly 4",
    ]);
    expect([...(leaks[0]?.because ?? [])].sort()).toEqual([
      "referrals, icb B1, 2023-Q4",
      "referrals, icb B2, 2023-Q2",
      "referrals, icb B2, 2023-Q3",
      "referrals, icb B2, whole period",
      "referrals, whole programme, 2023-Q4",
    ]);
  });

  it("keep it with two others, each withheld for a reason that the log tells", async () => {
    const { release } = await protect(QUARTERS, isOfQuarters);
    // Without the first, 22, its column leaves it 24 at most (62 − 38), and the 4 at least 48 − 22 − 24 = 2: 2 to 4, which
    // is too few numbers. Its row leaves the 22 at least 48 − 22 − 4 = 22: 22 to 24, too few too.
    // Without the second, alike: the 4 is 48 − 24 − 24 = 0 to 4, and each of them 48 − 24 − 4 = 20 to 24, five numbers.
    const shown = Object.fromEntries(
      release.estimates.value.map(({ area, period, value }) => [`${area} ${period}`, value]),
    );
    expect(shown).toEqual({
      "programme all": 150,
      "programme 2023-Q2": 60,
      "programme 2023-Q3": 60,
      "programme 2023-Q4": 25,
      "B1 all": 105,
      "B1 2023-Q2": 40,
      "B1 2023-Q3": 40,
      "B1 2023-Q4": 25,
      "B2 all": 50,
      "B2 2023-Q2": null,
      "B2 2023-Q3": null,
      "B2 2023-Q4": null,
    });
    expect(release.log.map(({ cell, role, protects }) => [cell, role, protects])).toEqual([
      ["referrals, icb B2, 2023-Q2", "complementary", "referrals, icb B2, 2023-Q4"],
      ["referrals, icb B2, 2023-Q3", "complementary", "referrals, icb B2, 2023-Q2"],
      ["referrals, icb B2, 2023-Q4", "primary", ""],
    ]);
    expect(await release.audit(release.estimates)).toMatchObject({
      performed: true,
      secrets: 3,
      safe: 3,
      leaks: [],
      contradictions: [],
    });
  });

  it("look alike where they are withheld, whatever the reason", async () => {
    const { release } = await protect(QUARTERS, isOfQuarters);
    const hidden = release.estimates.value.filter(({ status }) => status === "withheld");
    const looks = hidden.map(({ area: _a, period: _p, ...look }) => JSON.stringify(look));
    expect(new Set(looks).size).toBe(1);
  });
});

describe("a leak planted in a release", () => {
  it("is found where a withheld count is shown again", async () => {
    const protection = await protect(QUARTERS, isOfQuarters);
    const alone = protectEstimates(protection.exact, policy).value;
    const again = (name: string) => ({ [name]: find(alone, name) });
    const { leaks } = await auditWith(protection, {
      ...again("referrals B2 2023-Q2"),
      ...again("referrals B2 2023-Q3"),
    });
    expect(leaks).toHaveLength(1);
    expect(leaks[0]).toMatchObject({
      table: "referrals",
      cell: "referrals, icb B2, 2023-Q4",
      what: "can be worked out: it is exactly 4",
    });
    expect(leaks[0]?.because).toContain("referrals, icb B2, 2023-Q2");
    expect(leaks[0]?.remedy).toMatch(/^Withhold one of these cells/);
  });

  it("is found where totals are exact", async () => {
    const protection = await protect(QUARTERS, isOfQuarters);
    const { leaks } = await auditWith(protection, {
      "referrals programme 2023-Q4": { value: 27, n: 27 },
      "referrals B1 2023-Q4": { value: 23, n: 23 },
    });
    const leak = leaks.find(({ what }) => what.startsWith("can be worked out"));
    expect(leak).toMatchObject({
      table: "referrals",
      cell: "referrals, icb B2, 2023-Q4",
      what: "can be worked out: it is exactly 4",
    });
    expect([...(leak?.because ?? [])].sort()).toEqual([
      "referrals, icb B1, 2023-Q4",
      "referrals, whole programme, 2023-Q4",
    ]);
  });

  it("is found where a figure was changed after it was counted", async () => {
    const protection = await protect(QUARTERS, isOfQuarters);
    const { contradictions } = await auditWith(protection, {
      "referrals programme 2023-Q2": { value: 70, n: 70 },
    });
    expect(contradictions).toHaveLength(1);
    expect(contradictions[0]).toMatchObject({
      table: "referrals",
      cell: "referrals, whole programme, 2023-Q2",
      what: "is published as a number that its own count cannot have been rounded to",
    });
    expect(contradictions[0]?.remedy).toMatch(/^Make the release again/);
  });

  it("is found where a row belongs to no table", async () => {
    const protection = await protect(QUARTERS, isOfQuarters);
    const row = find(protection.release.estimates.value, "referrals B1 all");
    const { leaks } = await auditWith(protection, {}, [{ ...row, measure: "referrals_by_letter" }]);
    expect(leaks.map(({ table, cell, what }) => `${table}: ${cell} ${what}`)).toEqual([
      "referrals_by_letter: referrals_by_letter, icb B1, whole period is a figure that stands in no table of the audit, so that nobody can say what it gives away",
    ]);
    expect(leaks[0]?.remedy).toMatch(/^Leave it out/);
  });

  /** A project of 27 people, its network of 30, and another network. */
  const scores = [
    [500, 560],
    [450, 540],
    [610, 600],
  ] as const;
  const NETWORKS: readonly HandRow[] = [
    { pcn: "N1", project: "P1", date: "2023-05-10", people: 27, scores },
    { pcn: "N1", date: "2023-05-11", people: 3, scores },
    { pcn: "N2", date: "2023-05-10", people: 40, scores },
  ];
  const isOfNetworks = ({ measure, period_type, breakdown }: ExactEstimate) =>
    measure === "mean_change" && breakdown === "none" && period_type === "all";

  it("is found where the averages of a network and of a project that leaves three of it are both shown", async () => {
    const protection = await protect(NETWORKS, isOfNetworks);
    expect((await protection.release.audit(protection.release.estimates)).leaks).toEqual([]);
    const rows = protection.release.estimates.value;
    const hidden = rows.filter(({ status }) => status === "withheld").map(place);
    expect(hidden.length).toBeGreaterThan(0);
    const alone = protectEstimates(protection.exact, policy);
    const { leaks } = await protection.release.audit(alone);
    const own = leaks.find(({ cell }) => cell === "mean_change of pam, pcn N1, whole period");
    expect(own).toMatchObject({
      table: "pam: changed",
      what: "less its published parts leaves 3 people, whose average can be worked out",
      because: ["mean_change of pam, project P1, whole period"],
    });
    expect(own?.remedy).toMatch(/^Withhold the average of one of these cells/);
  });

  const isShare = ({ measure, period_type, breakdown }: ExactEstimate) =>
    measure === "share_improved" && breakdown === "none" && period_type === "all";

  it("is found where a percentage has a decimal more, from exact counts", async () => {
    const protection = await protect(NETWORKS, isShare);
    const exact = find(Unreleased.open(protection.exact), "share_improved N2 all");
    const value = Math.round((exact.value ?? 0) * 1000) / 1000;
    const { leaks } = await auditWith(protection, { "share_improved N2 all": { value } });
    expect(leaks.map(({ cell }) => cell)).toContain("share_improved of pam, pcn N2, whole period");
  });

  it("is found where a small count itself is shown", async () => {
    const protection = await protect(QUARTERS, isOfQuarters);
    const { leaks } = await auditWith(protection, {
      "referrals B2 2023-Q4": { value: 4, n: 4, status: "published", note: "" },
    });
    expect(leaks.map(({ cell }) => cell)).toContain("referrals, icb B2, 2023-Q4");
  });
});

describe("all networks together, which a funnel is drawn round", () => {
  const scores = [
    [500, 560],
    [450, 540],
    [610, 600],
  ] as const;
  const date = "2023-05-10";
  const released = async (outside: number) => {
    const rows: readonly HandRow[] = [
      { pcn: "N1", date, people: 30, scores },
      { pcn: "N2", date, people: 42, scores },
      // Withheld by themselves, and ten together.
      { pcn: "N3", date, people: 5, scores },
      { pcn: "N4", date, people: 5, scores },
      { date, people: outside, scores },
    ];
    const { exact, networks, sources } = measureWorld(handWorld(rows));
    const all = Unreleased.filter(
      Unreleased.both(exact, networks),
      ({ measure, breakdown, period_type }) =>
        measure === "mean_change" && breakdown === "none" && period_type === "all",
    );
    const solve = await loadSolver();
    const release = await protectRelease({ exact: all, sources, policy, solve });
    return { all, release };
  };

  it("are not shown beside the programme where three of its people are in no network", async () => {
    const { all, release } = await released(3);
    const leaks = (await release.audit(protectEstimates(all, policy))).leaks;
    expect(leaks.map(({ cell, what }) => `${cell} ${what}`)).toEqual([
      "mean_change of pam, whole programme, whole period less its published parts leaves 3 people, whose average can be worked out",
    ]);
    const rows = release.estimates.value;
    expect(find(rows, "mean_change programme all").status).toBe("published");
    expect(find(rows, "mean_change N1 all").status).toBe("published");
    expect(find(rows, "mean_change all networks all").status).toBe("withheld");
    expect((await release.audit(release.estimates)).leaks).toEqual([]);
  });

  it.each([0, 8])("are shown where %i are", async (outside) => {
    const { release } = await released(outside);
    expect(find(release.estimates.value, "mean_change all networks all")).toMatchObject({
      status: "published",
      // 24 × (6 + 9 − 1) of 72, and 6 + 9 − 1 + 6 + 9 twice, in 82 people: 394 ÷ 82, with a decimal more than a network.
      value: 4.8,
    });
    expect((await release.audit(release.estimates)).leaks).toEqual([]);
  });
});

/** Found by the attacks of `test/full/disclosure-attack.test.ts`. */
describe("groups and everybody", () => {
  const same = [[500, 500]] as const;
  const worse = [[500, 400]] as const;

  it("do not give away the one who got worse of a group by the number of all who did", async () => {
    // 17 got worse: 15, so 13 to 17. Of women 8 and of men 8: 10 each, so 8 at least. Of the others, 1: 17 − 8 − 8 at most.
    const people = (gender: string, few: number, others: number): readonly HandRow[] => [
      { date: "2023-05-10", gender, people: few, scores: worse },
      { date: "2023-05-10", gender, people: others, scores: same },
    ];
    const { release } = await protect(
      [...people("female", 8, 22), ...people("male", 8, 22), ...people("not_known", 1, 19)],
      ({ measure, breakdown, area_type, period_type }) =>
        measure === "share_worse" &&
        (breakdown === "none" || breakdown === "gender") &&
        area_type === "programme" &&
        period_type === "all",
    );
    const shown = release.estimates.value.filter(({ status }) => status === "published").map(place);
    expect(shown).not.toEqual(
      expect.arrayContaining([
        "share_worse programme all",
        "share_worse programme all female",
        "share_worse programme all male",
      ]),
    );
  });

  it("do not give away the number of an area by those of a group that all its people are of", async () => {
    // R1 has 6: 38 − 37 = 1 at least and 42 − 33 = 9 at most. Of the Asian group 28 at least are in both and 22 at most in
    // R2, so that R1 has 6 at least: of the small numbers only 6 and 7 are left.
    const date = "2023-05-10";
    const { release } = await protect(
      [
        { date, borough: "R1", ethnic_group: "asian", people: 6 },
        { date, borough: "R2", ethnic_group: "asian", people: 22 },
        { date, borough: "R2", ethnic_group: "white", people: 12 },
      ],
      ({ measure, breakdown, period_type }) =>
        measure === "referrals" &&
        (breakdown === "none" || breakdown === "ethnic_group") &&
        period_type === "all",
    );
    const shown = release.estimates.value.filter(({ status }) => status === "published").map(place);
    expect(shown).not.toEqual(
      expect.arrayContaining(["referrals programme all asian", "referrals R2 all asian"]),
    );
  });
});
