import { describe, expect, it } from "vitest";
import { burnoutInventory } from "../../src/statistics/burnout-inventory.ts";
import { cronbachAlpha, type ItemSums } from "../../src/statistics/cronbach-alpha.ts";
import { convertRawScore, shortWellbeingConversion } from "../../src/statistics/raw-score-conversion.ts";
import { scaleScore } from "../../src/statistics/scale-score.ts";
import oracle from "../fixtures/oracle/scales.json" with { type: "json" };
import { expectClose, expectLimits } from "../oracle-figures.ts";

type Answers = readonly (number | null)[];

/** One row of answers per person, from one column per item. */
const rows = (columns: readonly Answers[]): Answers[] =>
  (columns[0] ?? []).map((_, person) => columns.map((column) => column[person] ?? null));

const { p1, p2, p3, p4, p5, p6, w1, w2, w3, w4, w5, w6, w7, c1, c2, c3, c4, c5, c6 } = oracle.answers;
const answers = {
  personal: rows([p1, p2, p3, p4, p5, p6]),
  work: rows([w1, w2, w3, w4, w5, w6, w7]),
  client: rows([c1, c2, c3, c4, c5, c6]),
};

function itemSums(people: readonly Answers[], turned: readonly number[] = []): ItemSums {
  const complete = people.flatMap((person) => {
    const known = person.flatMap((answer, item) =>
      answer === null ? [] : [turned.includes(item) ? 6 - answer : answer],
    );
    return known.length === person.length ? [known] : [];
  });
  const items = (people[0] ?? []).map((_, item) => item);
  const total = (of: (person: readonly number[]) => number) =>
    complete.reduce((sum, person) => sum + of(person), 0);
  return {
    n: complete.length,
    sums: items.map((item) => total((person) => person[item] ?? 0)),
    products: items.map((one) =>
      items.map((other) => total((person) => (person[one] ?? 0) * (person[other] ?? 0))),
    ),
  };
}

describe("Copenhagen Burnout Inventory against R", () => {
  it.each(["personal", "work", "client"] as const)("%s", (subscale) => {
    const expected = oracle.expected[subscale];
    const scores = answers[subscale].map((person) => scaleScore(person, burnoutInventory[subscale]));
    expect(scores.map(({ answered }) => answered)).toEqual(expected.n_answered);
    scores.forEach(({ score, reason }, index) => {
      expectClose(score, expected.score[index]);
      expect(reason).toBe(expected.score[index] === null ? "too_few_answers" : null);
    });
    const known = scores.flatMap(({ score }) => (score === null ? [] : [score]));
    const { n_scored, mean, sd, n_50plus, n_75plus, n_100 } = expected.summary;
    const average = known.reduce((sum, score) => sum + score, 0) / known.length;
    const spread = known.reduce((sum, score) => sum + (score - average) ** 2, 0) / (known.length - 1);
    expect(known).toHaveLength(n_scored);
    expectClose(average, mean);
    expectClose(Math.sqrt(spread), sd);
    const from = (threshold: number) => known.filter((score) => score >= threshold).length;
    expect([from(50), from(75), from(100)]).toEqual([n_50plus, n_75plus, n_100]);
  });

  it("turns the last work item round, and refuses answers off the scale", () => {
    expect(scaleScore([1, 1, 1, 1, 1, 1, 5], burnoutInventory.work).score).toBe(0);
    expect(scaleScore([5, 5, 5, 5, 5, 5, 1], burnoutInventory.work).score).toBe(100);
    expect(scaleScore([null, null, null, 5, null, 5, 1], burnoutInventory.work).score).toBeNull();
    for (const wrong of [0, 6, 2.5]) {
      expect(() => scaleScore([wrong, 1, 1, 1, 1, 1], burnoutInventory.personal)).toThrow(RangeError);
    }
    expect(() => scaleScore([1, 2], burnoutInventory.client)).toThrow(RangeError);
  });
});

describe("Cronbach's alpha against R and psych", () => {
  it.each([
    { name: "personal", sums: itemSums(answers.personal), expected: oracle.expected.alpha_personal },
    { name: "work", sums: itemSums(answers.work, [6]), expected: oracle.expected.alpha_work_reversed },
  ])("$name", ({ sums, expected }) => {
    const result = cronbachAlpha(sums);
    expect(result).toMatchObject({ n: expected.n_complete, items: expected.k, reason: null });
    expectClose(result.alpha, expected.alpha);
    expectClose(result.standardised, expected.alpha_standardised);
    expectLimits(result, expected.feldt_ci95);
    expect(result.withoutItem).toHaveLength(expected.alpha_if_dropped.length);
    expected.alpha_if_dropped.forEach((alpha, item) => {
      expectClose(result.withoutItem[item], alpha);
    });
    expected.item_rest_r.forEach((correlation, item) => {
      expectClose(result.itemRest[item], correlation);
    });
  });

  it("shows the harm of an item that was not turned round", () => {
    expectClose(cronbachAlpha(itemSums(answers.work)).alpha, oracle.expected.alpha_work_w7_not_reversed);
  });

  it("is not given for one person, one item or totals that are all equal", () => {
    const alpha = (people: readonly Answers[]) => cronbachAlpha(itemSums(people));
    expect(alpha([[1, 2]])).toMatchObject({ alpha: null, lower: null, reason: "too_few_people" });
    expect(alpha([[1], [2]])).toMatchObject({ alpha: null, reason: "one_item" });
    expect(
      alpha([
        [1, 2],
        [1, 2],
      ]),
    ).toMatchObject({ alpha: null, reason: "no_variation" });
    expect(
      alpha([
        [1, 3],
        [3, 1],
      ]),
    ).toMatchObject({ alpha: null, reason: "no_variation" });
    expect(
      alpha([
        [1, 1],
        [3, 3],
      ]),
    ).toMatchObject({ alpha: 1, lower: null, upper: null });
    expect(
      alpha([
        [1, 2, 3],
        [2, 2, 5],
        [3, 2, 1],
      ]),
    ).toMatchObject({ standardised: null });
    expect(() =>
      cronbachAlpha({
        n: 2,
        sums: [3, 3],
        products: [
          [1, 5],
          [5, 5],
        ],
      }),
    ).toThrow(RangeError);
  });
});

describe("raw totals", () => {
  it("become metric scores by the table", () => {
    const convert = (raw: number | null) => convertRawScore(raw, shortWellbeingConversion);
    expect([7, 8, 14, 15, 21, 22, 28, 34, 35].map(convert)).toEqual([
      7, 9.51, 15.32, 15.84, 19.25, 19.98, 25.03, 32.55, 35,
    ]);
    expect(convert(null)).toBeNull();
    for (const wrong of [6, 36, 20.5]) expect(() => convert(wrong)).toThrow(RangeError);
    const { scores } = shortWellbeingConversion;
    expect(scores).toHaveLength(29);
    expect(scores).toEqual(scores.toSorted((one, other) => one - other));
  });
});
