import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pamLevel } from "../../src/model/pam-levels.ts";

describe("pamLevel", () => {
  it("puts 55.7 to 67.8 from Level 3 to 4 on the older set, and keeps it in Level 3 on the newer", () => {
    expect([557, 678].map((score) => pamLevel(score, "2010-style"))).toEqual([3, 4]);
    expect([557, 678].map((score) => pamLevel(score, "72.5-style"))).toEqual([3, 3]);
  });

  it.each([
    [0, 1, 1],
    [470, 1, 1],
    [471, 2, 2],
    [551, 2, 2],
    [552, 3, 3],
    [670, 3, 3],
    [671, 4, 3],
    [724, 4, 3],
    [725, 4, 4],
    [1000, 4, 4],
  ])("%i (score × 10) is Level %i on the older set and %i on the newer", (score, older, newer) => {
    expect([pamLevel(score, "2010-style"), pamLevel(score, "72.5-style")]).toEqual([older, newer]);
  });

  it.each([-1, 1001, 55.7, Number.NaN])("refuses %d", (score) => {
    expect(() => pamLevel(score, "72.5-style")).toThrow(RangeError);
  });

  it("never falls as the score rises", () => {
    const score = fc.integer({ min: 0, max: 1000 });
    fc.assert(
      fc.property(
        score,
        score,
        fc.constantFrom("2010-style" as const, "72.5-style" as const),
        (a, b, set) => {
          return pamLevel(Math.min(a, b), set) <= pamLevel(Math.max(a, b), set);
        },
      ),
    );
  });
});
