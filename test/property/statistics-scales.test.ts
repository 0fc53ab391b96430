import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { burnoutInventory } from "../../src/statistics/burnout-inventory.ts";
import { cronbachAlpha, type ItemSums } from "../../src/statistics/cronbach-alpha.ts";
import { scaleScore } from "../../src/statistics/scale-score.ts";

const answer = fc.integer({ min: 1, max: 5 });
const sevenItems = fc.array(fc.option(answer), { minLength: 7, maxLength: 7 });

describe("score of a scale", () => {
  it("lies on the scale, does not fall when an answer gets worse, and is missing exactly by the rule", () => {
    const { work } = burnoutInventory;
    fc.assert(
      fc.property(sevenItems, fc.integer({ min: 0, max: 6 }), (answers, item) => {
        const { answered, score, reason } = scaleScore(answers, work);
        expect(answered).toBe(answers.filter((one) => one !== null).length);
        expect(score === null).toBe(answered < 4);
        expect(reason === null).toBe(score !== null);
        if (score === null) return;
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(100);
        const given = answers[item] ?? null;
        const turned = item === 6;
        if (given === null || given === (turned ? 1 : 5)) return;
        const worse = answers.with(item, turned ? given - 1 : given + 1);
        expect(scaleScore(worse, work).score ?? Number.NaN).toBeCloseTo(score + 25 / answered, 9);
      }),
    );
  });
});

describe("Cronbach's alpha", () => {
  const people = fc
    .integer({ min: 2, max: 6 })
    .chain((items) =>
      fc.array(fc.array(answer, { minLength: items, maxLength: items }), { minLength: 2, maxLength: 25 }),
    );

  function sums(rows: readonly (readonly number[])[], scale = 1, shift = 0): ItemSums {
    const scaled = rows.map((row) => row.map((one) => one * scale + shift));
    const items = (rows[0] ?? []).map((_, item) => item);
    const total = (of: (row: readonly number[]) => number) => scaled.reduce((sum, row) => sum + of(row), 0);
    return {
      n: rows.length,
      sums: items.map((item) => total((row) => row[item] ?? 0)),
      products: items.map((one) => items.map((other) => total((row) => (row[one] ?? 0) * (row[other] ?? 0)))),
    };
  }

  it("is at most 1, lies in its interval and does not depend on the unit or origin of the answers", () => {
    fc.assert(
      fc.property(people, (rows) => {
        const result = cronbachAlpha(sums(rows));
        if (result.alpha === null) return;
        expect(result.alpha).toBeLessThanOrEqual(1);
        if (result.lower !== null && result.upper !== null) {
          expect(result.lower).toBeLessThan(result.upper);
          expect(result.upper).toBeLessThan(1);
          if (rows.length > 10) expect(result.lower).toBeLessThan(result.alpha);
          if (rows.length > 10) expect(result.upper).toBeGreaterThan(result.alpha);
        }
        expect(cronbachAlpha(sums(rows, 25, -25)).alpha).toBeCloseTo(result.alpha, 12);
      }),
    );
  });

  it("is 1 for items that are copies of each other", () => {
    fc.assert(
      fc.property(
        fc.array(answer, { minLength: 2, maxLength: 20 }),
        fc.integer({ min: 2, max: 6 }),
        (ones, k) => {
          const result = cronbachAlpha(sums(ones.map((one) => Array<number>(k).fill(one))));
          if (new Set(ones).size === 1) expect(result.reason).toBe("no_variation");
          else expect(result.alpha).toBe(1);
        },
      ),
    );
  });
});
