import { describe, expect, it } from "vitest";
import { chanceCaveats, readingCaveats } from "../../src/findings/project-caveats.ts";
import type { Catalogue } from "../../src/release/catalogue.ts";

const named = (...measures: string[]) => measures.map((measure) => ({ measure, instrument: "" }));
const units = [
  { id: "share_dna", unit: "share of contacts" },
  { id: "share_men", unit: "share of people seen" },
] as unknown as Catalogue["measures"];
const text = (...measures: Parameters<typeof readingCaveats>[0]) => readingCaveats(measures, units).join(" ");

describe("what a project's measures need said", () => {
  it("tells of regression to the mean beside GP contacts and scores, wherever in the list they are", () => {
    expect(text(...named("share_men", "mean_gp_contacts_change"))).toMatch(
      /GP contacts fall afterwards from regression to the mean alone/,
    );
    expect(text(...named("share_men"), { measure: "mean_change", instrument: "pam" })).toMatch(
      /those who did not come back.*regression to the mean alone/,
    );
    expect(text(...named("share_men"))).toBe("");
  });

  it("tells that the interval of alike entries is too narrow, and that open cases start too low", () => {
    expect(text(...named("share_men", "share_dna"))).toMatch(/It is too narrow/);
    expect(text(...named("open_cases_per_fte"))).toMatch(/too low at first/);
    expect(text(...named("share_men", "median_days_open"))).toMatch(/Waits that are not over/);
  });

  it("tells how many of many comparisons chance alone would call a change", () => {
    expect(chanceCaveats(0, 1)).toEqual([]);
    expect(chanceCaveats(3, 1)).toHaveLength(1);
    expect(chanceCaveats(3, 12).at(-1)).toBe(
      "There are 12 projects: of all comparisons of before and after, up to about 1 in 20 would be called a rise or a fall by chance alone.",
    );
  });
});
