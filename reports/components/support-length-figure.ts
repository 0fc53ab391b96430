import { nothing } from "./dom.js";
import { figure, type LegendItem, releaseMark } from "./figure.js";
import { chartRow, estimateWords, methodsOf, missingWords } from "./figure-data.js";
import { formatEstimate, type NumberStyle } from "./format.js";
import type { Release } from "./load-release.js";
import { longRows } from "./long-rows.js";
import { rowChart } from "./row-chart.js";
import { cellAt, periodWords, type Selection } from "./selection.js";
import { staffSelection } from "./staff-selection.js";
import { estimateColumns, nameColumn } from "./table-model.js";
import { toldOrCounted } from "./told-or-counted.js";

const DAYS: NumberStyle = { kind: "rate", decimals: 0, signed: false };
const ONE: NumberStyle = { kind: "rate", decimals: 1, signed: false };
const SHARE: NumberStyle = { kind: "proportion", decimals: 0, signed: false };
const GUIDANCE = [6, 12] as const;

interface SupportFigure {
  readonly id: string;
  readonly title: string;
  readonly measure: string;
  readonly other: string;
  readonly otherLabel: string;
  readonly otherStyle: NumberStyle;
  readonly axis: string;
  readonly style: NumberStyle;
  readonly band: readonly [number, number] | null;
  readonly note: string;
  /** The figure and the other one of the programme in words, each with its unit; null where the other is not shown. */
  readonly said: (figure: string, other: string | null) => string;
  readonly unit: string;
  /** Services that stand out: those with clearly more, or clearly less, than the programme. */
  readonly out: "more" | "fewer";
}

/** Attended contacts a person by service, against the 6 to 12 of the guidance. */
export function contactsFigure(release: Release, selection: Selection): Node {
  return byService(release, selection, {
    id: "contacts-per-person",
    title: "Contacts for each person supported",
    measure: "contacts_per_person",
    other: "share_contacts_6_to_12",
    otherLabel: "Had 6 to 12",
    otherStyle: SHARE,
    axis: "Attended contacts per closed referral",
    style: ONE,
    band: GUIDANCE,
    said: (contacts, share) =>
      `Closed referrals had ${contacts} attended contacts on average${share === null ? "" : `; ${share} of them had 6 to 12`}.`,
    unit: "contacts",
    out: "fewer",
    note: "Attended, two-way contacts of referrals closed in the period that had at least one. Guidance, as Surrey Training Hub quotes NHS England: 6 to 12 contacts a person. People need more or fewer, so being outside is no verdict, and contacts that nobody recorded are in none. Cases still open are not in it: where long cases have more contacts it is too low, most of all in the first year of the records and where many are open.",
  });
}

/** Days from the first contact to closing, by service. */
export function supportLengthFigure(release: Release, selection: Selection): Node {
  return byService(release, selection, {
    id: "support-length",
    title: "How long support lasts",
    measure: "support_median_days",
    other: "support_p90_days",
    otherLabel: "Nine in ten by",
    otherStyle: DAYS,
    axis: "Days from first contact until half were closed",
    style: DAYS,
    band: null,
    said: (days, most) =>
      `Half were closed within ${days} days of the first contact${most === null ? "" : `, nine in ten within ${most} days`}.`,
    unit: "days",
    out: "more",
    note: "From the first attended contact to the day the referral was closed, of those first seen in the period; cases still open count up to the data date. No published length to set this against could be verified. A case may be closed long after the last contact.",
  });
}

function byService(release: Release, selection: Selection, what: SupportFigure): Node {
  const { catalogue, estimates } = release;
  const { measure, other, style, otherStyle, band } = what;
  if (!estimates.has(measure)) return nothing();
  const here = staffSelection(catalogue, selection);
  const items = catalogue.areas
    .filter(({ area_type }) => area_type === "service" || area_type === "programme")
    .toSorted((a, b) => a.label.localeCompare(b.label, "en-GB"))
    .map(({ area_type, area, label }) => ({
      area_type,
      area,
      label,
      row: cellAt(estimates, here, measure, { area_type, area }),
      other: cellAt(estimates, here, other, { area_type, area }),
    }))
    .filter(({ row }) => row !== undefined);
  type Item = (typeof items)[number];
  if (items.length === 0) return nothing();
  const whole = items.find(({ area_type }) => area_type === "programme");
  const isOut = ({ area_type, row }: Item): boolean => {
    if (area_type === "programme" || missingWords(row) !== "" || missingWords(whole?.row) !== "")
      return false;
    const [own, all] = [row, whole?.row];
    return what.out === "more"
      ? (own?.lower ?? Number.NEGATIVE_INFINITY) > (all?.upper ?? Number.POSITIVE_INFINITY)
      : (own?.upper ?? Number.POSITIVE_INFINITY) < (all?.lower ?? Number.NEGATIVE_INFINITY);
  };
  const apart = items.filter(isOut);
  const rows = items.map((item) =>
    chartRow(item.area, item.label, item.row, {
      apart: item.area_type === "programme",
      strong: item.area_type === "programme" || isOut(item),
      band,
    }),
  );
  const byArea = new Map(items.map((item) => [item.area, item]));
  const period = periodWords(catalogue, here.period_type, here.period);
  const gone = rows.filter(({ missing }) => missing !== "").length;
  const told =
    missingWords(whole?.row) === ""
      ? what.said(
          estimateWords(whole?.row, style),
          missingWords(whole?.other) === "" ? estimateWords(whole?.other, otherStyle) : null,
        )
      : `${estimateWords(whole?.row, style)}.`;
  const names = apart.map((one) => `${one.label}, ${estimateWords(one.row, style)} ${what.unit}`);
  const named =
    apart.length === 0 ? "" : ` Clearly ${what.out}: ${toldOrCounted(names, "services", "drawn in bold")}.`;
  const summary = `${whole?.label ?? ""}, ${period}. ${told}${named}`;
  const legend: LegendItem[] = [
    { mark: "interval", text: "Figure with its 95% interval" },
    ...(band === null ? [] : [{ mark: "band" as const, text: `Guidance: ${band[0]} to ${band[1]}` }]),
    ...(gone > 0 ? [{ mark: "hatch" as const, text: "No figure shown, not zero" }] : []),
  ];
  const drawn = longRows(rows, {
    id: what.id,
    one: "service",
    many: "services",
    name: ({ label }) => label,
    always: (row) => row.apart === true,
    first: (row) => row.strong === true,
    order: "those in bold, then the first by name",
  });
  return figure(catalogue, {
    id: what.id,
    title: `${what.title}, ${period}`,
    summary,
    legend,
    rows: drawn,
    draw: (width) =>
      rowChart(drawn.now(), {
        width,
        style,
        axis: what.axis,
        mark: "dot",
        domain: [
          0,
          Math.max(1, ...rows.flatMap((row) => [row.upper ?? row.value ?? 0, row.band?.[1] ?? 0])) * 1.05,
        ],
        columns: [
          {
            head: "Figure (interval)",
            text: (row) => (row.missing === "" ? estimateWords(byArea.get(row.key)?.row, style) : ""),
          },
          {
            head: what.otherLabel,
            text: (row) =>
              missingWords(byArea.get(row.key)?.other) === ""
                ? formatEstimate(byArea.get(row.key)?.other, otherStyle)
                : "\u2013",
          },
        ],
        watermark: releaseMark(catalogue),
        label: `Chart of dots with intervals, one row a service. ${summary}`,
      }),
    note: what.note,
    table: {
      caption: `${what.title}, by service, ${period}`,
      items,
      columns: [
        nameColumn("Service", (item: Item) => item.label),
        ...estimateColumns<Item>(what.axis, style, (item) => item.row, ["value", "interval"]),
        ...estimateColumns<Item>(what.otherLabel, otherStyle, (item) => item.other, ["value", "interval"]),
      ],
    },
    methods: methodsOf(catalogue, [measure, other]),
  });
}
