import { parseHTML } from "linkedom";
import { beforeAll, describe, expect, it } from "vitest";
import { changeOverTime } from "../../reports/components/change-over-time.ts";
import { doseFigure } from "../../reports/components/dose-figure.ts";
import { indexEstimates } from "../../reports/components/estimate-index.ts";
import { evidenceGrade } from "../../reports/components/evidence-grade.ts";
import { gpContactsFigure } from "../../reports/components/gp-contacts-figure.ts";
import type { Release } from "../../reports/components/load-release.ts";
import { otherSizesFigure } from "../../reports/components/other-sizes-figure.ts";
import { robustnessFigure } from "../../reports/components/robustness-figure.ts";
import { sampleFlow } from "../../reports/components/sample-flow.ts";
import { defaultSelection } from "../../reports/components/selection.ts";
import { timeChart } from "../../reports/components/time-chart.ts";
import { concernsFigure, reasonsFigure } from "../../reports/components/wanted-figures.ts";
import { catalogue, row } from "./reports-support.ts";

beforeAll(() => {
  const { document, window } = parseHTML("<!doctype html><html><body></body></html>");
  class Observer {
    observe() {}
    disconnect() {}
  }
  Object.assign(globalThis, { document, window, ResizeObserver: Observer, IntersectionObserver: Observer });
});

const selection = defaultSelection(catalogue);
const pam = (measure: string, parts: Parameters<typeof row>[0] = {}) =>
  row({ measure, instrument: "pam", ...parts });
const release = (rows: Parameters<typeof indexEstimates>[0], more: Partial<Release> = {}): Release => ({
  catalogue,
  findings: { findings: {}, not_shown: {} },
  estimates: indexEstimates(rows),
  ...more,
});
const textOf = (node: Node) => (node.textContent ?? "").replace(/\s+/g, " ");

describe("the flow from referral to two scores", () => {
  const steps = [
    ...["people", "flow_eligible", "flow_declined", "flow_first_score", "flow_no_first_score", "flow_due"],
    ...["flow_not_due", "flow_followed_up", "flow_not_followed_up", "flow_late", "flow_early"],
  ].map((measure) => (measure === "people" ? row({ measure, value: 22_305 }) : pam(measure, { value: 100 })));
  const note = (averaged: Parameters<typeof row>[0]) =>
    textOf(
      sampleFlow(
        release([
          ...[...steps, pam("flow_both_scores", { value: 9205 })],
          pam("mean_change", { value: 3.7, lower: 3.4, upper: 4, level: 0.95, ...averaged }),
        ]),
        selection,
      ),
    );

  it("has the number it ends with beside the number that the averages are of, and why they differ", () => {
    expect(note({ n: 9240 })).toContain(
      "The averages above are of 9,240 people, and 9,205 stand at the end here. The averages count everybody by the day of their first score, and this flow only people referred in the period: some people have scores and no referral here.",
    );
  });

  it("says no more than that they may differ where the averages are not shown", () => {
    const text = note({ status: "withheld", value: null, lower: null, upper: null, n: null });
    expect(text).toContain(
      "The averages above count people by the day of their first score, so their number may differ a little.",
    );
    expect(text).not.toContain("stand at the end");
  });
});

describe("the change in several ways", () => {
  const rows = [
    pam("mean_change", { value: 3.7, lower: 3.4, upper: 4, level: 0.95 }),
    pam("unpaired_change", { value: 4.3, lower: 3.9, upper: 4.8, level: 0.95 }),
    pam("weighted_change", { status: "withheld", note: "Not shown." }),
    pam("tipping_point", { value: -13.2 }),
  ];

  it("shows a way that is withheld in words, and says what those lost would have to be like", () => {
    const text = textOf(robustnessFigure(release(rows), selection));
    expect(text).toContain("Withheld");
    expect(text).toContain("would have to lie 13.2 points below that of the others");
  });

  it("is nothing where there is one way only", () => {
    expect(robustnessFigure(release(rows.slice(0, 1)), selection).childNodes.length).toBe(0);
  });
});

describe("other sizes of change", () => {
  it("stand beside the meaningful one, each with its source", () => {
    const [first, ...others] = catalogue.instruments;
    if (first === undefined) throw new Error("There is an instrument.");
    const sized = {
      ...catalogue,
      measures: catalogue.measures.map((one) =>
        one.id === "follow_up_rate" ? { ...one, id: "share_improved" } : one,
      ),
      instruments: [
        { ...first, other_thresholds: [{ points: 3, source: "Found for another purpose" }] },
        ...others,
      ],
    };
    const share = { numerator: 50, denominator: 100, level: 0.95 };
    const rows = [
      pam("share_improved", { ...share, value: 0.4, lower: 0.3, upper: 0.5 }),
      pam("share_improved_by", {
        ...share,
        value: 0.5,
        lower: 0.4,
        upper: 0.6,
        breakdown: "threshold",
        category: "3",
      }),
    ];
    const text = textOf(otherSizesFigure({ ...release(rows), catalogue: sized }, selection));
    expect(text).toContain("50% (40% to 60%) improved by 3 points or more");
    expect(text).toContain("Found for another purpose.");
    expect(otherSizesFigure(release(rows), selection).childNodes.length).toBe(0);
  });
});

describe("change by how often people came", () => {
  it("is called an association in the words of the figure", () => {
    const bands = {
      ...catalogue,
      breakdowns: [
        {
          breakdown: "sessions_band",
          label: "Sessions",
          categories: [{ category: "6+", label: "6 or more" }],
        },
      ],
    };
    const rows = [
      pam("mean_change", { value: 4, lower: 3, upper: 5, breakdown: "sessions_band", category: "6+" }),
    ];
    const text = textOf(doseFigure({ ...release(rows), catalogue: bands }, selection, "sessions_band"));
    expect(text).toContain("This is an association: people who come more often differ in other ways.");
    expect(text).not.toMatch(/led to|because of|thanks to/);
  });
});

describe("contacts with general practice", () => {
  const change = (area_type: string, value: number) =>
    row({
      measure: "mean_gp_contacts_change",
      area_type,
      area: "SPIP16",
      value,
      lower: value - 1,
      upper: value + 1,
      level: 0.95,
    });
  const project = { ...selection, area_type: "project", area: "SPIP16" };

  it("stand beside those of the comparison networks, and else carry the warning", () => {
    const compared = textOf(
      gpContactsFigure(release([change("project", -2), change("comparator", -1)]), project),
    );
    expect(compared).toContain("in the comparison networks");
    const alone = textOf(gpContactsFigure(release([change("project", -2)]), project));
    expect(alone).toContain("nothing to compare this with");
    expect(alone).toContain("regression to the mean alone");
    expect(alone).not.toContain("Comparison networks");
  });
});

describe("what people wanted", () => {
  it("lists reasons most often first, and concerns with what became of them", () => {
    const wanted = {
      ...catalogue,
      breakdowns: [
        {
          breakdown: "reason",
          label: "Reason",
          categories: [
            { category: "money", label: "Money" },
            { category: "housing", label: "Housing" },
          ],
        },
      ],
    };
    const reason = (category: string, value: number) =>
      row({
        measure: "share_with_reason",
        breakdown: "reason",
        category,
        value,
        lower: value,
        upper: value,
        denominator: 100,
      });
    const text = textOf(
      reasonsFigure(
        { ...release([reason("money", 0.2), reason("housing", 0.5)]), catalogue: wanted },
        selection,
      ),
    );
    expect(text.indexOf("housing 50%")).toBeLessThan(text.indexOf("money 20%"));
    const results = ["met", "partly", "not_met"].map((result, index) =>
      row({
        measure: `share_goals_${result}`,
        value: [0.5, 0.3, 0.2][index] ?? 0,
        lower: 0.1,
        upper: 0.6,
        denominator: 100,
      }),
    );
    expect(textOf(concernsFigure(release(results), selection))).toContain(
      "of all concerns reviewed, 50% (10% to 60%) met, 30% (10% to 60%) partly met, 20% (10% to 60%) not met",
    );
  });
});

describe("the change over time", () => {
  const quarters = catalogue.periods.filter(({ period_type }) => period_type === "quarter");

  it("draws events where they happened, and limits only over the points that they are of", () => {
    const chart = timeChart(
      ["a", "b"].map((key) => ({
        key,
        tick: key,
        value: 1,
        lower: 0,
        upper: 2,
        missing: "",
        flagged: key === "b",
      })),
      {
        width: 600,
        style: { kind: "mean", decimals: 1, signed: true },
        axis: "Change",
        mark: "dot",
        limits: { centre: 1, lower: 0.5, upper: 1.5, keys: ["a"] },
        events: [{ key: "b", share: 0.5, label: "Groups move online" }],
        watermark: "",
        label: "Chart",
      },
    );
    expect(chart.textContent).toContain("Groups move online");
    // One ring around the flagged point, besides the two points.
    expect(
      [...chart.querySelectorAll("circle")].filter((one) => one.getAttribute("r") === "10"),
    ).toHaveLength(1);
  });

  it("says which periods stand out, by which rule, and what happened when", () => {
    const [first, second] = quarters;
    if (first === undefined || second === undefined) throw new Error("There are quarters.");
    const year = first.period.slice(0, 4);
    const month = String((Number(first.period.slice(6)) - 1) * 3 + 2).padStart(2, "0");
    const rows = [first, second].flatMap(({ period }, index) => [
      pam("mean_change", { period_type: "quarter", period, value: 4, lower: 3, upper: 5, level: 0.95 }),
      pam("mean_change_limits", {
        period_type: "quarter",
        period,
        value: 2,
        lower: 0.5,
        upper: 3.5,
        note:
          index === 0
            ? "Above the limits. Limits on trial: fewer than 12 periods."
            : "Limits on trial: fewer than 12 periods.",
      }),
    ]);
    const events = [
      { date: `${year}-${month}-15`, label: "Second worker starts", project: null },
      { date: `${year}-${month}-15`, label: "Elsewhere only", project: "SPIP99" },
    ];
    const text = textOf(
      changeOverTime(
        { ...release(rows), catalogue: { ...catalogue, events } },
        { ...selection, step: "quarter" },
      ),
    );
    expect(text).toContain(`Ringed: ${first.label} (above the limits).`);
    expect(text).toContain("on trial: fewer than 12 periods");
    expect(text).toContain("Second worker starts");
    expect(text).not.toContain("Elsewhere only");
  });
});

describe("the strength of the evidence", () => {
  it("stands with each reason, and falls back to the kind of evidence", () => {
    const graded = release([pam("mean_change", { value: 1 })], {
      findings: {
        findings: {
          "evidence|pam|programme|programme|all|all": {
            headline: "Strength of the evidence on PAM scores: weak.",
            detail: ["Design: no comparison group."],
            caveats: ["A convention."],
          },
        },
        not_shown: {},
      },
    });
    expect(textOf(evidenceGrade(graded, selection))).toContain("Design: no comparison group.");
    expect(textOf(evidenceGrade(release([pam("mean_change", { value: 1 })]), selection))).toContain(
      "Kind of evidence",
    );
  });
});
