import fc from "fast-check";
import { parseHTML } from "linkedom";
import { beforeEach, describe, expect, it } from "vitest";
import { compareFar } from "../../reports/components/compare-far.ts";
import { type FarFunnel, measureControl } from "../../reports/components/compare-networks.ts";
import { compareOne } from "../../reports/components/compare-one.ts";
import { indexEstimates } from "../../reports/components/estimate-index.ts";
import { iconGrid } from "../../reports/components/icon-grid.ts";
import type { Release } from "../../reports/components/load-release.ts";
import { defaultSelection } from "../../reports/components/selection.ts";
import { multiplicityWords } from "../../src/findings/compare-multiplicity.ts";
import type { Catalogue, ComparePage } from "../../src/release/catalogue.ts";
import { funnelsOf } from "../../src/release/compare-documents.ts";
import type { ControlCharts } from "../../src/release/control-charts-schema.ts";
import { row, catalogue as small } from "./reports-support.ts";

type Funnel = ComparePage["funnels"][number];
type Verdict = Funnel["points"][number]["verdict"];

beforeEach(() => {
  const { document, window } = parseHTML(
    '<!doctype html><html><body><a data-page="network" href="./network.html">N</a></body></html>',
  );
  class ResizeObserver {
    observe(): void {}
    disconnect(): void {}
  }
  Object.assign(globalThis, { document, window, ResizeObserver, HTMLElement: window.HTMLElement });
});

const AREAS = ["U1", "U2", "U3", "U4", "U5"];
const POLARITIES = { share_up: "higher", share_down: "lower", share_either: "neither" } as const;
const [any] = small.measures;
if (any === undefined) throw new Error("The catalogue has no measure.");
const catalogue: Catalogue = {
  ...small,
  areas: [
    ...small.areas.filter(({ area_type }) => area_type !== "pcn"),
    ...AREAS.map((area) => ({ area_type: "pcn", area, label: `Network ${area}`, within: null })),
  ],
  measures: Object.entries(POLARITIES).map(([id, polarity]) => ({
    ...any,
    ...{ id, title: id, polarity, kind: "proportion" as const },
  })),
  services: [
    { id: "S1", name: "One", borough: null, model: null },
    { id: "S2", name: "Two", borough: null, model: null },
  ],
  networks: AREAS.map((area, at) => ({ area, icb: null, service: at < 2 ? "S1" : "S2" })),
};
const release: Release = {
  catalogue,
  findings: { findings: {}, not_shown: {} },
  estimates: indexEstimates([]),
};
const selection = { ...defaultSelection(catalogue), instrument: "pam" };

const points = (verdicts: readonly Verdict[], wide: readonly (Verdict | null)[] = []): Funnel["points"] =>
  verdicts.map((verdict, at) => ({
    area: AREAS[at] ?? "",
    ...{ denominator: 100, value: 0.5, verdict, adjusted_verdict: wide[at] ?? null, shrunken: null },
  }));
const funnel = (measure: string, all: Funnel["points"], more: Partial<Funnel> = {}): Funnel => ({
  ...{ measure, instrument: "", area_type: "pcn", kind: "share", per: 1, status: "published", reason: "" },
  ...{ units: 5, withheld: [], case_mix: null, centre: 0.5, within: null, phi: 1, tau: 0, tau_all: null },
  ...{ beyond_chance: false, limits: [], adjusted: [], points: all },
  ...more,
});
const told = (funnels: readonly Funnel[]): readonly FarFunnel[] => funnelsOf({ funnels: [...funnels] });
const rows = (node: Node, id: string): string[][] =>
  [...((node as Element).querySelectorAll?.(`#${id} tbody tr`) ?? [])].map((tr) =>
    [...tr.querySelectorAll("th, td")].map((cell) => cell.textContent ?? ""),
  );
const page = (funnels: readonly Funnel[]): Element => {
  const body = document.createElement("div");
  body.append(compareFar(release, told(funnels), selection));
  return body;
};

describe("the table of networks beyond the limits", () => {
  it("names network, measure, direction and service, and says which way is better", () => {
    const shown = page([
      funnel("share_up", points(["above_outer", "inside", "below_outer", "above_inner", "close"])),
      funnel("share_down", points(["inside", "above_outer", "inside", "inside", "inside"])),
      funnel("share_either", points(["inside", "inside", "inside", "inside", "below_outer"])),
    ]);
    expect(rows(shown, "far")).toEqual([
      ["Network U1", "share_up", "50%", "50%", "Above: better side", "One"],
      ["Network U2", "share_down", "50%", "50%", "Above: worse side", "One"],
      ["Network U3", "share_up", "50%", "50%", "Below: worse side", "Two"],
    ]);
    expect(rows(shown, "far-neither")).toEqual([
      ["Network U5", "share_either", "50%", "50%", "Below: neither better nor worse", "Two"],
    ]);
    expect(shown.querySelector("#far figcaption")?.textContent).toContain("not reasons apart");
    expect(shown.querySelector("#far tbody a")?.getAttribute("href")).toContain("area=pcn:U1");
  });

  it("sets each figure beside that of all networks, with the limits at its size that the verdict was read against", () => {
    const at = (n: number, half: number) => ({
      n,
      inner: { lower: 0.5 - half / 2, upper: 0.5 + half / 2 },
      outer: { lower: 0.5 - half, upper: 0.5 + half },
    });
    const limits = [at(50, 0.2), at(150, 0.1)];
    const far = points(["above_outer", "inside"]);
    const share = funnel("share_up", far, { limits });
    // Half-way between the two sizes: 0.5 ± 0.15.
    expect(rows(page([share]), "far")[0]?.slice(2, 4)).toEqual(["50%", "50% (35% to 65%)"]);
    const wide = funnel("share_up", points(["above_outer"], ["above_outer"]), {
      limits,
      adjusted: [at(50, 0.4), at(150, 0.2)],
      tau: 0.1,
    });
    expect(rows(page([wide]), "far")[0]?.slice(2, 4)).toEqual(["50%", "50% (20% to 80%)"]);
    const case_mix = {
      ...funnel("share_up", [{ ...far[0], value: 0.9 } as (typeof far)[number]], { centre: 0.6 }),
      ...{ strata: 3, moved_half: 0, moved_most: 0 },
    } as unknown as Funnel["case_mix"];
    const mixed = page([funnel("share_up", far, { case_mix })]);
    expect(rows(mixed, "far")[0]?.slice(2, 4)).toEqual(["90%", "60%"]);
    expect(mixed.querySelector("#far figcaption")?.textContent).toContain("adjusted for case mix");
  });

  it("names the projects of a network, with a link, where projects say in which networks they work", () => {
    const project = {
      id: "P1",
      name: "P1: a project",
      pcns: ["U3"],
    } as unknown as Catalogue["projects"][number];
    const body = document.createElement("div");
    const told3 = told([funnel("share_up", points(["above_outer", "inside", "below_outer"]))]);
    body.append(
      compareFar({ ...release, catalogue: { ...catalogue, projects: [project] } }, told3, selection),
    );
    expect(rows(body, "far").map((cells) => cells.at(-1))).toEqual(["None", "P1"]);
    expect(body.querySelector("#far tbody tr:last-child td:last-child a")?.getAttribute("href")).toBe(
      "./projects/P1.html",
    );
  });

  it("reads the verdict that allows for case mix and for differences beyond chance", () => {
    const inside = points(["inside", "inside", "inside", "inside", "inside"]);
    const case_mix = {
      ...funnel("share_up", inside),
      ...{ strata: 3, moved_half: 0, moved_most: 0 },
    } as unknown as Funnel["case_mix"];
    const outer = points(["above_outer", "inside", "inside", "inside", "inside"]);
    expect(rows(page([funnel("share_up", outer, { case_mix })]), "far")).toEqual([]);
    const allowed = points(["above_outer"], ["above_inner"]);
    expect(rows(page([funnel("share_up", allowed)]), "far")).toEqual([]);
    expect(rows(page([funnel("share_up", outer, { status: "not_shown" })]), "far")).toEqual([]);
  });

  it("holds as many networks and figures as the headline says, whatever the verdicts", () => {
    const verdict = fc.constantFrom<Verdict>(
      ...(["inside", "close", "above_inner", "above_outer", "below_inner", "below_outer"] as const),
      ...(["few_followed", "follow_up_unknown"] as const),
    );
    const side = fc.array(fc.tuple(verdict, fc.option(verdict)), { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(side, side, side, (...sides) => {
        const funnels = sides.map((all, at) =>
          funnel(
            Object.keys(POLARITIES)[at] ?? "",
            points(
              all.map(([one]) => one),
              all.map(([, two]) => two),
            ),
          ),
        );
        const found = rows(page(funnels), "far");
        const [headline = "", ...detail] = multiplicityWords(funnels, catalogue, "pam");
        const networks = new Set(found.map(([name]) => name)).size;
        expect(headline).toMatch(
          networks === 0
            ? /^None of 5 primary care networks/
            : new RegExp(`^Of 5 primary care networks, ${networks} lies? farther from the others`),
        );
        expect(detail.join(" ")).toContain(`where ${found.length} do`);
        expect(detail.join(" ")).toContain("1 more measure, of which neither more nor less is better");
      }),
      { numRuns: 60 },
    );
  });
});

describe("the list of measures", () => {
  it("says which have a funnel, and how many networks lie beyond its limits", () => {
    const figures = Object.keys(POLARITIES).map((measure) =>
      row({ measure, instrument: "", area_type: "pcn", area: "U1", value: 0.5 }),
    );
    const control = measureControl(
      { ...release, estimates: indexEstimates(figures) },
      told([
        funnel("share_up", points(["above_outer", "below_outer", "above_inner"])),
        funnel("share_down", points(["inside"])),
        funnel("share_either", points(["above_outer"]), { status: "not_shown" }),
      ]),
    );
    const said = (id: string) => control.says?.(id, selection);
    expect(said("share_up")).toBe("share_up (funnel, 2 beyond limits)");
    expect(said("share_down")).toBe("share_down (funnel)");
    expect(said("share_either")).toBe("share_either (no funnel)");
  });
});

describe("signs over time", () => {
  const chart = (
    area: string,
    variation: ControlCharts["series"][number]["charts"][number]["variation"],
  ) => ({
    ...{ area, step: "quarter" as const, from: 0, centre: 0.5, values: [0.5], causes: {}, variation },
    ...{ limits: [[0.4, 0.6]] as [number, number][], assurance: null },
  });
  const charts = (last: "common_cause" | "concern_low"): ControlCharts => ({
    ...{ area_type: "pcn", fewest: 7, trial_below: 12 },
    periods: { quarter: ["2022-Q4"], financial_year: [] },
    series: [
      {
        ...{ measure: "share_up", instrument: "", chart: "p_prime", improvement: "increase", target: null },
        charts: [chart("U1", "common_cause"), chart("U2", last)],
        none: [],
      },
      {
        ...{ measure: "share_down", instrument: "", chart: "p_prime", improvement: "decrease", target: null },
        charts: [chart("U1", "common_cause")],
        none: [],
      },
    ],
  });

  it("begin with what stands out and show all when asked: its networks, its measures, and nothing else", () => {
    const grid = iconGrid(release, charts("concern_low"), selection) as Element;
    const only = grid.querySelector("#only-signs") as HTMLInputElement;
    const host = document.createElement("div");
    host.append(grid);
    expect([...host.querySelectorAll("#signs tbody tr")]).toHaveLength(1);
    const press = (checked: boolean) => {
      only.checked = checked;
      only.dispatchEvent(new window.Event("change"));
    };
    press(false);
    expect([...host.querySelectorAll("#signs tbody tr")]).toHaveLength(5);
    press(true);
    const heads = [...host.querySelectorAll("#signs thead th")].map((head) => head.textContent);
    expect(heads).toEqual(["Network", "share_up"]);
    expect([...host.querySelectorAll("#signs tbody tr th")].map((head) => head.textContent)).toEqual([
      "Network U2",
    ]);
    press(false);
    expect([...host.querySelectorAll("#signs tbody tr")]).toHaveLength(5);
  });
});

it("speaks of a control only to readers who have one", () => {
  const shown = compareOne(release, undefined, undefined, selection) as Element;
  const [scripted, plain] = [".with-script", ".without-script"].map(
    (name) => shown.querySelector(name)?.textContent ?? "",
  );
  expect(scripted).toMatch(/^Choose a network/);
  expect(plain).not.toMatch(/choose a network/i);
  expect(plain).toContain("needs JavaScript");
});
