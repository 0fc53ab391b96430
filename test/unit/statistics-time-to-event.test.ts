import { describe, expect, it } from "vitest";
import { aalenJohansen } from "../../src/statistics/aalen-johansen.ts";
import { kaplanMeier } from "../../src/statistics/kaplan-meier.ts";
import { logLogInterval } from "../../src/statistics/log-log-interval.ts";
import { type ShareOverTime, shareAtDay } from "../../src/statistics/share-over-time.ts";
import oracle from "../fixtures/oracle/time-to-event.json" with { type: "json" };
import { expectClose } from "../oracle-figures.ts";

interface Figures {
  readonly standardError: readonly (number | null)[];
  readonly lower: readonly (number | null)[];
  readonly upper: readonly (number | null)[];
}

/** Each figure of a curve on the days R was asked for. */
function expectCurve(
  curve: ShareOverTime,
  days: readonly number[],
  shares: readonly number[],
  wanted: Figures,
) {
  expect(wanted.lower).toHaveLength(days.length);
  days.forEach((day, index) => {
    const point = curve.points.find((one) => one.day === day);
    expect(point).toBeDefined();
    expectClose(point?.share, shares[index]);
    // R gives no standard error where nobody is left, and none is expected of an event that has not occurred.
    expectClose(point?.standardError, wanted.standardError[index]);
    expectClose(point?.lower, wanted.lower[index]);
    expectClose(point?.upper, wanted.upper[index]);
  });
}

describe("Kaplan–Meier against R", () => {
  it.each(oracle.kaplanMeier)("$name", ({ rows, points, median }) => {
    const curve = kaplanMeier(
      rows.map(([day = -1, events = -1, censored = -1]) => ({ day, events, censored })),
    );
    expectCurve(curve, points.day, points.survival, points);
    points.day.forEach((day, index) => {
      expect(curve.points.find((one) => one.day === day)?.atRisk).toBe(points.atRisk[index]);
    });
    expect([curve.median.value, curve.median.lower, curve.median.upper]).toEqual(median);
  });
});

describe("Aalen–Johansen against R", () => {
  const kinds = ["one", "two"];
  it.each(oracle.aalenJohansen)("$name", ({ rows, day, one, two }) => {
    const { curves } = aalenJohansen(
      rows.map(([on = -1, kind = -1, n = -1]) => ({ day: on, kind: kinds[kind - 1] ?? null, n })),
      kinds,
    );
    [one, two].forEach((wanted, index) => {
      const curve = curves[index];
      if (curve === undefined) throw new Error("There is a curve for each kind.");
      expectCurve(curve, day, wanted.cumulative, wanted);
    });
  });
});

describe("waits that cannot be estimated", () => {
  it("say why", () => {
    expect(kaplanMeier([])).toMatchObject({
      n: 0,
      points: [],
      complete: false,
      reason: "nobody",
      median: { value: null, reason: "nobody", limitsReason: "nobody" },
    });
    expect(kaplanMeier([{ day: 4, events: 0, censored: 0 }]).reason).toBe("nobody");
    const waiting = kaplanMeier([{ day: 4, events: 0, censored: 3n }]);
    expect(waiting).toMatchObject({ n: 3, reason: "no_events", median: { reason: "not_reached" } });
    expect(waiting.points[0]).toMatchObject({ share: 1, standardError: 0, lower: null, upper: null });
    const one = kaplanMeier([{ day: 4, events: 1, censored: 0 }]);
    expect(one).toMatchObject({ complete: true, median: { value: 4, limitsReason: "not_reached" } });
    expect(one.points[0]).toMatchObject({ share: 0, standardError: null, lower: null });
    expect(aalenJohansen([], ["contact"]).curves[0]).toMatchObject({ points: [], reason: "nobody" });
    const closed = aalenJohansen([{ day: 2, kind: "closed", n: 2 }], ["contact", "closed"]);
    expect(closed.curves.map(({ reason, complete }) => [reason, complete])).toEqual([
      ["no_events", true],
      [null, true],
    ]);
    expect(closed.curves[1]?.points[0]).toMatchObject({ share: 1, standardError: 0, lower: null });
  });

  it("are refused where the counts cannot be", () => {
    for (const wrong of [
      { day: -1, events: 1, censored: 0 },
      { day: Number.NaN, events: 1, censored: 0 },
      { day: 1, events: -1, censored: 0 },
      { day: 1, events: 0.5, censored: 0 },
    ]) {
      expect(() => kaplanMeier([wrong])).toThrow(RangeError);
      expect(() => aalenJohansen([{ day: wrong.day, kind: "a", n: wrong.events }], ["a"])).toThrow(
        RangeError,
      );
    }
    expect(() => aalenJohansen([{ day: 1, kind: "b", n: 1 }], ["a"])).toThrow(RangeError);
    expect(() => aalenJohansen([], ["a", "a"])).toThrow(RangeError);
    expect(() => logLogInterval(1.2, 0.1, 0.95)).toThrow(RangeError);
    expect(() => logLogInterval(0.2, -0.1, 0.95)).toThrow(RangeError);
    expect(() => logLogInterval(0.2, 0.1, 1)).toThrow(RangeError);
  });
});

describe("the share at a day", () => {
  const rows = [
    { day: 3, events: 2, censored: 0 },
    { day: 10, events: 0, censored: 2 },
  ];

  it("is that of the last step, and not yet observable after the last day of follow-up", () => {
    const curve = kaplanMeier(rows);
    expect([0, 2.9, 3, 10].map((day) => shareAtDay(curve, day).share)).toEqual([1, 1, 0.5, 0.5]);
    expect(shareAtDay(curve, 11)).toMatchObject({ share: null, reason: "not_yet_observable" });
    expect(shareAtDay(kaplanMeier([]), 1)).toMatchObject({ share: null, reason: "nobody" });
    expect(() => shareAtDay(curve, -1)).toThrow(RangeError);
  });

  it("holds for ever once everybody's wait has ended", () => {
    const ended = aalenJohansen(
      [
        { day: 1, kind: "contact", n: 3 },
        { day: 2, kind: "closed", n: 1 },
      ],
      ["contact", "closed"],
    );
    expect(ended.curves.map((curve) => shareAtDay(curve, 400).share)).toEqual([0.75, 0.25]);
    expect(ended.curves.map((curve) => shareAtDay(curve, 0).share)).toEqual([0, 0]);
  });

  it("without censoring is the plain share, with its binomial standard error", () => {
    const plain = aalenJohansen(
      [
        { day: 1, kind: "contact", n: 30 },
        { day: 2, kind: "closed", n: 20 },
        { day: 5, kind: "contact", n: 30 },
        { day: 9, kind: null, n: 20 },
      ],
      ["contact", "closed"],
    );
    const contact = shareAtDay(plain.curves[0] ?? { start: 0, points: [], complete: false }, 5);
    expect(contact.share).toBeCloseTo(0.6, 14);
    expect(contact.standardError).toBeCloseTo(Math.sqrt((0.6 * 0.4) / 100), 14);
  });
});
