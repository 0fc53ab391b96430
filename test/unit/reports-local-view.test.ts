import { parseHTML } from "linkedom";
import { beforeAll, describe, expect, it } from "vitest";
import { watermark } from "../../reports/components/chart-parts.ts";
import { funnelChart } from "../../reports/components/funnel-chart.ts";
import { teamCaseload } from "../../reports/components/team-caseload.ts";
import { teamCaseloadChart } from "../../reports/components/team-caseload-chart.ts";
import { teamSickness, teamWork } from "../../reports/components/team-tables.ts";
import { knownBy, medianOf, teamService } from "../../reports/components/team-words.ts";
import type { TeamMember, TeamView } from "../../src/measures/team-members.ts";
import { catalogue } from "./reports-support.ts";

beforeAll(() => {
  const dom = parseHTML("<!doctype html><html><body></body></html>");
  class NoSize {
    observe(): void {}
  }
  Object.assign(globalThis, { document: dom.document, window: dom.window, ResizeObserver: NoSize });
});

const member = (label: string, more: Partial<TeamMember> = {}): TeamMember => ({
  label,
  known_from: "both",
  service: "S1",
  other_services: [],
  networks: ["U1"],
  role: "link_worker",
  volunteer: false,
  fte: 0.8,
  started: "2022-04",
  left: null,
  cases: { new_referrals: 30, open: 12, waiting: 2, open_by_quarter: [10, 12], new_by_quarter: [5, 9] },
  work: { direct: { contacts: 1234, minutes: 5678 } },
  days_since_entry: 3,
  sickness: { year_days: 0, last_year_days: 15, rolling_days: 10, rolling_spells: 5, bradford: 250 },
  ...more,
});
const view: TeamView = {
  days: {
    data_date: "2024-05-31",
    year: { from: "2024-04-01", to: "2024-05-31" },
    last_year: { from: "2023-04-01", to: "2024-03-31" },
    rolling: { from: "2023-06-03", to: "2024-05-31" },
    quarters: [
      { period: "2024-Q1", from: "2024-01-01", to: "2024-03-31" },
      { period: "2024-Q2", from: "2024-04-01", to: "2024-05-31" },
    ],
  },
  long_absence_days: 15,
  members: [
    member("Link worker 1"),
    member("Link worker 2", {
      cases: { new_referrals: 1, open: 40, waiting: 0, open_by_quarter: [30, 40], new_by_quarter: [1, 1] },
      sickness: { year_days: 0, last_year_days: 14, rolling_days: 0, rolling_spells: 0, bradford: 0 },
    }),
    member("Manager 1", {
      known_from: "staff",
      role: "manager",
      cases: null,
      work: {},
      days_since_entry: null,
    }),
    member("Volunteer 1", {
      known_from: "staff",
      volunteer: true,
      cases: null,
      work: {},
      days_since_entry: null,
    }),
    member("Link worker 1", { service: "S2", sickness: null }),
  ],
};
const rowsOf = (node: Node) =>
  [...(node as Element).querySelectorAll("tbody tr")].map((line) =>
    [...line.querySelectorAll("th, td")].map((cell) => cell.textContent),
  );

describe("the tables of a team", () => {
  it("show who has cases, and leave out others in words", () => {
    const figure = teamWork(catalogue, view, "S1");
    expect(rowsOf(figure).map((cells) => cells.slice(1, 4))).toEqual([
      ["30", "12", "2"],
      ["1", "40", "0"],
    ]);
    expect(rowsOf(figure)[0]).toContain("1,234 (5,678)");
    expect(figure.textContent).toContain("52 open cases on 31 May 2024");
    expect(figure.textContent).toContain("2 others of the team");
  });

  it("mark 15 sick days and not 14, show the Bradford factor, and leave volunteers out", () => {
    const figure = teamSickness(catalogue, view, "S1") as Element;
    const rows = rowsOf(figure);
    expect(rows.map((cells) => cells.slice(1))).toEqual([
      ["0", "15 (15 or more)", "10", "5", "250"],
      ["0", "14", "0", "0", "0"],
      ["0", "15 (15 or more)", "10", "5", "250"],
    ]);
    expect(figure.querySelectorAll("tbody strong")).toHaveLength(2);
    for (const words of ["disability", "trade unions criticise", "local custom", "spells × spells × days"])
      expect(figure.textContent).toContain(words);
  });

  it("show nothing of a service whose absence is not recorded, rather than zeros", () => {
    expect(teamSickness(catalogue, view, "S2").childNodes).toHaveLength(0);
  });
});

describe("the caseload of a team", () => {
  it("says the span and the middle of the team, and that it compares nobody", () => {
    const figure = teamCaseload(catalogue, view, "S1");
    expect(figure.textContent).toContain("from 12 to 40 open cases each, half of them 26 or more");
    expect(figure.textContent).toContain("not a better or a worse worker");
    expect(rowsOf(figure)).toEqual([
      ["Link worker 1", "10", "12"],
      ["Link worker 2", "30", "40"],
    ]);
  });

  it("draws one panel a worker with the mark of the release, on any screen", () => {
    for (const width of [320, 640, 1100]) {
      const chart = teamCaseloadChart(
        [
          { label: "Link worker 1", open: [10, 12] },
          { label: "Link worker 2", open: [30, 40] },
        ],
        {
          width,
          ticks: ["Q1 2024", "Q2 2024"],
          team: [
            { low: 10, middle: 20, high: 30 },
            { low: 12, middle: 26, high: 40 },
          ],
          watermark: "NOT FOR PUBLICATION",
          label: "Panels.",
        },
      );
      for (const text of ["NOT FOR PUBLICATION", "Link worker 1", "Link worker 2", "40"])
        expect(chart.textContent).toContain(text);
      expect(chart.getAttribute("aria-label")).toBe("Panels.");
    }
  });
});

describe("words of a team", () => {
  it("know a person by start, working time and place, never by name", () => {
    expect(knownBy(catalogue, member("x", { networks: ["U1"], fte: 0.75 }))).toBe(
      "started April 2022 · 0.75 FTE · U1",
    );
    expect(
      knownBy(catalogue, member("x", { known_from: "cases", started: null, fte: null, networks: [] })),
    ).toBe("not in the staff records");
  });

  it("find the middle, and the service that is selected or else the first", () => {
    expect([medianOf([]), medianOf([3]), medianOf([4, 1]), medianOf([9, 1, 2])]).toEqual([null, 3, 2.5, 2]);
    const selection = { area_type: "service", area: "S2", period_type: "all", period: "all", instrument: "" };
    expect(teamService(view, selection as Parameters<typeof teamService>[1])).toBe("S2");
    expect(teamService(view, { ...selection, area: "S9" } as Parameters<typeof teamService>[1])).toBe("S1");
  });
});

describe("a funnel on a logarithmic axis", () => {
  const draw = (width: number, log: boolean, count = 3) =>
    funnelChart(
      Array.from({ length: count }, (_, index) => ({
        key: `n${index}`,
        label: `Network ${index}`,
        x: [25_000, 50_000, 100_000][index] ?? 30_000 + index * 100,
        y: 0.5,
        words: "0.5",
        strong: false,
      })),
      {
        width,
        log,
        style: { kind: "rate", decimals: 2, signed: false },
        axis: "Rate",
        sizeAxis: "Patients",
        limits: [],
        lines: [{ value: 0.43, label: "All networks 0.43", reference: true }],
        watermark: "",
        label: "Funnel plot.",
      },
    );
  const lefts = (chart: Element) =>
    [...chart.querySelectorAll<HTMLElement>("button")].map((button) => Number.parseFloat(button.style.left));

  it("gives twice as many patients the same room everywhere, and puts points under their buttons", () => {
    const [a = 0, b = 0, c = 0] = lefts(draw(800, true));
    expect(b - a).toBeCloseTo(c - b, 6);
    const [d = 0, e = 0, f = 0] = lefts(draw(800, false));
    expect(f - e).toBeCloseTo(2 * (e - d), 6);
    const dots = [...draw(800, true).querySelectorAll("circle")].map((dot) =>
      Number(dot.getAttribute("cx") ?? Number.NaN),
    );
    expect(dots.map(Math.round).sort((x, y) => x - y)).toEqual([a, b, c].map(Math.round));
  });

  it("has the label of the line beside its points where there is room, and else in a key under the chart", () => {
    expect(draw(900, true, 300).querySelector("svg")?.textContent).toContain("All networks 0.43");
    expect(draw(340, true, 300).querySelector("svg")?.textContent).not.toContain("All networks 0.43");
    expect(draw(500, true).querySelector("svg")?.textContent).toContain("All networks 0.43");
    expect(draw(500, true).querySelector(".legend")).toBeNull();
    for (const count of [3, 300]) {
      expect(draw(340, true, count).querySelector("svg")?.textContent).not.toContain("All networks");
      expect(draw(340, true, count).querySelector(".legend")?.textContent).toBe("All networks 0.43");
    }
  });
});

describe("the mark behind a chart", () => {
  it("is on two lines where one would be cut off, and always whole", () => {
    const long = "Published statistics, not SYNTHETIC · NOT FOR PUBLICATION";
    const linesAt = (width: number) => {
      const chart = teamCaseloadChart([{ label: "x", open: [1, 1] }], {
        width,
        ticks: ["a", "b"],
        team: [
          { low: 1, middle: 1, high: 1 },
          { low: 1, middle: 1, high: 1 },
        ],
        watermark: "",
        label: "",
      });
      const dimensions = {
        width,
        height: 300,
        marginLeft: 50,
        marginRight: 20,
        marginTop: 20,
        marginBottom: 20,
        facet: { marginLeft: 0, marginRight: 0, marginTop: 0, marginBottom: 0 },
      } as unknown as Parameters<ReturnType<typeof watermark>>[3];
      const context = { document: chart.ownerDocument } as unknown as Parameters<
        ReturnType<typeof watermark>
      >[4];
      type Drawing = Parameters<ReturnType<typeof watermark>>;
      const drawn = watermark(long)([], {} as Drawing[1], {} as Drawing[2], dimensions, context);
      return {
        text: drawn?.textContent,
        parts: drawn?.querySelectorAll("tspan").length,
        size: Number(drawn?.querySelector("text")?.getAttribute("font-size")),
      };
    };
    expect(linesAt(340)).toMatchObject({ text: long, parts: 2 });
    expect(linesAt(1100)).toMatchObject({ text: long, parts: 0 });
    expect(linesAt(340).size).toBeGreaterThanOrEqual(12);
  });
});
