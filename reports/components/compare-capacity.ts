import type { ComparePage } from "../../src/release/catalogue.ts";
import { type Network, networksOf } from "./compare-networks.js";
import { h, nothing } from "./dom.js";
import type { EstimateRow } from "./estimate-index.js";
import { figure, releaseMark } from "./figure.js";
import { methodsOf, missingWords } from "./figure-data.js";
import { formatDecimal, formatEstimate, formatTick, type NumberStyle, numberStyle } from "./format.js";
import { findInChart, funnelChart, type SizedPoint } from "./funnel-chart.js";
import type { Release } from "./load-release.js";
import { networkLink } from "./network-link.js";
import { yearOf } from "./period-control.js";
import { pointSearch } from "./point-search.js";
import { isRange, rangeOrFigure } from "./range-row.js";
import { cellAt, defaultSelection, periodWords, type Selection } from "./selection.js";
import { estimateColumns, nameColumn } from "./table-model.js";

const RATE = "link_worker_fte_per_10000_patients";
const HUNDREDTHS: NumberStyle = { kind: "rate", decimals: 2, signed: false };

/** Link workers for their patients by size of network, with published figures as marks beside; nothing below two points. */
export function compareCapacity(release: Release, page: ComparePage, selection: Selection): Node {
  const { catalogue, estimates } = release;
  const here = yearOf(catalogue, selection);
  const networks = networksOf(release, selection).filter((network) => network.cell(RATE) !== undefined);
  const patients = numberStyle(catalogue, "registered_patients", "");
  // Lists are of one day, and stand for the whole time: a year has none of its own.
  const { period_type, period: wholeTime } = defaultSelection(catalogue);
  const sizeOf = (network: Network): EstimateRow | undefined =>
    network.cell("registered_patients") ??
    cellAt(estimates, { ...here, period_type, period: wholeTime }, "registered_patients", {
      area_type: "pcn",
      area: network.area,
    });
  const sized = networks.flatMap((network): readonly SizedPoint[] => {
    const rate = network.cell(RATE);
    const size = sizeOf(network);
    if (missingWords(rate) !== "" || missingWords(size) !== "") return [];
    return [
      {
        key: network.area,
        label: network.label,
        x: size?.value ?? 0,
        y: rate?.value ?? 0,
        words: `${formatEstimate(rate, HUNDREDTHS)} for 10,000 of ${formatEstimate(size, patients)} patients`,
        strong: false,
      },
    ];
  });
  if (sized.length < 2) return nothing();
  const whole = cellAt(estimates, here, RATE, { area_type: "programme", area: "programme" });
  const own = missingWords(whole) === "" ? (whole?.value ?? null) : null;
  const marks = page.published_capacity;
  const england = marks.find((mark) => mark.area_type === "england");
  const month = (text: string): string => formatTick("month", text);
  let found: string | undefined;
  const draw = (width: number): Node =>
    funnelChart(sized, {
      width,
      style: HUNDREDTHS,
      axis: "Link workers (FTE) per 10,000 patients",
      sizeAxis: "Registered patients",
      limits: [],
      lines: [
        ...(own === null ? [] : [{ value: own, label: `Whole programme ${formatDecimal(own, 2)}` }]),
        ...(england === undefined
          ? []
          : [
              {
                value: england.fte_per_10000,
                label: `England ${formatDecimal(england.fte_per_10000, 2)}, published, ${month(england.month)}`,
                reference: true,
              },
            ]),
      ],
      watermark: releaseMark(catalogue),
      label: `Scatter of ${sized.length.toLocaleString("en-GB")} networks by registered patients and link workers per 10,000 patients. The table beneath gives each figure.`,
      ...(found === undefined ? {} : { found }),
    });
  const gone = networks.length - sized.length;
  const period = periodWords(catalogue, here.period_type, here.period);
  const built = figure(catalogue, {
    id: "capacity",
    title: `Link workers for their patients, by size of network, ${period}`,
    summary: `${sized.length.toLocaleString("en-GB")} of ${networks.length.toLocaleString("en-GB")} networks have a figure.${gone === 0 ? "" : " One without a figure is not a zero."} A small network moves far with one link worker more or less. Need differs too: more link workers are not in themselves better care.`,
    controls: pointSearch(
      "find-capacity",
      sized,
      (key) => {
        found = key;
        findInChart(built.querySelector(".chart-box"), key);
        const point = sized.find((one) => one.key === key);
        return point === undefined ? "" : `${point.label}: ${point.words}`;
      },
      (key) => networkLink(catalogue, selection, key, "Its own page"),
    ),
    legend: [
      { mark: "open-dot", text: "A network" },
      ...(england === undefined
        ? []
        : [{ mark: "threshold" as const, text: `England: published, ${month(england.month)}` }]),
    ],
    draw,
    ...(marks.length === 0 ? {} : { note: publishedMarks(page) }),
    table: {
      caption: `Link workers for their patients, networks, ${period}`,
      items: networks,
      columns: [
        nameColumn("Network", (network: Network) => network.label),
        ...estimateColumns<Network>("Link workers per 10,000 patients", HUNDREDTHS, (one) => one.cell(RATE), [
          "value",
        ]).map((column) => ({
          ...column,
          text: (one: Network) => rangeOrFigure(one.cell(RATE), HUNDREDTHS),
          csv: (one: Network) =>
            isRange(one.cell(RATE)) ? rangeOrFigure(one.cell(RATE), HUNDREDTHS) : column.csv(one),
        })),
        ...estimateColumns<Network>("Registered patients", patients, sizeOf, ["value"]),
      ],
    },
    methods: methodsOf(catalogue, [RATE]),
    sortable: true,
  });
  return built;
}

/** Published figures in words: set beside, never part of the programme's own. */
function publishedMarks({ published_capacity }: ComparePage): HTMLElement {
  const [first] = published_capacity;
  const month = formatTick("month", first?.month ?? "");
  return h(
    "p",
    {},
    `Published, ${month}, link workers per 10,000 registered patients: `,
    published_capacity.map((mark) => `${mark.label} ${formatDecimal(mark.fte_per_10000, 2)}`).join(", "),
    `. Source: NHS England, Primary Care Network Workforce, ${month}, and Patients Registered at a GP Practice; Open Government Licence v3.0. They are marks to read by: other months, other ways of counting.`,
  );
}
