import { describe, expect, it } from "vitest";
import type { ReleasedEstimate } from "../../src/disclosure/protect-estimates.ts";
import { estimatesArrow } from "../../src/release/estimates-table.ts";
import { partFigures } from "../../src/site/figure-parts.ts";
import { ofPage } from "../../src/site/page-measures.ts";

const row = (measure: string, area_type: string) =>
  ({
    ...{ measure, instrument: "pam", area_type, area: "A", period_type: "all", period: "all" },
    ...{ breakdown: "none", category: "all", numerator: null, denominator: null, n: null, value: null },
    ...{ lower: 0.3, upper: 0.4, level: null, method: "m", status: "published", note: "" },
  }) as unknown as ReleasedEstimate;
const rows = [
  row("expected_share_rtm", "programme"),
  row("share_improved_2", "programme"),
  row("share_improved_2", "pcn"),
];

describe("the figures of which a page shows few", () => {
  const outcomes = partFigures("estimates-outcomes", estimatesArrow(rows));

  it("are those of the measures that it shows, under a name of their own, in the parts that these have", () => {
    const few = ofPage("index.html", outcomes);
    const { name, parts, held } = few.source("");
    expect([name, parts]).toEqual(["estimates-chance", ["programme-all"]]);
    expect(held.map(({ measure }) => measure)).toEqual(["expected_share_rtm"]);
    expect(few.parts.get("programme-all")?.rows).toBe(1);
    expect(few.parts.get("programme-all")?.figures.upper).toEqual([0.4]);
  });

  it("are all of them on other pages, and all of other files on that page", () => {
    expect(ofPage("outcomes.html", outcomes)).toBe(outcomes);
    const activity = partFigures("estimates-activity", estimatesArrow(rows));
    expect(ofPage("index.html", activity)).toBe(activity);
  });
});
