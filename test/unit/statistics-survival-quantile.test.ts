import { describe, expect, it } from "vitest";
import { kaplanMeier } from "../../src/statistics/kaplan-meier.ts";
import { survivalQuantile } from "../../src/statistics/survival-quantile.ts";

/** Ten people: contacts on days 1 to 8, one a day, and two who still wait on day 20. */
const TEN = [
  ...Array.from({ length: 8 }, (_, index) => ({ day: index + 1, events: 1, censored: 0 })),
  { day: 20, events: 0, censored: 2 },
];

describe("days by which a share had the event", () => {
  it("is the first day with few enough left, and the middle of a flat part", () => {
    const { points } = kaplanMeier(TEN);
    // After day 5 a half is left, and until day 6: the middle, 5.5. After day 8 a fifth is left, and for ever.
    expect(survivalQuantile(points, 0.5).value).toBe(5.5);
    expect(survivalQuantile(points, 0.75).value).toBe(8);
    expect(survivalQuantile(points, 0.25).value).toBe(3);
  });

  it("is not reached where more than so many still wait", () => {
    expect(survivalQuantile(kaplanMeier(TEN).points, 0.9)).toEqual({
      ...{ value: null, lower: expect.anything(), upper: null },
    });
    expect(survivalQuantile([], 0.9).value).toBeNull();
  });

  it("counts those who wait: without them the wait looks shorter", () => {
    const only = kaplanMeier(TEN.slice(0, 8));
    expect(survivalQuantile(only.points, 0.9).value).toBe(8);
    expect(survivalQuantile(only.points, 0.5).value).toBe(4.5);
  });

  it("refuses a share that is none", () => {
    expect(() => survivalQuantile([], 1)).toThrow(RangeError);
  });
});
