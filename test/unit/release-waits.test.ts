import { describe, expect, it } from "vitest";
import type { CellRow } from "../../src/measures/cell-rows.ts";
import { isClearNote } from "../../src/measures/reference-group.ts";
import { type EquitySources, equityEstimates } from "../../src/release/exact-equity.ts";

/** `met` referrals of a group had a first contact on each of the days named. */
const group = (category: string, days: Readonly<Record<number, number>>): readonly CellRow[] =>
  Object.entries(days).map(([day, met]) => ({
    area_type: "programme",
    area: "programme",
    period_type: "all",
    period: "all",
    breakdown: category === "all" ? "none" : "ethnic_group",
    category,
    days: Number(day),
    events: met,
    censored: 0,
    n: met,
  }));

const waitsOf = (rows: readonly CellRow[]) =>
  equityEstimates({
    equity: { stages: [], pathway: [], waits: rows, contacts: [], outcomes: [], clusters: new Map() },
    activity: { contacts: [] },
    referrals: [],
    instruments: [],
  } as unknown as EquitySources).filter(({ measure }) => measure === "wait_median_days");

/** Half of everybody wait up to 10 days; of the 100 of the group in question some longer. */
const everybody = group("all", { 5: 4000, 10: 3000, 15: 2500, 20: 500 });
const longer = (late: number) => group("Other", { 10: 100 - late, 15: late - 5, 20: 5 });

describe("waits of groups", () => {
  it("are clear only where they stand after allowing for all groups and both shares", () => {
    const clear = (late: number, others: number) =>
      waitsOf([
        ...everybody,
        ...longer(late),
        ...Array.from({ length: others }, (_, index) => group(`G${index}`, { 5: 40, 10: 30, 15: 30 })).flat(),
      ]).find(({ category }) => category === "Other");
    // 62 of 100 later than day 10: at 95% S(10) has the lower limit 0.517, at 1 − 0.05 ÷ 40 it is 0.44.
    expect(clear(62, 0)).toMatchObject({ value: 15, lower: 15 });
    expect(clear(62, 19)).toMatchObject({ value: 15, lower: 15, note: "" });
    expect(isClearNote(clear(75, 19)?.note ?? "")).toBe(true);
    expect(clear(75, 19)?.note).toContain("40 comparisons");
  });

  it("of people whose group is not known are compared with nobody's", () => {
    const rows = [...everybody, ...group("not_known", { 10: 1, 15: 99 })];
    const found = waitsOf(rows);
    expect(found.map(({ category }) => category)).toEqual(["all", "not_known"]);
    expect(found.every(({ note }) => !isClearNote(note))).toBe(true);
  });
});
