import { mean, sampleCorrelation, standardDeviation } from "simple-statistics";
import { describe, expect, it } from "vitest";
import { windowOf } from "../../src/sample/calendar.ts";
import { drawSample } from "../../src/sample/draw-sample.ts";
import { nhsCheckDigit, syntheticNhsNumbers, withWrongCheckDigit } from "../../src/sample/nhs-number.ts";
import type { SampleOutcome } from "../../src/sample/outcome.ts";
import { attainableScores, nearestScore } from "../../src/sample/pam-scale.ts";
import { seededRandom } from "../../src/sample/random.ts";

const shipped = drawSample(seededRandom(20221001), 20221001, 1);
const large = drawSample(seededRandom(3), 3, 12);
const before = (outcome: SampleOutcome) => outcome.baseline.score / 10;
const after = (outcome: SampleOutcome) => before(outcome) + outcome.wholeChange;

describe("the people of the sample", () => {
  it("are about 7,000 with about 8,000 referrals, seven in ten from general practice", () => {
    expect(shipped.people.length).toBeGreaterThan(6_500);
    expect(shipped.people.length).toBeLessThan(7_500);
    expect(shipped.referrals.length).toBeGreaterThan(7_400);
    expect(shipped.referrals.length).toBeLessThan(8_600);
    const fromGp =
      shipped.referrals.filter((one) => one.system === "systmone").length / shipped.referrals.length;
    expect(fromGp).toBeGreaterThan(0.63);
    expect(fromGp).toBeLessThan(0.77);
  });

  it("have different NHS numbers", () => {
    const numbers = shipped.people.flatMap((one) => one.nhsNumber ?? []);
    expect(new Set(numbers).size).toBe(numbers.length);
  });

  it("are men more often in the men's project once it runs", () => {
    const share = (window: string) => {
      const here = large.referrals.filter(
        (one) => one.unit.project?.id === "SPIP16" && windowOf(one.received) === window,
      );
      return here.filter((one) => one.person.gender === "1").length / here.length;
    };
    expect(share("before")).toBeCloseTo(0.28, 1);
    expect(share("during")).toBeGreaterThan(share("before") + 0.06);
    expect(share("after")).toBeGreaterThan(share("before") + 0.06);
  });

  it("reach the service unregistered where that is what the project is for", () => {
    const share = (id: string) => {
      const people = new Set(
        large.referrals.filter((one) => one.unit.project?.id === id).map((one) => one.person),
      );
      return [...people].filter((one) => one.gpRegistered === "no").length / people.size;
    };
    expect(share("SPIP31")).toBeGreaterThan(0.2);
    expect(share("SPIP33")).toBeLessThan(0.03);
  });
});

describe("the scores of the sample", () => {
  it("have the spread of North West London and a test–retest correlation of about 0.6", () => {
    const untouched = large.outcomes.filter((one) => one.referral.unit.project === undefined);
    expect(mean(untouched.map(before))).toBeCloseTo(55, 0);
    expect(standardDeviation(untouched.map(before))).toBeGreaterThan(16);
    expect(standardDeviation(untouched.map(before))).toBeLessThan(18);
    const r = sampleCorrelation(untouched.map(before), untouched.map(after));
    expect(r).toBeGreaterThan(0.57);
    expect(r).toBeLessThan(0.63);
  });

  it("regress to the mean without any programme: the lowest rise, the highest fall", () => {
    const untouched = large.outcomes.filter((one) => one.referral.unit.project === undefined);
    const change = (level: number) =>
      mean(untouched.filter((one) => one.baseline.level === level).map((one) => one.wholeChange));
    expect(change(1)).toBeGreaterThan(6);
    expect(change(4)).toBeLessThan(-6);
    expect(change(1)).toBeGreaterThan(change(2));
    expect(change(2)).toBeGreaterThan(change(3));
  });

  it.each([
    ["SPIP28", 6],
    ["SPIP16", 5],
    ["SPIP12", 0],
    ["SPIP33", 0],
  ])("of %s gain %d points through the project", (id, effect) => {
    const here = large.outcomes.filter((one) => one.referral.unit.project?.id === id);
    const [without, through] = [true, false].map((early) =>
      here
        .filter((one) => (windowOf(one.referral.received) === "before") === early)
        .map((one) => one.wholeChange),
    );
    // Four standard errors of a difference of means: sqrt(2) * 16 / sqrt(n).
    const margin = 4 * 16 * Math.sqrt(1 / (without?.length ?? 1) + 1 / (through?.length ?? 1));
    expect(Math.abs(mean(through ?? []) - mean(without ?? []) - effect)).toBeLessThan(margin);
    expect(margin).toBeLessThan(2.6);
  });

  it("come back for about half, and not at random", () => {
    const back = shipped.outcomes.filter((one) => one.followUp !== undefined);
    expect(back.length / shipped.outcomes.length).toBeGreaterThan(0.45);
    expect(back.length / shipped.outcomes.length).toBeLessThan(0.6);
    const change = (list: readonly SampleOutcome[]) => mean(list.map((one) => one.wholeChange));
    const returned = large.outcomes.filter((one) => one.followUp !== undefined);
    expect(change(returned)).toBeGreaterThan(change(large.outcomes) + 0.3);
    const share = (needs: boolean) => {
      const here = large.outcomes.filter((one) => one.referral.person.interpreter === needs);
      return here.filter((one) => one.followUp !== undefined).length / here.length;
    };
    expect(share(true)).toBeLessThan(share(false) - 0.1);
  });

  it("give at least 30 people with both scores in four of five project cells", () => {
    const cells = new Map<string, number>();
    for (const { referral, followUp } of shipped.outcomes) {
      const id = referral.unit.project?.id;
      if (id === undefined) continue;
      for (const period of ["all", windowOf(referral.received)]) {
        cells.set(`${id} ${period}`, (cells.get(`${id} ${period}`) ?? 0) + Number(followUp !== undefined));
      }
    }
    expect(cells.size).toBe(12 * 4);
    expect([...cells.values()].filter((pairs) => pairs >= 30).length / cells.size).toBeGreaterThanOrEqual(
      0.8,
    );
  });
});

describe("the scale of the sample", () => {
  it("rises from 0.0 to 100.0 in 40 scores of one decimal", () => {
    expect(attainableScores.length).toBe(40);
    expect([attainableScores[0], attainableScores.at(-1)]).toEqual([0, 1000]);
    for (const [index, score] of attainableScores.entries()) {
      expect(Number.isInteger(score)).toBe(true);
      if (index > 0) expect(score).toBeGreaterThan(attainableScores[index - 1] ?? Number.NaN);
    }
  });

  it("takes the nearest attainable score", () => {
    expect(nearestScore(-12)).toBe(0);
    expect(nearestScore(140)).toBe(1000);
    for (const score of attainableScores) expect(nearestScore(score / 10 + 0.1)).toBe(score);
  });
});

describe("NHS numbers of the sample", () => {
  it.each([
    // Valid numbers of the nhs-number package's tests and of the NHS Data Dictionary.
    ["931331712", 5],
    ["546606689", 3],
    ["999999999", 9],
    ["987654321", 0],
  ])("%s has the check digit %i", (nine, digit) => {
    expect(nhsCheckDigit(nine)).toBe(digit);
  });

  it("never repeat, and all begin with 999", () => {
    const numbers = [...syntheticNhsNumbers(123)];
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(numbers.length).toBeGreaterThan(900_000);
    expect(numbers.every((number) => /^999\d{7}$/.test(number))).toBe(true);
  });

  it("fail once the check digit is wrong", () => {
    for (const [number] of Array.from({ length: 20 }, (_, k) => [...take(syntheticNhsNumbers(k), 1)])) {
      const wrong = withWrongCheckDigit(number ?? "");
      expect(wrong.slice(0, 9)).toBe(number?.slice(0, 9));
      expect(Number(wrong[9])).not.toBe(nhsCheckDigit(wrong.slice(0, 9)));
    }
  });
});

function* take<T>(items: Iterable<T>, count: number): Generator<T> {
  let left = count;
  for (const item of items) {
    if (left <= 0) return;
    left -= 1;
    yield item;
  }
}
