import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SelectionEstimates } from "../../src/findings/estimate-index.ts";
import { evidenceFinding } from "../../src/findings/evidence-finding.ts";
import { evidenceGrade } from "../../src/findings/evidence-grade.ts";
import type { CatalogueInstrument, ReleasedEstimate } from "../../src/findings/released-estimate.ts";
import { robustnessFinding } from "../../src/findings/robustness-finding.ts";
import { catalogue, row } from "./reports-support.ts";

const [pam] = catalogue.instruments as readonly CatalogueInstrument[];
if (pam === undefined) throw new Error("The catalogue has an instrument.");
const anyChange: CatalogueInstrument = {
  ...pam,
  decimals: 0,
  meaningful_change: { points: 1, source: "Any change counts: no source gives a change that matters." },
};

const estimate = (measure: string, parts: Parameters<typeof row>[0]): ReleasedEstimate =>
  row({ measure, instrument: "pam", ...parts }) as ReleasedEstimate;
const change = (value: number, lower: number | null, upper: number | null) =>
  estimate("mean_change", { value, lower, upper, level: lower === null ? null : 0.95, n: 300 });
const rate = (value: number) =>
  estimate("follow_up_rate", {
    value,
    numerator: value * 400,
    denominator: 400,
    lower: value - 0.05,
    upper: value + 0.05,
    level: 0.95,
  });
const tipping = (value: number) => estimate("tipping_point", { value });
/** Everything as good as it may be. */
const good = {
  change: change(6, 5.2, 6.8),
  followUp: rate(0.85),
  tippingPoint: tipping(-20),
  comparator: change(2, 1, 3),
};

describe("the grade of the evidence", () => {
  it("starts at moderate beside a comparator, and at weak without", () => {
    expect(evidenceGrade(good, pam)?.grade).toBe("moderate");
    expect(evidenceGrade({ ...good, comparator: undefined }, pam)?.grade).toBe("weak");
  });

  it.each([
    [0.8, "80_or_more", 0],
    [0.79, "60_to_80", 0],
    [0.6, "60_to_80", 0],
    [0.59, "40_to_60", 1],
    [0.4, "40_to_60", 1],
    [0.39, "under_40", 2],
  ])("goes by the bands of follow-up: %s is %s", (share, finding, steps) => {
    const reasons = evidenceGrade({ ...good, followUp: rate(share) }, pam)?.reasons;
    expect(reasons?.[1]).toEqual({ rule: "follow_up", finding, steps });
  });

  it("takes a follow-up that is not shown for the worst", () => {
    const hidden = estimate("follow_up_rate", { status: "withheld" });
    expect(evidenceGrade({ ...good, followUp: hidden }, pam)?.reasons[1]?.steps).toBe(2);
  });

  it("steps down where those lost need not be much worse, at the meaningful change", () => {
    const steps = (points: number) =>
      evidenceGrade({ ...good, tippingPoint: tipping(points) }, pam)?.reasons[2]?.steps;
    expect([steps(-4.9), steps(-5), steps(4.9)]).toEqual([1, 0, 1]);
    // Where any change counts: as much as the average change itself, 6 points.
    const any = (points: number) =>
      evidenceGrade({ ...good, tippingPoint: tipping(points) }, anyChange)?.reasons[2]?.steps;
    expect([any(-5.9), any(-6)]).toEqual([1, 0]);
  });

  it("steps down where the interval holds both no change and the meaningful one", () => {
    const steps = (lower: number, upper: number, instrument = pam) =>
      evidenceGrade(
        { ...good, comparator: undefined, change: change((lower + upper) / 2, lower, upper) },
        instrument,
      )?.reasons[3]?.steps;
    expect(steps(-0.1, 5)).toBe(1);
    expect(steps(-5, 0.1)).toBe(1);
    expect(steps(-0.1, 4.9)).toBe(0);
    expect(steps(0.1, 9)).toBe(0);
    expect(steps(-1, 1, anyChange)).toBe(1);
    expect(evidenceGrade({ ...good, change: change(3, null, null) }, pam)?.reasons[3]?.steps).toBe(1);
  });

  it("judges precision on the difference wherever it starts higher for a comparator", () => {
    const step = (comparator: ReturnType<typeof change>, own = change(8, 7, 9), instrument = pam) =>
      evidenceGrade({ ...good, change: own, comparator }, instrument)?.reasons[3]?.steps;
    // 8 − 4.5 = 3.5, ± √(1² + 4²) = 4.1: −0.6 to 7.6 holds both 0 and 5, though 7 to 9 alone holds neither.
    expect(step(change(4.5, 0.5, 8.5))).toBe(1);
    // 8 − 3 = 5, ± √(1² + 1²) = 1.4.
    expect(step(change(3, 2, 4))).toBe(0);
    // 8 − 7.5 = 0.5 ± 1.4 holds no difference, but not one of 5 points.
    expect(step(change(7.5, 6.5, 8.5))).toBe(0);
    expect(step(change(7.5, 6.5, 8.5), change(8, 7, 9), anyChange)).toBe(1);
    // A change that is wide by itself is as wide in the difference, or wider.
    expect(step(change(0, -0.1, 0.1), change(3, -1, 7))).toBe(1);
    expect(step(change(3, 2, 4), change(8, null, null))).toBe(1);
  });

  it("takes the difference network by network where it is released, which is wider than people's chance", () => {
    const oneByOne = { lower: -3.2, upper: 12.4, level: 0.95 };
    expect(evidenceGrade({ ...good, oneByOne }, pam)?.reasons[3]).toMatchObject({
      finding: "wide",
      steps: 1,
    });
    expect(evidenceGrade({ ...good, oneByOne }, pam)?.grade).toBe("weak");
    // Without a comparator no credit rests on a difference.
    expect(evidenceGrade({ ...good, oneByOne, comparator: undefined }, pam)?.reasons[3]?.steps).toBe(0);
    const finding = evidenceFinding(
      place([good.change, rate(0.85)]),
      pam,
      place([good.comparator]),
      oneByOne,
    );
    expect(finding?.detail.at(-1)).toBe(
      "Precision: the interval of the difference from before to later beside the comparison networks one by one (95% interval −3.2 to 12.4) holds both no difference and one of 5 points: one step down.",
    );
  });

  it("never gains by what is not shown: the tipping point, or the interval of the comparator", () => {
    const tip = (parts: Parameters<typeof row>[0]) =>
      evidenceGrade({ ...good, tippingPoint: estimate("tipping_point", parts) }, pam)?.reasons[2];
    expect(tip({ status: "withheld" })).toMatchObject({ finding: "not_shown", steps: 1 });
    expect(tip({ status: "not_available" })).toMatchObject({ finding: "not_needed", steps: 0 });
    const bare = estimate("mean_change", { value: 2, lower: null, upper: null, level: null });
    expect(evidenceGrade({ ...good, comparator: bare }, pam)?.grade).toBe("weak");
  });

  it("is not given where no average change is shown", () => {
    const hidden = estimate("mean_change", { status: "withheld" });
    expect(evidenceGrade({ ...good, change: hidden }, pam)).toBeNull();
  });

  it("never rises when more people are lost", () => {
    const order = ["very weak", "weak", "moderate"];
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 100 }),
        fc.integer({ min: 0, max: 100 }),
        fc.boolean(),
        (a, b, beside) => {
          const grade = (share: number) =>
            order.indexOf(
              evidenceGrade(
                { ...good, followUp: rate(share / 100), comparator: beside ? good.comparator : undefined },
                pam,
              )?.grade ?? "",
            );
          expect(grade(Math.min(a, b))).toBeLessThanOrEqual(grade(Math.max(a, b)));
        },
      ),
    );
  });

  it("stands on the Methods page, rule by rule", () => {
    const page = readFileSync("reports/methods.md", "utf8");
    const table = page.split('<h2 id="evidence-grade">')[1]?.split("</table>")[0] ?? "";
    const text = table.replace(/<[^>]+>/g, " ").replace(/\s+/g, " ");
    for (const rule of [
      "comparison networks over the same time Starts at moderate",
      "Before and after only Starts at weak",
      "80% or more of those due No step down",
      "60% to under 80% No step down",
      "40% to under 60% One step down",
      "Under 40%, not known or not shown Two steps down",
      "nearer than the average change itself One step down",
      "How far it lies is not shown One step down",
      "Beside comparison networks the interval is that of the difference between the two average changes; network by network, from before to later, where that is released One step down",
    ]) {
      expect(text).toContain(rule);
    }
  });
});

function place(rows: readonly ReleasedEstimate[]): SelectionEstimates {
  return {
    selection: { area_type: "programme", area: "programme", period_type: "all", period: "all" },
    whole: (measure) => rows.find((one) => one.measure === measure),
    groups: () => [],
    hasInstrument: () => true,
    hasGroups: false,
  };
}

describe("the sentences on the strength of the evidence", () => {
  it("say each reason with its number and its step", () => {
    const finding = evidenceFinding(place([good.change, rate(0.52), tipping(-11.5)]), pam, undefined);
    expect(finding?.headline).toBe("Strength of the evidence on PAM scores: very weak.");
    expect(finding?.detail).toEqual([
      "Design: scores before and after in the same people, with no comparison group. The grade starts at weak.",
      "Follow-up: 52% of those due have a second score, which is 40% to under 60%: one step down.",
      "People lost: their change would have to lie 11.5 points below that of the others before it is unclear whether scores changed. That is at least the 5 points taken as meaningful: no step down.",
      "Precision: the interval of the average change (95% interval 5.2 to 6.8) does not hold both no change and one of 5 points: no step down.",
    ]);
  });
});

describe("the sentences on the strength of a comparison", () => {
  it("give the interval of the difference as the reason of its precision", () => {
    const finding = evidenceFinding(place([good.change, rate(0.85)]), pam, place([good.comparator]));
    // 6 − 2 = 4, ± √(0.8² + 1²) = 1.28.
    expect(finding?.detail.at(-1)).toBe(
      "Precision: the interval of the difference between the average change here and that of the comparison networks (95% interval 2.7 to 5.3) does not hold both no difference and one of 5 points: no step down.",
    );
  });
});

describe("the sentences on the change worked out in several ways", () => {
  const way = (measure: string, value: number, lower: number, upper: number) =>
    estimate(measure, { value, lower, upper, level: 0.95 });

  it("say the range, and whether all agree", () => {
    const finding = robustnessFinding(
      place([
        way("mean_change", 3.7, 3.4, 4),
        way("unpaired_change", 4.3, 3.9, 4.8),
        way("weighted_change", 3.7, 3.4, 4.1),
      ]),
      pam,
    );
    expect(finding?.headline).toBe(
      "Worked out in 3 ways, the change in PAM scores lies between 3.7 and 4.3 points. All of them say that it rose. They rest on the same records, so they are not independent of each other.",
    );
    expect(finding?.detail[0]).toContain("here 4.3 points, where people’s own changes average 3.7 points");
  });

  it("set the interval that allows for services beside the main one, and say where only the former holds no change", () => {
    const told = (lower: number, upper: number) =>
      robustnessFinding(
        place([way("mean_change", 3.7, 3.4, 4), way("clustered_change", 3.7, lower, upper)]),
        pam,
      );
    const near = told(3.2, 4.2);
    expect(near?.headline).toBe(
      "Worked out in 2 ways, the change in PAM scores is 3.7 points each time. All of them say that it rose. They rest on the same records, so they are not independent of each other.",
    );
    expect(near?.detail).toEqual([
      "People of one service are alike. Allowing for that, the 95% interval of the average change is 3.2 to 4.2 points. With each person taken alone it is 3.4 to 4.0.",
    ]);
    const wide = told(-0.2, 7.6);
    expect(wide?.headline).toContain("1 of 2 say that it rose; 1 cannot say.");
    expect(wide?.detail[0]).toContain(
      "is −0.2 to 7.6 points. With each person taken alone it is 3.4 to 4.0. The first holds no change and the second does not, so in services like these the average may not have changed.",
    );
  });

  it("say so where they do not agree", () => {
    const finding = robustnessFinding(
      place([
        way("mean_change", 1, 0.2, 1.8),
        way("timely_change", 0.5, -0.4, 1.4),
        way("unpaired_change", -1, -1.5, -0.5),
      ]),
      pam,
    );
    expect(finding?.headline).toContain(
      "1 of 3 say that it rose and 1 of 3 say that it fell; 1 cannot say. The answer depends on how it is worked out.",
    );
  });

  it("claim agreement only where every interval excludes none", () => {
    const interval = fc
      .tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: 0, max: 40 }))
      .map(([middle, half]) => [middle / 10, (middle - half) / 10, (middle + half) / 10] as const);
    fc.assert(
      fc.property(interval, interval, ([a, al, au], [b, bl, bu]) => {
        const { headline = "" } =
          robustnessFinding(place([way("mean_change", a, al, au), way("weighted_change", b, bl, bu)]), pam) ??
          {};
        if (headline.includes("All of them say that it rose")) expect(Math.min(al, bl)).toBeGreaterThan(0);
        if (headline.includes("All of them say that it fell")) expect(Math.max(au, bu)).toBeLessThan(0);
      }),
    );
  });

  it("do not count the case of nobody lost having changed, which cannot disagree", () => {
    const both = [way("mean_change", 3.7, 3.4, 4), way("weighted_change", 3.6, 3.2, 4)];
    const finding = robustnessFinding(place([...both, way("change_if_lost_unchanged", 2, 1.8, 2.2)]), pam);
    expect(finding?.headline).toBe(
      "Worked out in 2 ways, the change in PAM scores lies between 3.6 and 3.7 points. All of them say that it rose. They rest on the same records, so they are not independent of each other.",
    );
    expect(finding?.detail[0]).toContain("If nobody lost had changed, the average would be 2.0 points.");
    expect(
      robustnessFinding(
        place([both[0], way("change_if_lost_unchanged", 2, 1.8, 2.2)].filter((one) => one !== undefined)),
        pam,
      ),
    ).toBeNull();
  });

  it("say nothing where there is one way only", () => {
    expect(robustnessFinding(place([way("mean_change", 1, 0.2, 1.8)]), pam)).toBeNull();
  });
});
