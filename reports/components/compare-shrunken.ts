import type { ComparePage } from "../../src/release/catalogue.ts";
import { type CaterpillarPoint, caterpillarChart } from "./caterpillar-chart.js";
import { chosenFunnel } from "./compare-funnel.js";
import { nothing } from "./dom.js";
import { figure, releaseMark } from "./figure.js";
import { measureTitle } from "./figure-data.js";
import { formatValue } from "./format.js";
import { centreWords, distanceWords, funnelStyle, isBarred, LEAST_FOLLOWED_WORDS } from "./funnel-words.js";
import type { Release } from "./load-release.js";
import { markedChart } from "./marked-chart.js";
import { pointSearch } from "./point-search.js";
import { areaLabel, type Selection } from "./selection.js";
import { nameColumn, type TableColumn } from "./table-model.js";
import { byText } from "./text-order.js";

/** How far chance pulls: figures of networks drawn in towards that of all, with intervals; nothing where they cannot be. */
export function compareShrunken(release: Release, page: ComparePage, selection: Selection): Node {
  const { catalogue } = release;
  const funnel = chosenFunnel(release, page, selection);
  if (funnel === undefined || funnel.status !== "published") return nothing();
  const side = funnel.case_mix ?? funnel;
  const { centre } = side;
  const style = funnelStyle(catalogue, funnel);
  const name = (area: string): string => areaLabel(catalogue, "pcn", area);
  const barred = side.points.filter(({ verdict }) => isBarred(verdict));
  const items = side.points
    .flatMap(({ area, value, verdict, shrunken }): readonly CaterpillarPoint[] =>
      shrunken === null || isBarred(verdict)
        ? []
        : [{ key: area, label: name(area), raw: value, ...shrunken }],
    )
    .toSorted((a, b) => byText(a.label, b.label));
  if (centre === null || items.length < 2) return nothing();
  const title = measureTitle(catalogue, funnel.measure);
  const mixed = funnel.case_mix !== null;
  const holding = items.filter(({ lower, upper }) => lower <= centre && upper >= centre).length;
  const reach = (pick: (one: CaterpillarPoint) => number): number => {
    const all = items.map(pick);
    return Math.max(...all) - Math.min(...all);
  };
  const left =
    barred.length === 0
      ? ""
      : ` ${barred.length} ${barred.length === 1 ? "network is" : "networks are"} left out: fewer than ${LEAST_FOLLOWED_WORDS} were followed up, or that is not known.`;
  const summary = `Each network’s figure${mixed ? ", adjusted for case mix," : ""} is drawn in towards that of all networks, the more the smaller the network is: what is left is the best guess of how it differs. From lowest to highest the figures span ${distanceWords(
    funnel,
    reach(({ raw }) => raw),
    style,
  )}; drawn in, ${distanceWords(
    funnel,
    reach(({ value }) => value),
    style,
  )}. The interval of ${holding.toLocaleString("en-GB")} of ${items.length.toLocaleString("en-GB")} holds the figure of all networks.${left}`;
  let found = selection.area_type === "pcn" ? selection.area : undefined;
  const draw = (width: number): Node =>
    caterpillarChart(items, {
      width,
      style,
      axis: `${title}${mixed ? ", adjusted" : ""}, drawn in`,
      centre: { value: centre, label: `All networks ${centreWords(funnel, centre, style)}` },
      watermark: releaseMark(catalogue),
      label: `Caterpillar plot of ${items.length.toLocaleString("en-GB")} networks. ${summary} The table beneath gives each network.`,
      ...(found === undefined ? {} : { found }),
    });
  const column = (
    label: string,
    pick: (item: CaterpillarPoint) => number,
  ): TableColumn<CaterpillarPoint> => ({
    label,
    csvLabel: `${label}${funnel.kind === "share" ? " (0 to 1)" : ""}`,
    numeric: true,
    text: (item) => formatValue(pick(item), style),
    csv: pick,
  });
  const built = figure(catalogue, {
    id: "shrunken",
    title: `${title}: how far chance pulls`,
    summary,
    controls: pointSearch("find-shrunken", items, (key) => {
      found = key;
      const chart = built.querySelector(".chart-box");
      if (chart instanceof HTMLElement && chart.clientWidth > 0) {
        chart.replaceChildren(markedChart(draw(chart.clientWidth)));
      }
      const item = items.find((one) => one.key === key);
      return item === undefined
        ? ""
        : `${item.label}: ${formatValue(item.value, style)} (${formatValue(item.lower, style)} to ${formatValue(item.upper, style)}); before, ${formatValue(item.raw, style)}`;
    }),
    legend: [
      { mark: "interval", text: "Drawn in, with its 95% interval" },
      { mark: "open-dot", text: "Before it is drawn in" },
    ],
    draw,
    note: "They stand in rising order because such a plot cannot be read otherwise. It is no ranking: where intervals overlap, which of two networks stands first is chance. The table is in the order of names.",
    table: {
      caption: `${title} of networks, as it is and drawn in towards all networks, whole period`,
      items,
      columns: [
        nameColumn("Network", (item: CaterpillarPoint) => item.label),
        column(mixed ? "Adjusted" : "As it is", ({ raw }) => raw),
        column("Drawn in", ({ value }) => value),
        column("95% interval, lower", ({ lower }) => lower),
        column("95% interval, upper", ({ upper }) => upper),
      ],
    },
    methods: ["shrinkage"],
    sortable: true,
  });
  return built;
}
