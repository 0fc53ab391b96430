import type { ComparePage } from "../../src/release/catalogue.ts";
import { h, nothing } from "./dom.js";
import { figure, releaseMark } from "./figure.js";
import { formatDecimal, formatValue, type NumberStyle } from "./format.js";
import { funnelChart, type SizedPoint } from "./funnel-chart.js";
import type { Release } from "./load-release.js";
import { pointSearch } from "./point-search.js";
import { areaLabel, type Selection } from "./selection.js";
import { nameColumn } from "./table-model.js";

type Funnel = ComparePage["funnels"][number];
type Verdict = Funnel["points"][number]["verdict"];

const VERDICTS: Readonly<Record<Verdict, string>> = {
  inside: "within the 95% limits",
  above_inner: "above the 95% limits, within the 99.8% limits",
  above_outer: "above the 99.8% limits",
  below_inner: "below the 95% limits, within the 99.8% limits",
  below_outer: "below the 99.8% limits",
  close: "close to a limit: rounded numbers leave open on which side",
};
const STYLE: NumberStyle = { kind: "proportion", decimals: 0, signed: false };

/** Whether limits are drawn with the variance between networks added; kept while the reader moves between pages. */
let wide: boolean | undefined;

/** Follow-up rates of networks by size, between the limits that chance alone would give; nothing without a funnel. */
export function compareFunnel(release: Release, page: ComparePage, selection: Selection): Node {
  const { catalogue } = release;
  const funnel = page.funnels.find((one) => one.instrument === selection.instrument);
  if (funnel === undefined) return nothing();
  const title = "Follow-up rates and what chance alone would give";
  if (funnel.status !== "published" || funnel.centre === null) {
    return h(
      "section",
      { class: "figure figure-empty", id: "funnel" },
      h("h3", {}, title),
      h("p", {}, `There is no funnel plot here. ${funnel.reason}`),
    );
  }
  const differ = funnel.adjusted.length > 0;
  const isWide = (): boolean => differ && (wide ?? true);
  const name = (area: string): string => areaLabel(catalogue, "pcn", area);
  const verdict = (point: Funnel["points"][number]): string =>
    VERDICTS[(isWide() ? point.adjusted_verdict : null) ?? point.verdict];
  const points = (): readonly SizedPoint[] =>
    funnel.points.map((point) => ({
      key: point.area,
      label: name(point.area),
      x: point.denominator,
      y: point.value,
      words: `${formatValue(point.value, STYLE)} of ${formatValue(point.denominator, COUNT)}, ${verdict(point)}`,
      strong: ((isWide() ? point.adjusted_verdict : null) ?? point.verdict).endsWith("outer"),
    }));
  let found: string | undefined;
  const draw = (width: number): Node =>
    funnelChart(points(), {
      width,
      style: STYLE,
      axis: "Follow-up rate",
      sizeAxis: "People due a second score (rounded)",
      limits: isWide() ? funnel.adjusted : funnel.limits,
      lines: [{ value: funnel.centre ?? 0, label: `All networks ${centreWords(funnel.centre ?? 0)}` }],
      watermark: releaseMark(catalogue),
      label: `Funnel plot: ${funnel.points.length} networks by number of people due and follow-up rate. The table beneath gives each network's verdict.`,
      ...(found === undefined ? {} : { found }),
    });
  const redraw = (): void => {
    const box = built.querySelector(".chart-box");
    if (box instanceof HTMLElement && box.clientWidth > 0) box.replaceChildren(draw(box.clientWidth));
  };
  const items = [
    ...funnel.points.map((point) => ({ area: point.area, point: point as typeof point | null })),
    ...funnel.withheld.map((area) => ({ area, point: null })),
  ].toSorted((a, b) => name(a.area).localeCompare(name(b.area), "en-GB", { numeric: true }));
  type Item = (typeof items)[number];
  const words = (item: Item, kind: "verdict" | "adjusted_verdict"): string =>
    item.point === null ? "Withheld: no verdict" : VERDICTS[item.point[kind] ?? "close"];
  const built = figure(catalogue, {
    id: "funnel",
    title,
    summary: `Each point is a network. Small networks swing more by chance, so the limits are wider on the left. About 1 in 20 networks would lie outside the 95% limits, and 1 in 500 outside the 99.8% limits, by chance alone.${dispersionWords(funnel)}`,
    controls: h(
      "div",
      { class: "filter-row" },
      pointSearch(
        "find-point",
        funnel.points.map((point) => ({ key: point.area, label: name(point.area) })),
        (key) => {
          found = key;
          redraw();
          const point = points().find((one) => one.key === key);
          return point === undefined ? "" : `${point.label}: ${point.words}`;
        },
      ),
      differ
        ? h(
            "label",
            { class: "check" },
            h("input", {
              type: "checkbox",
              id: "funnel-wide",
              checked: isWide(),
              onchange(event: Event) {
                wide = (event.currentTarget as HTMLInputElement).checked;
                redraw();
              },
            }),
            "Allow for differences between networks beyond chance",
          )
        : null,
    ),
    legend: [
      { mark: "open-dot", text: "A network" },
      { mark: "dot", text: "Outside the 99.8% limits" },
      { mark: "band", text: "Between the 95% limits (dashed); dots mark the 99.8% limits" },
    ],
    draw,
    note: "The funnel is always of the follow-up rate, whichever measure is chosen above. Being outside the limits is a reason to ask why, not a verdict on care. Being inside does not show that a network is like the others.",
    table: {
      caption: "Follow-up rates of networks and their limits, whole period",
      items,
      columns: [
        nameColumn("Network", (item: Item) => name(item.area)),
        {
          label: "Follow-up rate",
          csvLabel: "Follow-up rate (0 to 1)",
          numeric: true,
          text: (item) => (item.point === null ? "Withheld" : formatValue(item.point.value, STYLE)),
          csv: (item) => item.point?.value ?? "Withheld",
        },
        {
          label: "People due",
          numeric: true,
          text: (item) => (item.point === null ? "Withheld" : formatValue(item.point.denominator, COUNT)),
          csv: (item) => item.point?.denominator ?? "Withheld",
        },
        ...(["lower", "upper"] as const).map((end) => ({
          label: `95% limit of chance, ${end} (0 to 1)`,
          csvOnly: true,
          text: () => "",
          csv: ({ point }: Item) =>
            funnel.limits.find((one) => one.n === point?.denominator)?.inner[end] ?? null,
        })),
        {
          label: "By limits of chance alone",
          text: (item) => words(item, "verdict"),
          csv: (item) => words(item, "verdict"),
        },
        ...(funnel.adjusted.length === 0
          ? []
          : [
              {
                label: "Allowing for differences beyond chance",
                text: (item: Item) => words(item, "adjusted_verdict"),
                csv: (item: Item) => words(item, "adjusted_verdict"),
              },
            ]),
      ],
    },
    methods: ["funnel"],
    sortable: true,
    filter: { id: "find-in-funnel", label: "Find a network", many: "networks" },
  });
  return built;
}

const COUNT: NumberStyle = { kind: "count", decimals: 0, signed: false };

const centreWords = (centre: number): string => {
  const percent = Number((centre * 100).toFixed(1));
  return `${formatDecimal(percent, Number.isInteger(percent) ? 0 : 1)}%`;
};

function dispersionWords(funnel: Funnel): string {
  if (funnel.tau === null) {
    return " With fewer than ten networks, differences beyond chance cannot be estimated.";
  }
  const factor =
    funnel.phi === null
      ? ""
      : ` (overdispersion factor ${formatDecimal(funnel.phi, 1)}, where about 1 is chance)`;
  return funnel.tau === 0
    ? ` Networks differ by no more than chance alone would give${factor}.`
    : funnel.beyond_chance === true
      ? ` Networks differ by more than chance alone would give${factor}.`
      : ` Networks differ a little more than chance alone would usually give, which may itself be chance${factor}.`;
}
