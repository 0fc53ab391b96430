import { describe, expect, it } from "vitest";
import { indexEstimates, type SelectionEstimates } from "../../src/findings/estimate-index.ts";
import type { ReleasedEstimate } from "../../src/findings/released-estimate.ts";
import { retentionCaveats, retentionWords } from "../../src/findings/retention-words.ts";
import { catalogue, row } from "./reports-support.ts";

const figure = (measure: string, value: number, lower: number | null, upper: number | null) =>
  row({ measure, value, lower, upper, level: lower === null ? null : 0.95, n: 30 });
const withheld = (measure: string) => row({ measure, status: "withheld", note: "Not shown" });

function placeOf(rows: readonly ReturnType<typeof row>[]): SelectionEstimates {
  const [place] = indexEstimates(rows as readonly ReleasedEstimate[], catalogue);
  if (place === undefined) throw new Error("There is a place.");
  return place;
}

describe("sentences on sickness and leaving", () => {
  it("say each figure with its interval, and what must be said beside it", () => {
    const place = placeOf([
      figure("absence_rate", 0.034, 0.027, 0.042),
      figure("absence_spells", 1.4, 1.2, 1.7),
      figure("turnover_rate", 0.18, 0.14, 0.23),
      figure("share_stayed_2_years", 0.78, 0.68, 0.86),
      figure("tenure_median_months", 48, 38, 63),
      figure("days_to_fill_median", 55, null, null),
    ]);
    expect(retentionWords(place)).toEqual([
      "Of the days that staff were employed, weighted by their hours, 3.4% were lost to sickness (95% interval 2.7% to 4.2%). For each person there were 1.4 spells a year (95% interval 1.2 to 1.7).",
      "For every 100 staff employed, 18 left in a year (95% interval 14 to 23).",
      "An estimated 78% of staff are still in post after two years (95% interval 68% to 86%).",
      "Half have left after 48 months in post (95% interval 38 to 63 months).",
      "Half of the posts that a holder left were filled within 55 days (no interval: too few).",
    ]);
    expect(retentionCaveats(place).join(" ")).toMatch(/no fair comparison.*given up looks empty/);
  });

  it("say nothing of what is withheld or a range only, and claim no cause", () => {
    const place = placeOf([
      withheld("absence_rate"),
      withheld("turnover_rate"),
      row({ measure: "share_stayed_2_years", value: null, lower: 0.6, upper: 0.8 }),
      withheld("days_to_fill_median"),
    ]);
    expect(retentionWords(place)).toEqual([]);
    expect(retentionCaveats(place)).toEqual([]);
  });
});
