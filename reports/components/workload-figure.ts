import { nothing } from "./dom.js";
import type { EstimateRow } from "./estimate-index.js";
import { figure, type LegendItem, releaseMark } from "./figure.js";
import { chartRow, estimateWords, methodsOf, missingWords } from "./figure-data.js";
import { formatDecimal, formatEstimate, type NumberStyle } from "./format.js";
import type { Release } from "./load-release.js";
import { longRows } from "./long-rows.js";
import { rowChart } from "./row-chart.js";
import { areaLabel, cellAt, periodWords, type Selection } from "./selection.js";
import { staffSelection } from "./staff-selection.js";
import { estimateColumns, nameColumn } from "./table-model.js";
import { toldOrCounted } from "./told-or-counted.js";

const WHOLE: NumberStyle = { kind: "rate", decimals: 0, signed: false };

/** A workload measure and how it is read. */
interface Workload {
  readonly measure: "new_referrals_per_fte" | "open_cases_per_fte";
  readonly title: string;
  readonly axis: string;
  /** What is counted, after its number. */
  readonly unit: string;
  readonly note: string;
}

const NEW: Omit<Workload, "note"> = {
  measure: "new_referrals_per_fte",
  title: "New referrals a year for each full-time link worker",
  axis: "New referrals a year per FTE",
  unit: "new referrals a year for each full-time link worker",
};
const OPEN: Workload = {
  measure: "open_cases_per_fte",
  title: "Open cases for each full-time link worker",
  axis: "Open cases per FTE on the last day",
  unit: "open cases for each full-time link worker on the last day",
  note: "No published guidance on open cases was found, so services are set against the programme as a whole. A service drawn in bold has more open cases than the programme, beyond what chance alone would give (its interval lies above the programme’s). The 200 to 250 of the guidance are new people in a year and are no measure for this figure.",
};

/** New referrals a year for each full-time link worker, by service, against the guidance where the programme names one. */
export function newReferralsFigure(release: Release, selection: Selection): Node {
  const { referrals_per_fte: guidance } = release.catalogue.workforce;
  const band = guidance === null ? null : ([guidance.from, guidance.to] as const);
  const words =
    guidance === null
      ? "No guidance to set this against is named in the programme."
      : `Guidance: ${guidance.from} to ${guidance.to} people a year for each full-time link worker. ${guidance.source}. It counts people; here referrals are counted, and one person may be referred more than once.`;
  return workload(release, selection, { ...NEW, note: words }, band);
}

/** Open cases for each full-time link worker, by service; one whose interval lies above the programme's stands out. */
export function openCasesFigure(release: Release, selection: Selection): Node {
  return workload(release, selection, OPEN, null);
}

function workload(
  release: Release,
  selection: Selection,
  what: Workload,
  band: readonly [number, number] | null,
): Node {
  const { catalogue, estimates } = release;
  const { measure, title, axis, note } = what;
  if (!estimates.has(measure)) return nothing();
  const here = staffSelection(catalogue, selection);
  const cell = (area_type: string, area: string) => cellAt(estimates, here, measure, { area_type, area });
  const services = catalogue.areas
    .filter((one) => one.area_type === "service")
    .toSorted((a, b) => a.label.localeCompare(b.label, "en-GB"))
    .map(({ area_type, area, label }) => ({ area, label, row: cell(area_type, area) }))
    .filter((one) => one.row !== undefined);
  const whole = { area: "programme", label: "Whole programme", row: cell("programme", "programme") };
  const items = whole.row === undefined ? services : [...services, whole];
  type Item = (typeof items)[number];
  const period = periodWords(catalogue, here.period_type, here.period);
  if (items.length === 0) return nothing();
  const most = whole.row?.upper ?? null;
  const above = services.filter(
    ({ row }) => missingWords(row) === "" && most !== null && row?.lower !== null && (row?.lower ?? 0) > most,
  );
  const beyond =
    band === null
      ? []
      : services.filter(({ row }) => missingWords(row) === "" && (row?.lower ?? 0) > band[1]);
  const stands = new Set((band === null ? above : beyond).map((one) => one.area));
  const rows = items.map((item) =>
    chartRow(item.area, item.label, item.row, {
      apart: item.area === "programme",
      strong: item.area === "programme" || stands.has(item.area),
      band,
    }),
  );
  const byKey = new Map(items.map((item) => [item.area, item]));
  const gone = services.filter((item) => missingWords(item.row) !== "").length;
  const summary = [
    `${areaLabel(catalogue, "programme", "programme")}, ${period}: ${missingWords(whole.row) === "" ? `${estimateWords(whole.row, WHOLE)} ${what.unit}` : formatEstimate(whole.row, WHOLE)}.`,
    band === null
      ? above.length === 0
        ? "No service lies clearly above it."
        : `Clearly above it: ${namesOf(above)}.`
      : `The guidance of ${formatDecimal(band[0], 0)} to ${formatDecimal(band[1], 0)} is drawn behind each service.${
          beyond.length === 0
            ? ""
            : ` Clearly above it over ${here.period_type === "all" ? `the ${period}` : period}: ${namesOf(beyond)}.`
        }`,
    spreadWords(
      services.flatMap(({ row }) => (missingWords(row) === "" && row?.value != null ? [row.value] : [])),
    ),
    ...(gone === 0
      ? []
      : [`${gone} ${gone === 1 ? "service has" : "services have"} no figure shown, which is not a zero.`]),
  ]
    .filter((text) => text !== "")
    .join(" ");
  const legend: LegendItem[] = [
    { mark: "interval", text: "Figure with its 95% interval" },
    ...(band === null ? [] : [{ mark: "band" as const, text: `Guidance: ${band[0]} to ${band[1]} a year` }]),
    ...(gone > 0 ? [{ mark: "hatch" as const, text: "No figure shown, not zero" }] : []),
  ];
  const drawn = longRows(rows, {
    id: measure.replaceAll("_", "-"),
    one: "service",
    many: "services",
    name: ({ label }) => label,
    always: (row) => row.apart === true,
    first: (row) => row.strong === true,
    order: "those in bold, then the first by name",
  });
  return figure(catalogue, {
    id: measure.replaceAll("_", "-"),
    title: `${title}, ${period}`,
    summary,
    legend,
    rows: drawn,
    draw: (width) =>
      rowChart(drawn.now(), {
        width,
        style: WHOLE,
        axis,
        mark: "dot",
        domain: [
          0,
          Math.max(...rows.flatMap((row) => [row.upper ?? row.value ?? 0, row.band?.[1] ?? 0])) * 1.05 || 1,
        ],
        columns: [
          {
            head: "Figure (interval)",
            text: (row) => (row.missing === "" ? estimateWords(byKey.get(row.key)?.row, WHOLE) : ""),
          },
        ],
        watermark: releaseMark(catalogue),
        label: `Chart of dots with intervals, one row a service. ${summary}`,
      }),
    note,
    table: {
      caption: `${title}, by service, ${period}`,
      items,
      columns: [
        nameColumn("Service", (item: Item) => item.label),
        ...estimateColumns<Item>(axis, WHOLE, (item) => item.row, ["value", "interval"]),
      ],
    },
    methods: methodsOf(catalogue, [measure]),
  });
}

const namesOf = (
  services: readonly { readonly label: string; readonly row: EstimateRow | undefined }[],
): string =>
  toldOrCounted(
    services.map(({ label, row }) => `${label}, ${estimateWords(row, WHOLE)}`),
    "services",
    "drawn in bold",
  );

/** The middle one and the range of the services shown, since one far from the others moves the programme's figure; "" of fewer than four. */
function spreadWords(values: readonly number[]): string {
  if (values.length < 4) return "";
  const inOrder = values.toSorted((a, b) => a - b);
  const at = (place: number): number => inOrder[place] ?? 0;
  const middle = (at(Math.floor((values.length - 1) / 2)) + at(Math.ceil((values.length - 1) / 2))) / 2;
  const [least, middling, next, most] = [at(0), middle, at(values.length - 2), at(values.length - 1)].map(
    (value) => formatDecimal(value, 0),
  );
  return `Service by service: the middle one (median) ${middling}, all but the highest ${least} to ${next}, the highest ${most}.`;
}
