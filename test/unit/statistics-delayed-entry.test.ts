import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type DayCounts, kaplanMeier } from "../../src/statistics/kaplan-meier.ts";

/** A: 0 to 3, left. B: from 2 to 5, left. C: 0 to 6. D: from 4 to 10, left. E: 0 to 8, left. F: 0 to 12. */
const rows: readonly DayCounts[] = [
  { day: 3, events: 1, censored: 0 },
  { day: 5, events: 1, censored: 0 },
  { day: 6, events: 0, censored: 1 },
  { day: 10, events: 1, censored: 0 },
  { day: 8, events: 1, censored: 0 },
  { day: 12, events: 0, censored: 1 },
  { day: 2, events: 0, censored: 0, entered: 1 },
  { day: 4, events: 0, censored: 0, entered: 1 },
];

describe("Kaplan–Meier with delayed entry", () => {
  it("counts who enters late among those at risk only after the day of entry", () => {
    const { n, events, points } = kaplanMeier(rows);
    expect([n, events]).toEqual([6, 4]);
    const at = (day: number) => points.find((one) => one.day === day);
    // Day 3: A, B, C, E, F. Day 5: B, C, D, E, F. Day 8: D, E, F. Day 10: D, F.
    expect([3, 5, 8, 10].map((day) => at(day)?.atRisk)).toEqual([5, 5, 3, 2]);
    for (const [day, share] of [
      [2, 1],
      [3, 4 / 5],
      [5, 16 / 25],
      [8, 32 / 75],
      [10, 16 / 75],
    ] as const)
      expect(at(day)?.share).toBeCloseTo(share, 12);
    // Greenwood: 32/75 · √(1/20 + 1/20 + 1/6).
    expect(at(8)?.standardError).toBeCloseTo((32 / 75) * Math.sqrt(4 / 15), 12);
  });

  it("is not at risk of an event on the very day of entry", () => {
    const { points } = kaplanMeier([
      { day: 4, events: 1, censored: 0, entered: 5 },
      { day: 9, events: 1, censored: 5 },
      { day: 4, events: 0, censored: 0 },
    ]);
    // The one event on day 4 is of the two who were there from 0; six are at risk on day 9.
    expect(points.map(({ atRisk }) => atRisk)).toEqual([2, 6]);
    expect(points.map(({ share }) => share)).toEqual([1 / 2, (1 / 2) * (5 / 6)]);
  });

  it("refuses more people than came into sight", () => {
    expect(() => kaplanMeier([{ day: 3, events: 0, censored: 0, entered: 1 }])).toThrow(RangeError);
    // Both came into sight on day 5, so nobody can have left on day 3.
    const early = [
      { day: 3, events: 1, censored: 1 },
      { day: 5, events: 0, censored: 0, entered: 2 },
    ];
    expect(() => kaplanMeier(early)).toThrow(RangeError);
  });

  it("is the curve without entries where everybody enters on day 0 before any event", () => {
    const wait = fc.record({ day: fc.integer({ min: 1, max: 30 }), left: fc.boolean() });
    fc.assert(
      fc.property(fc.array(wait, { minLength: 1, maxLength: 25 }), (waits) => {
        const counted = waits.map(({ day, left }) => ({ day, events: left ? 1 : 0, censored: left ? 0 : 1 }));
        const late = kaplanMeier([...counted, { day: 0, events: 0, censored: 0, entered: waits.length }]);
        const early = kaplanMeier(counted);
        expect(late.points.slice(1)).toEqual(early.points);
        expect(late.median).toEqual(early.median);
      }),
    );
  });
});
