import type { Catalogue } from "../../src/release/catalogue.ts";
import type { EnglandNetworks } from "../../src/release/england-networks.ts";
import { h, nothing } from "./dom.js";
import { figure } from "./figure.js";
import { formatDecimal, formatMonth, formatValue, type NumberStyle } from "./format.js";
import { funnelChart, type SizedPoint } from "./funnel-chart.js";
import { networkLink } from "./network-link.js";
import { pointSearch } from "./point-search.js";
import { PRIVATE_MARK } from "./private-stamp.js";
import { defaultSelection } from "./selection.js";
import type { TableColumn } from "./table-model.js";

const PER = 10_000;
const COUNT: NumberStyle = { kind: "count", decimals: 0, signed: false };
const HUNDREDTHS: NumberStyle = { kind: "rate", decimals: 2, signed: false };

interface Network {
  readonly pcn: string;
  readonly name: string;
  readonly board: string;
  readonly fte: number | null;
  readonly patients: number;
}

/** `WEST NORWICH PCN` as a name: `West Norwich PCN`. */
export function networkName(published: string): string {
  return published
    .toLowerCase()
    .replace(/(?<![\p{L}’'])\p{L}/gu, (letter) => letter.toUpperCase())
    .replace(/\b(?:Pcn|Nhs|Bnssg|Gp)\b/g, (word) => word.toUpperCase())
    .replace(/(?<=\s)(?:And|Of|The|In|On|With)(?=\s)/g, (word) => word.toLowerCase());
}

const codeColumn = (label: string, code: (network: Network) => string): TableColumn<Network> => ({
  label,
  text: (network) => h("code", {}, code(network)),
  csv: code,
});

const rateOf = ({ fte, patients }: Network): number | null => (fte === null ? null : (fte * PER) / patients);

/** What a figure carries that shows published statistics beside a programme's own. */
function asPublished(catalogue: Catalogue, { source }: EnglandNetworks): Catalogue {
  return {
    ...catalogue,
    programme: { ...catalogue.programme, name: source, synthetic: false, data_date: "2026-06-30" },
    policy: { ...catalogue.policy, publishable: true },
  };
}

/**
 * Link workers for registered patients of every network in England, from published statistics: a funnel, a search and a
 * table, with the programme's own networks marked where they go by the same codes.
 */
export function englandNetworks(catalogue: Catalogue, england: EnglandNetworks): Node {
  const networks = england.networks.map(
    ([pcn, name, board, fte, patients]): Network => ({ pcn, name: networkName(name), board, fte, patients }),
  );
  if (networks.length === 0) return nothing();
  const own = new Set(catalogue.areas.filter((area) => area.area_type === "pcn").map((area) => area.area));
  const points = networks.flatMap((network): readonly SizedPoint[] => {
    const rate = rateOf(network);
    if (rate === null) return [];
    return [
      {
        key: network.pcn,
        label: `${network.name} (${network.pcn})`,
        x: network.patients,
        y: rate,
        words: `${formatDecimal(rate, 2)} for 10,000 of ${formatValue(network.patients, COUNT, null)} patients`,
        strong: own.has(network.pcn),
      },
    ];
  });
  const absent = networks.length - points.length;
  const none = networks.filter(({ fte }) => fte === 0).length;
  const joined = networks.filter(({ pcn }) => own.has(pcn)).length;
  const mark = [
    catalogue.programme.synthetic ? "Published statistics, not SYNTHETIC" : "Published statistics",
    catalogue.policy.publishable ? "" : PRIVATE_MARK,
  ]
    .filter((text) => text !== "")
    .join(" · ");
  let found: string | undefined;
  const draw = (width: number): Node =>
    funnelChart(points, {
      width,
      style: HUNDREDTHS,
      axis: "Link workers (FTE) per 10,000 patients",
      sizeAxis: "Registered patients (small sizes spread out)",
      log: true,
      keyed: true,
      limits: england.limits,
      lines: [
        { value: england.rate, label: `All networks ${formatDecimal(england.rate, 2)}`, reference: true },
      ],
      watermark: mark,
      label: `Funnel plot of ${points.length.toLocaleString("en-GB")} networks in England by registered patients and link workers per 10,000 patients. The table beneath gives each figure.`,
      ...(found === undefined ? {} : { found }),
    });
  const number = (
    label: string,
    value: (network: Network) => number | null,
    style: NumberStyle,
  ): TableColumn<Network> => ({
    label,
    numeric: true,
    text: (network) => {
      const one = value(network);
      return one === null ? "Not in the file" : formatValue(one, style, null);
    },
    csv: (network) => value(network) ?? "Not in the file",
  });
  const month = formatMonth(`${england.month}-01`);
  const built = figure(asPublished(catalogue, england), {
    id: "england-networks",
    title: `Link workers for their patients: every network in England, ${month}`,
    summary: `${formatValue(networks.length, COUNT, null)} networks; together ${formatDecimal(england.rate, 2)} full-time equivalents per 10,000 patients. ${none} are in the workforce file with no link worker. ${absent} are not in the file, which is not a zero.${
      joined === 0
        ? " None of this programme’s networks go by these codes."
        : ` ${joined} of this programme’s networks are marked.`
    } Staff employed by councils and charities are in no national file, and need differs: more is not in itself better.`,
    controls: pointSearch(
      "find-england",
      points,
      (key) => {
        found = key;
        const box = built.querySelector(".chart-box");
        if (box instanceof HTMLElement && box.clientWidth > 0) box.replaceChildren(draw(box.clientWidth));
        const point = points.find((one) => one.key === key);
        return point === undefined ? "" : `${point.label}: ${point.words}`;
      },
      (key) =>
        own.has(key) ? networkLink(catalogue, defaultSelection(catalogue), key, "Its own page") : null,
    ),
    legend: [
      { mark: "open-dot", text: "A network" },
      ...(joined === 0 ? [] : [{ mark: "dot" as const, text: "A network of this programme" }]),
      { mark: "threshold", text: `All networks together: ${formatDecimal(england.rate, 2)}` },
      {
        mark: "band",
        text: "95% limits, and outside them 99.8%, with the spread between networks allowed for",
      },
    ],
    draw,
    note: `The axis of patients spreads small sizes out: twice as many patients are the same step everywhere. Posts are planned and do not fall by chance, so the limits are a guide to what is unusual for a network’s size, no test. Source: ${england.source}. Open Government Licence v3.0.`,
    table: {
      caption: `Link workers and registered patients, networks in England, ${month}`,
      items: networks.toSorted((a, b) => a.name.localeCompare(b.name, "en-GB")),
      columns: [
        {
          label: "Network",
          text: ({ name, pcn }) =>
            own.has(pcn) ? networkLink(catalogue, defaultSelection(catalogue), pcn, name) : name,
          csv: ({ name }) => name,
        },
        codeColumn("Code", ({ pcn }) => pcn),
        codeColumn("Board", ({ board }) => board),
        number("Link workers per 10,000 patients", rateOf, HUNDREDTHS),
        number("Link workers (full-time equivalents)", ({ fte }) => fte, HUNDREDTHS),
        number("Registered patients", ({ patients }) => patients, COUNT),
      ],
    },
    filter: { id: "find-england-network", label: "Find a network, code or board", many: "networks" },
    methods: ["published-statistic", "funnel"],
  });
  return built;
}
