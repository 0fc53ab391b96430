import { parseHTML } from "linkedom";
import { beforeEach, describe, expect, it } from "vitest";
import { indexEstimates } from "../../reports/components/estimate-index.ts";
import { absentWords, figureText, isRange, methodsOf } from "../../reports/components/measure-style.ts";
import { pathwayOffers } from "../../reports/components/pathway-offers.ts";
import { heldStages } from "../../reports/components/pathway-stages.ts";
import { projectAddress } from "../../reports/components/project-link.ts";
import { projectList } from "../../reports/components/project-list.ts";
import { projectSeriesChart, type SeriesPoint } from "../../reports/components/project-series-chart.ts";
import type { Catalogue } from "../../src/release/catalogue.ts";
import { catalogue, row } from "./reports-support.ts";

beforeEach(() => {
  const { document, window } = parseHTML(
    '<!doctype html><html><body><a data-page="projects" href="./projects.html?area=pcn:U91">Projects</a></body></html>',
  );
  Object.assign(globalThis, { document, window });
});

const share = { kind: "proportion", decimals: 0, signed: false } as const;

describe("the text of a figure", () => {
  it("is the value with its interval, or the range where only that is released", () => {
    expect(figureText(row({ value: 0.44, lower: 0.42, upper: 0.47 }), share)).toBe("44% (42% to 47%)");
    const range = row({ lower: 0.2, upper: 0.4 });
    expect(isRange(range)).toBe(true);
    expect(absentWords(range)).toBe("");
    expect(figureText(range, share)).toBe("20% to 40%");
  });

  it("is never a number of a cell that is not published", () => {
    const withheld = row({ status: "withheld", value: 0.44, lower: 0.42, upper: 0.47 });
    expect(isRange(withheld)).toBe(false);
    expect(figureText(withheld, share)).toBe("Withheld");
    expect(absentWords(undefined)).toBe("not published");
  });

  it("names each method of the figures that are shown once", () => {
    const rows = [
      row({ value: 1, method: "a" }),
      row({ value: 2, method: "a" }),
      row({ status: "withheld", method: "b" }),
    ];
    expect(methodsOf([...rows, undefined])).toEqual(["a"]);
  });
});

describe("a project beside its comparison", () => {
  const point = (key: string, series: SeriesPoint["series"], value: number | null): SeriesPoint => ({
    key,
    series,
    value,
    lower: value === null ? null : value - 0.02,
    upper: value === null ? null : value + 0.02,
    missing: value === null ? "withheld" : "",
  });
  const draw = (documented: readonly number[]) =>
    projectSeriesChart(
      [
        point("a", "here", 0.38),
        point("a", "there", null),
        point("b", "here", 0.44),
        point("b", "there", 0.4),
      ],
      {
        width: 900,
        style: share,
        axis: "",
        periods: [
          { key: "a", tick: "Before", pilot: false },
          { key: "b", tick: "After", pilot: true },
        ],
        line: false,
        documented,
        watermark: "SYNTHETIC",
        label: "Chart.",
      },
    );

  it("draws a withheld period as a hatch with its word", () => {
    const chart = draw([]);
    expect(chart.textContent).toContain("withheld");
    expect(chart.textContent).toContain("SYNTHETIC");
    expect(chart.querySelectorAll("pattern").length).toBe(1);
    expect([...chart.querySelectorAll("text")].map(({ textContent }) => textContent)).toEqual(
      expect.arrayContaining(["38%", "44%", "40%"]),
    );
  });

  it("sets documented values apart, under a name of their own", () => {
    expect(draw([]).textContent).not.toContain("Documented");
    expect(draw([0.373, 0.407]).textContent).toContain("Documented");
  });
});

it("links to a project beside the list, without what is selected there", () => {
  expect(projectAddress("SPIP16")).toBe("./projects/SPIP16.html");
});

const project: Catalogue["projects"][number] = {
  id: "P1",
  name: "P1: more men",
  question: "Do more men benefit?",
  borough: "B1",
  service: null,
  target_label: null,
  comparator_label: null,
  measures: [],
  context: [],
  grant: null,
  windows: [],
};

it("finds projects by any word of their cards, and says how many are left", () => {
  const answer = { headline: "Men: 44%.", detail: ["Not a trial."], caveats: ["No comparison."] };
  const list = projectList(
    { ...catalogue, projects: [project, { ...project, id: "P2", question: "Do people wait less?" }] },
    { findings: { "projects||project|P1|all|all": answer }, not_shown: {} },
    { projects: [], learned: [] },
  );
  const cards = [...list.querySelectorAll<HTMLElement>(".project-card")];
  expect(cards[0]?.textContent).toContain("Men: 44%.");
  expect(cards[0]?.textContent).toContain("One borough");
  expect(cards[1]?.textContent).toContain("No answer is released yet.");
  expect(cards[0]?.querySelector("h2 a")?.getAttribute("href")).toBe("./projects/P1.html");
  const input = list.querySelector("input");
  if (input === null) throw new Error("No box.");
  input.value = "wait";
  input.dispatchEvent(new (globalThis.window as unknown as { Event: typeof Event }).Event("input"));
  expect(cards.map(({ hidden }) => hidden)).toEqual([true, false]);
  expect(list.querySelector("[role=status]")?.textContent).toBe("1 of 2 projects shown");
});

it("leaves out a stage that no export records anywhere, and keeps one that is withheld", () => {
  const stages = ["referred", "assessed", "started"].map((fact) => ({
    measure: `pathway_${fact}`,
    label: fact,
  }));
  const estimates = indexEstimates([
    row({ measure: "pathway_referred", value: 100 }),
    row({ measure: "pathway_assessed", status: "not_collected" }),
    row({ measure: "pathway_started", status: "withheld" }),
  ]);
  const held = heldStages({
    catalogue: { ...catalogue, pathway: { stages, review_within_days: null } },
    findings: { findings: {}, not_shown: {} },
    estimates,
  });
  expect(held.map(({ measure }) => measure)).toEqual(["pathway_referred", "pathway_started"]);
  expect(held[1]).toMatchObject({ reached: "share_reached_started", onward: "share_onward_started" });
});

it("names the gaps in what services offer", () => {
  const service = (id: string, offers: readonly string[]) => ({
    id,
    name: `Service ${id}`,
    borough: null,
    model: { based_in: "", employer: "", referrers: ["GP"], offers: [...offers] },
  });
  const services = [
    service("A", ["counselling", "diet", "exercise"]),
    service("B", ["exercise"]),
    service("C", ["diet", "exercise"]),
  ];
  const table = pathwayOffers({ ...catalogue, services }) as HTMLElement;
  const cells = [...table.querySelectorAll("tbody tr")].map((line) =>
    [...line.children].map(({ textContent }) => textContent),
  );
  expect(cells).toEqual([
    ["Counselling", "1 of 3", "Only Service A"],
    ["Diet", "2 of 3", "All but Service B"],
    ["Exercise", "3 of 3", "All"],
  ]);
  expect(pathwayOffers(catalogue).childNodes.length).toBe(0);
});
