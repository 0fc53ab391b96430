import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { unpackEstimates } from "../../reports/components/read-estimates.ts";
import type { PackedFindings } from "../../src/release/catalogue.ts";
import { ESTIMATE_FIGURES, ESTIMATE_NOTES, ESTIMATE_TEXTS } from "../../src/release/estimates-table.ts";
import { packEstimates } from "../../src/release/packed-estimates.ts";
import { findingsOf } from "../../src/site/page-findings.ts";

const TEXTS = [...ESTIMATE_TEXTS, ...ESTIMATE_NOTES];
const word = fc.constantFrom("", "a", "b", "mean_change", "Withheld, too few");
const figure = fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0));
const row = fc.record({
  ...Object.fromEntries(TEXTS.map((name) => [name, word])),
  ...Object.fromEntries(ESTIMATE_FIGURES.map((name) => [name, figure])),
}) as unknown as fc.Arbitrary<Readonly<Record<string, string | number | null>>>;

describe("estimates packed for the pages", () => {
  it("are the same rows when they are read", () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 30 }), (rows) => {
        const packed = JSON.parse(JSON.stringify(packEstimates(rows, TEXTS, ESTIMATE_FIGURES)));
        // JSON knows one nought.
        const plain = rows.map((one) =>
          Object.fromEntries(Object.entries(one).map(([name, value]) => [name, value === 0 ? 0 : value])),
        );
        expect(unpackEstimates(packed)).toEqual(plain);
      }),
    );
  });

  it("name the column that is missing", () => {
    const packed = packEstimates([], ["measure"], ESTIMATE_FIGURES);
    expect(() => unpackEstimates(packed)).toThrow('no column "instrument"');
  });
});

describe("the sentences of one page", () => {
  const all: PackedFindings = {
    texts: ["Overview.", "Caveat.", "Outcomes.", "Waits."],
    findings: {
      "overview||programme|programme|all|all": [0, [], [1]],
      "outcomes|pam|programme|programme|all|all": [2, [], [1]],
      "equity-waits-gender||programme|programme|all|all": [3, [], []],
    },
    not_shown: {},
  };

  it("are those of its kind with their texts, and say so", () => {
    expect(findingsOf(all, ["outcomes"], true)).toEqual({
      texts: ["Outcomes.", "Caveat."],
      findings: { "outcomes|pam|programme|programme|all|all": [0, [], [1]] },
      not_shown: {},
      kinds: ["outcomes"],
    });
    expect(Object.keys(findingsOf(all, ["equity"], true).findings)).toEqual([
      "equity-waits-gender||programme|programme|all|all",
    ]);
  });

  it("are those on outcomes too on the Overview of a programme without referrals", () => {
    expect(findingsOf(all, ["overview"], true).kinds).toEqual(["overview"]);
    expect(findingsOf(all, ["overview"], false).kinds).toEqual(["overview", "outcomes"]);
  });
});
