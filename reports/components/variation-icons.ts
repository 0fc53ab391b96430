import type { ControlCharts } from "../../src/release/control-charts-schema.ts";
import { h } from "./dom.js";
import { svg } from "./svg.js";

type Chart = ControlCharts["series"][number]["charts"][number];
type Variation = Chart["variation"];
type Assurance = NonNullable<Chart["assurance"]>;

/** What the last point of a chart says, in words. */
export const VARIATION_WORDS: Readonly<Record<Variation, string>> = {
  common_cause: "Common cause",
  improvement_high: "Special cause: improving, higher",
  improvement_low: "Special cause: improving, lower",
  concern_high: "Special cause: concerning, higher",
  concern_low: "Special cause: concerning, lower",
  neutral_high: "Special cause: higher",
  neutral_low: "Special cause: lower",
};

/** Whether the target will be met while nothing changes, in words. */
export const ASSURANCE_WORDS: Readonly<Record<Assurance, string>> = {
  consistent_pass: "Will meet the target",
  inconsistent: "May or may not meet the target",
  consistent_fail: "Cannot meet the target as things are",
};

const ARROWS = { high: "M12 17V8M8 11.5 12 7.5l4 4", low: "M12 7v9M8 12.5l4 4 4-4" } as const;
const SIGNS: Readonly<Record<Assurance, string>> = {
  consistent_pass: "M7.5 12.5l3 3 6-7",
  inconsistent: "M9 9.4a3 3 0 1 1 4.4 2.7c-1 .6-1.4 1.1-1.4 2.2M12 17.3v.1",
  consistent_fail: "M8.5 8.5l7 7m0-7l-7 7",
};

function drawing(shape: SVGElement, path: string, ink: string): SVGElement {
  return svg(
    "svg",
    {
      class: "rule-icon",
      viewBox: "0 0 24 24",
      width: 24,
      height: 24,
      "aria-hidden": "true",
      focusable: "false",
    },
    shape,
    svg("path", {
      d: path,
      fill: "none",
      stroke: ink,
      "stroke-width": 2.2,
      "stroke-linecap": "round",
      "stroke-linejoin": "round",
    }),
  );
}

const circle = (fill: string, stroke: string): SVGElement =>
  svg("circle", { cx: 12, cy: 12, r: 10, fill, stroke, "stroke-width": 1.75 });
const diamond = (fill: string): SVGElement =>
  svg("path", {
    d: "M12 .8 23.2 12 12 23.2.8 12z",
    fill,
    stroke: fill,
    "stroke-width": 1,
    "stroke-linejoin": "round",
  });
const square = (): SVGElement =>
  svg("rect", {
    x: 2.5,
    y: 2.5,
    width: 19,
    height: 19,
    rx: 3,
    fill: "var(--surface)",
    stroke: "var(--ink)",
    "stroke-width": 1.75,
  });

/** The drawing for a chart's last point: told apart by shape as well as by colour. */
export function variationIcon(variation: Variation): SVGElement {
  if (variation === "common_cause")
    return drawing(circle("var(--surface)", "var(--ink-soft)"), "M6 13l3-3 3 4 3-4 3 3", "var(--ink-soft)");
  const arrow = ARROWS[variation.endsWith("_high") ? "high" : "low"];
  if (variation.startsWith("improvement"))
    return drawing(circle("var(--improved)", "var(--improved)"), arrow, "var(--on-improved)");
  if (variation.startsWith("concern")) return drawing(diamond("var(--worse)"), arrow, "var(--on-worse)");
  return drawing(square(), arrow, "var(--ink)");
}

/** The drawing for a target against the last limits. */
export function assuranceIcon(assurance: Assurance): SVGElement {
  const [fill, ink] = {
    consistent_pass: ["var(--improved)", "var(--on-improved)"],
    inconsistent: ["var(--surface)", "var(--ink-soft)"],
    consistent_fail: ["var(--worse)", "var(--on-worse)"],
  }[assurance] as [string, string];
  const edge = assurance === "inconsistent" ? "var(--ink-soft)" : fill;
  return drawing(assurance === "consistent_fail" ? diamond(fill) : circle(fill, edge), SIGNS[assurance], ink);
}

/** Both in words: `Common cause; may or may not meet the target`. */
export function iconWords({ variation, assurance }: Pick<Chart, "variation" | "assurance">): string {
  const said = VARIATION_WORDS[variation];
  if (assurance === null) return said;
  const then = ASSURANCE_WORDS[assurance];
  return `${said}; ${then.charAt(0).toLowerCase()}${then.slice(1)}`;
}

/** What each drawing means, as a list; `targets` names the targets, such as `Followed up: 60%`, "" where there are none. */
export function iconKey(targets: string): HTMLElement {
  const entry = (icon: SVGElement, text: string): HTMLElement => h("li", {}, icon, h("span", {}, text));
  return h(
    "ul",
    { class: "icon-key", "aria-label": "What the signs mean" },
    entry(
      variationIcon("common_cause"),
      "Common cause: the latest point strays no more than points do by chance",
    ),
    entry(
      variationIcon("improvement_high"),
      "Special cause: improving. The arrow says whether it is higher or lower",
    ),
    entry(variationIcon("concern_low"), "Special cause: concerning"),
    entry(variationIcon("neutral_high"), "Special cause, where neither direction is better"),
    ...(targets !== ""
      ? [
          entry(assuranceIcon("consistent_pass"), `Will meet the target (${targets}) as things are`),
          entry(assuranceIcon("inconsistent"), "May or may not meet it"),
          entry(assuranceIcon("consistent_fail"), "Cannot meet it as things are"),
        ]
      : []),
  );
}
