import { parseHTML } from "linkedom";
import { beforeEach, describe, expect, it } from "vitest";
import { compareFunnel } from "../../reports/components/compare-funnel.ts";
import { compareShrunken } from "../../reports/components/compare-shrunken.ts";
import { indexEstimates } from "../../reports/components/estimate-index.ts";
import type { Release } from "../../reports/components/load-release.ts";
import { defaultSelection } from "../../reports/components/selection.ts";
import type { Catalogue, ComparePage } from "../../src/release/catalogue.ts";
import { row, catalogue as small } from "./reports-support.ts";

const [any] = small.measures;
const catalogue: Catalogue = {
  ...small,
  measures: [
    ...small.measures,
    ...["follow_up_rate", "share_improved"].flatMap((id) =>
      any === undefined || small.measures.some((one) => one.id === id)
        ? []
        : [{ ...any, id, title: id, kind: "proportion" as const }],
    ),
  ],
};

type Funnel = ComparePage["funnels"][number];
type Point = Funnel["points"][number];

beforeEach(() => {
  const { document, window } = parseHTML("<!doctype html><html><body></body></html>");
  class ResizeObserver {
    observe(): void {}
    disconnect(): void {}
  }
  Object.assign(globalThis, { document, window, ResizeObserver, HTMLElement: window.HTMLElement });
});

const point = (area: string, value: number, verdict: Point["verdict"], more: Partial<Point> = {}): Point => ({
  area,
  denominator: 100,
  value,
  verdict,
  adjusted_verdict: null,
  shrunken: { value: (value + 0.5) / 2, lower: 0.4, upper: 0.6 },
  ...more,
});

const side = (points: readonly Point[]) => ({
  centre: 0.5,
  within: null,
  phi: 1.4,
  tau: 0.02,
  tau_all: 0.05,
  beyond_chance: false,
  limits: [
    { n: 50, inner: { lower: 0.36, upper: 0.64 }, outer: { lower: 0.28, upper: 0.72 } },
    { n: 150, inner: { lower: 0.42, upper: 0.58 }, outer: { lower: 0.37, upper: 0.63 } },
  ],
  adjusted: [],
  points: [...points],
});

const funnel = (more: Partial<Funnel> = {}): Funnel => ({
  measure: "follow_up_rate",
  instrument: "pam",
  area_type: "pcn",
  kind: "share",
  per: 1,
  status: "published",
  reason: "",
  units: 3,
  withheld: ["U92"],
  ...side([point("U91", 0.8, "above_outer")]),
  case_mix: null,
  ...more,
});

const release = (measure: string): Release => ({
  catalogue,
  findings: { findings: {}, not_shown: {} },
  estimates: indexEstimates([
    row({ measure, instrument: "pam", area_type: "pcn", area: "U91", value: 0.8 }),
    row({ measure: "follow_up_rate", instrument: "pam", area_type: "pcn", area: "U91", value: 0.22 }),
  ]),
});
const selection = (measure: string) => ({ ...defaultSelection(catalogue), instrument: "pam", measure });
const shown = (measure: string, ...funnels: Funnel[]): HTMLElement =>
  compareFunnel(release(measure), { funnels, published_capacity: [] }, selection(measure)) as HTMLElement;
const cells = (node: HTMLElement): string[][] =>
  [...node.querySelectorAll("tbody tr")].map((tr) =>
    [...tr.querySelectorAll("td, th")].map((cell) => cell.textContent ?? ""),
  );
const text = (node: Node): string => node.textContent ?? "";

describe("the funnel of the chosen measure", () => {
  it("names every network in its table, the withheld one without a figure or verdict", () => {
    const rows = cells(shown("follow_up_rate", funnel()));
    expect(rows).toEqual([
      ["A network", "80%", "100", "above the 99.8% limits"],
      ["B network", "Withheld", "Withheld", "Withheld: no verdict"],
    ]);
  });

  it("gives the figure as it is and adjusted side by side, and says what is adjusted for and what cannot be", () => {
    const case_mix = {
      ...side([point("U91", 0.7, "inside", { expected: 0.57, denominator: 130 })]),
      strata: 41,
      moved_half: 0.02,
      moved_most: 0.1,
    };
    const node = shown("follow_up_rate", funnel({ case_mix }));
    expect(cells(node)[0]).toEqual([
      "A network",
      "80%",
      "57%",
      "70%",
      "100",
      "above the 99.8% limits",
      "within the 95% limits",
    ]);
    expect(text(node)).toContain("in 41 groups");
    expect(text(node)).toContain("none by more than 10.0 percentage points");
    expect(text(node)).toContain("It cannot adjust for what is not recorded");
    const box = node.querySelector("#funnel-adjusted");
    expect(box?.hasAttribute("checked") || (box as HTMLInputElement | null)?.checked).toBeTruthy();
  });

  it("gives no verdict on an outcome where too few were followed up, and says how many were", () => {
    const few = funnel({
      measure: "share_improved",
      ...side([point("U91", 0.95, "few_followed", { adjusted_verdict: "few_followed" })]),
    });
    const node = shown("share_improved", few);
    expect(cells(node)[0]).toEqual(["A network", "95%", "22%", "100", "too few followed up to say"]);
    expect(text(node)).toContain("fewer than 40% were followed up is given no verdict");
  });

  it("says φ and τ, and that networks may differ by chance alone", () => {
    const said = text(shown("follow_up_rate", funnel()));
    expect(said).toContain("φ 1.4");
    expect(said).toContain("τ 0.020");
    expect(said).toContain("which may itself be chance");
    // In plain words first: the letters stand with the method.
    const caption = shown("follow_up_rate", funnel()).querySelector("figcaption");
    expect(text(caption as unknown as Node)).not.toMatch(/[φτ]/);
    expect(text(caption as unknown as Node)).toContain("which may itself be chance");
  });

  it("says why there is none", () => {
    expect(text(shown("follow_up_rate", funnel({ status: "not_shown", reason: "Because." })))).toContain(
      "There is no funnel plot here. Because.",
    );
    expect(text(shown("referrals", funnel()))).toContain("larger networks have more of everything");
  });
});

describe("how far chance pulls", () => {
  const drawn = (...points: Point[]) =>
    compareShrunken(
      release("share_improved"),
      { funnels: [funnel({ measure: "share_improved", ...side(points) })], published_capacity: [] },
      selection("share_improved"),
    ) as HTMLElement;

  it("is in the order of names, with figures as they are and drawn in", () => {
    const node = drawn(point("U92", 0.3, "inside"), point("U91", 0.8, "above_outer"));
    expect(cells(node)).toEqual([
      ["A network", "80%", "65%", "40%", "60%"],
      ["B network", "30%", "40%", "40%", "60%"],
    ]);
    expect(text(node)).toContain("span 50.0 percentage points; drawn in, 25.0 percentage points");
    expect(text(node)).toContain("It is no ranking");
  });

  it("leaves out a network in which too few were followed up, and is not drawn of one alone", () => {
    const few = point("U92", 0.99, "few_followed");
    expect(drawn(point("U91", 0.8, "inside"), few).childNodes.length).toBe(0);
  });
});
