import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makeFindings } from "../../src/findings/all-findings.ts";
import { catalogue, change, estimate, noQuality } from "../golden/findings-example.ts";

const GROUPS = [
  ["18-44", "people aged 18 to 44"],
  ["45-64", "people aged 45 to 64"],
  ["65+", "people aged 65 and over"],
] as const;

const cell = fc.record({
  value: fc.double({ min: -1, max: 1, noNaN: true }),
  below: fc.double({ min: 0, max: 0.5, noNaN: true }),
  above: fc.double({ min: 0, max: 0.5, noNaN: true }),
  isShown: fc.boolean(),
});
const round = (value: number) => Math.round(value * 100) / 100;

describe("sentences on who was lost", () => {
  it("name no group whose interval reaches the guide, none the wrong way round, and none that is withheld", () => {
    fc.assert(
      fc.property(fc.tuple(cell, cell, cell), (cells) => {
        const rows = cells.map(({ value, below, above, isShown }, index) => {
          const figures = {
            value: round(value),
            lower: round(value - below),
            upper: round(value + above),
            n: 90,
          };
          const hidden = { value: null, lower: null, upper: null, n: null, status: "withheld" as const };
          return estimate("follow_up_difference", {
            breakdown: "age_band",
            category: GROUPS[index]?.[0] ?? "",
            ...(isShown ? figures : hidden),
          });
        });
        const { findings } = makeFindings([change(4.2, 3.4, 5), ...rows], catalogue, noQuality);
        const said = (findings["outcomes|pam|programme|programme|all|all"]?.detail ?? [])
          .filter((text) => text.includes("people lost"))
          .join(" ");
        for (const [index, [, words]] of GROUPS.entries()) {
          const { lower, upper } = rows[index] ?? { lower: null, upper: null };
          if (said.includes(`${words} are more common`)) expect(lower).toBeGreaterThan(0.1);
          else if (said.includes(`${words} are less common`)) expect(upper).toBeLessThan(-0.1);
          else expect(said).not.toContain(words);
        }
        expect(said).not.toMatch(/because|caused|led to|reduced|due to/);
        const hidden = cells.filter(({ isShown }) => !isShown).length;
        if (hidden < 3) expect(/withheld/.test(said)).toBe(hidden > 0);
      }),
      { numRuns: 60 },
    );
  });
});
