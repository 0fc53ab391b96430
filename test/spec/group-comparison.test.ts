import { describe, expect, it } from "vitest";
import { groupComparisonExample as example } from "../../src/statistics/examples/group-comparison-example.ts";

describe(example.title, () => {
  const computed = example.compute();

  it("has one number for each answer", () => {
    expect(computed).toHaveLength(example.answers.length);
  });

  it.each(example.answers.map((answer, index) => ({ ...answer, index })))(
    "$label: $expected $unit",
    ({ index, expected, decimals }) => {
      expect(Number(computed[index]?.toFixed(decimals))).toBe(expected);
    },
  );
});
