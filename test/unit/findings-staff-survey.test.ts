import { describe, expect, it } from "vitest";
import type { SelectionEstimates } from "../../src/findings/estimate-index.ts";
import type { ReleasedEstimate } from "../../src/findings/released-estimate.ts";
import { staffSurveyWords } from "../../src/findings/staff-survey-words.ts";

type Figures = Readonly<Record<string, Partial<ReleasedEstimate>>>;

/** What is released of the programme in a year, by measure; each published unless it says otherwise. */
function year(period: string, figures: Figures): SelectionEstimates {
  const selection = {
    area_type: "programme",
    area: "programme",
    period_type: "financial_year",
    period,
  } as const;
  const row = (measure: string): ReleasedEstimate => ({
    ...selection,
    measure,
    instrument: "",
    breakdown: "none",
    category: "all",
    numerator: null,
    denominator: null,
    n: null,
    value: null,
    lower: null,
    upper: null,
    level: null,
    method: "",
    status: "published",
    note: "",
    ...figures[measure],
  });
  return {
    selection,
    whole: (measure) => (figures[measure] === undefined ? undefined : row(measure)),
    groups: () => [],
    hasInstrument: () => false,
    hasGroups: false,
  };
}
const change = (value: number, lower: number, upper: number) => ({ value, lower, upper, level: 0.95 });
const range = (lower: number, upper: number) => ({ lower, upper });

describe("change of burnout from one survey to the next, in words", () => {
  it("names a score whose whole interval lies on one side, without saying why it moved", () => {
    const said = staffSurveyWords(
      year("2023-24", {
        burnout_change_work: change(-6.5, -11.2, -1.8),
        burnout_change_personal: change(-2, -6.1, 2.1),
      }),
      [],
    );
    expect(said).toEqual([
      "The average score for work-related burnout was 6.5 points lower than in the survey before (95% interval of the change \u221211.2 to \u22121.8).",
      "No clear difference for personal burnout.",
    ]);
  });

  it("says that nothing clearly differs where every interval holds 0, and nothing where none is shown", () => {
    expect(staffSurveyWords(year("2023-24", { burnout_change_work: change(-2.8, -6.9, 1.3) }), [])).toEqual([
      "No burnout score clearly differs from the survey before: a change of 0 lies within every 95% interval.",
    ]);
    const hidden = { ...change(-9, -12, -6), status: "withheld" } as const;
    expect(staffSurveyWords(year("2023-24", { burnout_change_work: hidden }), [])).toEqual([]);
  });
});

describe("what staff say, beside the year before", () => {
  const before = year("2022-23", {
    share_intend_to_leave: range(0.4, 0.6),
    share_satisfied: range(0.6, 0.8),
  });

  it("is told where a whole range lies between, and not where the ranges touch", () => {
    const now = year("2023-24", { share_intend_to_leave: range(0, 0.2), share_satisfied: range(0.4, 0.6) });
    expect(staffSurveyWords(now, [before, now])).toEqual([
      "Between 0% and 20% of staff said that they intend to leave, after between 40% and 60% in the year before.",
    ]);
  });

  it("is not told of another area or without a year before", () => {
    const now = year("2023-24", { share_intend_to_leave: range(0, 0.2) });
    const elsewhere = { ...before, selection: { ...before.selection, area: "S1" } };
    expect(staffSurveyWords(now, [elsewhere, now])).toEqual([]);
  });
});

describe("who did not answer", () => {
  it("gives the widest range of the averages, from the lowest share that may have answered", () => {
    const said = staffSurveyWords(
      year("2023-24", { response_rate: range(0.6, 0.8), burnout_work: change(40, 35, 45) }),
      [],
    );
    // 0.6 × 40 = 24; and 40 more if the other 40% all scored 100.
    expect(said).toEqual([
      "Between 60% and 80% of staff answered the survey.",
      "Were all who did not answer at one end of the scale, the averages could lie in these ranges: work-related burnout 24 to 64.",
    ]);
  });

  it("is passed over where it may be that nobody answered", () => {
    expect(staffSurveyWords(year("2023-24", { response_rate: range(0, 0.5) }), [])).toEqual([]);
  });
});
