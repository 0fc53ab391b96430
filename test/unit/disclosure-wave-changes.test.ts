import { describe, expect, it } from "vitest";
import { staffAudit } from "../../src/disclosure/audit/staff-audit.ts";
import { policies } from "../../src/disclosure/policy.ts";
import { type ExactEstimate, protectEstimates } from "../../src/disclosure/protect-estimates.ts";
import { Unreleased } from "../../src/disclosure/sealed.ts";
import { staffCell, workforceCell } from "../../src/release/workforce-cell.ts";

const policy = policies["nhs-england"];

/** A figure of staff: an average of 40, or a change of −2, with an interval. */
function figure(
  measure: string,
  area: string,
  period: string,
  staff: number,
  more: Partial<ExactEstimate> = {},
): ExactEstimate {
  const area_type = area === "programme" ? "programme" : "service";
  const place = { area_type, area, period_type: "financial_year", period } as const;
  const value = measure.includes("change") ? -2 : 40;
  return {
    ...workforceCell(place, measure),
    numerator: null,
    denominator: null,
    n: staff,
    value,
    lower: value - 5,
    upper: value + 5,
    level: 0.95,
    status: "published",
    method: "welch-difference",
    note: "",
    kind: "staff_mean",
    decimals: 1,
    staff: staffCell(place, { staff, respondents: staff }),
    ...more,
  };
}

const release = (exact: readonly ExactEstimate[]) => protectEstimates(new Unreleased(exact), policy).value;
const statusOf = (exact: readonly ExactEstimate[], measure: string, area: string, period: string) =>
  release(exact).find((row) => row.measure === measure && row.area === area && row.period === period)?.status;

/** Two services and the programme in two waves, by the staff of each. */
const world = (first: readonly number[], second: readonly number[]): readonly ExactEstimate[] => {
  const waves = [
    ["2021-22", first],
    ["2022-23", second],
  ] as const;
  const areas = ["programme", "S1", "S2"];
  return [
    ...waves.flatMap(([wave, staff]) =>
      areas.map((area, index) => figure("burnout_work", area, wave, staff[index] ?? 0)),
    ),
    ...areas.map((area, index) =>
      figure("burnout_change_work", area, "2022-23", Math.min(first[index] ?? 0, second[index] ?? 0)),
    ),
  ];
};

describe("a change of an average of staff", () => {
  it("is shown where both averages are", () => {
    const exact = world([60, 30, 30], [60, 30, 30]);
    expect(release(exact).every(({ status }) => status === "published")).toBe(true);
    expect(staffAudit(exact, release(exact), policy.staff)).toEqual([]);
  });

  it("is withheld where the earlier average is withheld beside another, though enough staff are behind it", () => {
    // Six staff of S2 in the first wave: S1 would give them away, and is withheld then.
    const exact = world([36, 30, 6], [60, 30, 30]);
    expect(statusOf(exact, "burnout_work", "S1", "2021-22")).toBe("withheld");
    expect(statusOf(exact, "burnout_work", "S1", "2022-23")).toBe("published");
    expect(statusOf(exact, "burnout_change_work", "S1", "2022-23")).toBe("withheld");
    expect(statusOf(exact, "burnout_change_work", "programme", "2022-23")).toBe("published");
  });

  it("is found by the audit where it stands beside a withheld average", () => {
    const exact = world([36, 30, 6], [60, 30, 30]);
    const rows = release(exact).map((row, index) =>
      row.measure === "burnout_change_work" && row.area === "S1" ? (exact[index] ?? row) : row,
    );
    expect(staffAudit(exact, rows, policy.staff)).toContainEqual(
      expect.objectContaining({
        cell: "burnout_change_work, service S1, 2022-23",
        what: "is a change beside an average that is not shown (2021-22)",
      }),
    );
  });
});

describe("two questions that a programme declares", () => {
  it("are protected each by itself though they share a measure", () => {
    const ask = (instrument: string, area: string, staff: number) =>
      figure("survey_score", area, "2022-23", staff, { instrument });
    // The first was asked in one large and one small service, the second in large ones only.
    const exact = [
      ask("first", "programme", 36),
      ask("first", "S1", 30),
      ask("first", "S2", 6),
      ask("second", "programme", 60),
      ask("second", "S1", 30),
      ask("second", "S2", 30),
    ];
    const shown = release(exact)
      .filter(({ status }) => status === "published")
      .map(({ instrument, area }) => `${instrument} ${area}`);
    expect(shown).toEqual(["first programme", "second programme", "second S1", "second S2"]);
    expect(staffAudit(exact, release(exact), policy.staff)).toEqual([]);
    const all = exact.map(({ instrument, area }, index) =>
      instrument === "first" && area === "S1" ? exact[index] : release(exact)[index],
    );
    expect(staffAudit(exact, all, policy.staff).map(({ table }) => table)).toContain(
      "staff: survey_score, first",
    );
  });
});
