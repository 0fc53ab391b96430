import { h, nothing } from "./dom.js";
import { formatTick, formatValue, type NumberStyle } from "./format.js";
import type { Release } from "./load-release.js";
import { folded, together } from "./page-section.js";
import type { Selection } from "./selection.js";
import { type StaffMeasures, staffFigure } from "./staff-figure.js";
import { staffRanges, staffShownFrom } from "./staff-rules.js";

const SHARE: NumberStyle = { kind: "proportion", decimals: 0, signed: false };
const RATE: NumberStyle = { ...SHARE, percent: 1 };

const RATES: Omit<StaffMeasures, "id" | "rows" | "note"> = {
  title: "Sickness absence rate",
  measures: [{ id: "absence_rate", label: "Sickness absence" }],
  style: RATE,
  axis: "Days lost to sickness, of all days employed",
  shown: staffShownFrom,
};

const SPELLS: StaffMeasures = {
  id: "absence-spells",
  title: "Spells of sickness for each person a year",
  measures: [{ id: "absence_spells", label: "Spells" }],
  style: { kind: "mean", decimals: 1, signed: false },
  axis: "Spells a year for each person employed",
  unit: "spells",
  rows: "years",
  shown: staffShownFrom,
  note: "Days of sickness that follow each other are one spell, however many posts they stand under.",
};

const LONG_SPELLS: StaffMeasures = {
  id: "absence-long-spells",
  title: "Days lost in long spells",
  measures: [{ id: "share_days_long_spells", label: "Long spells" }],
  style: SHARE,
  axis: "Share of the days lost that were in spells of 28 days or more",
  domain: [0, 1],
  rows: "years",
  shown: staffShownFrom,
  note: "Few people make up most long spells, so the interval is wide. Withheld where one or two people had nearly all of the days.",
};

const LONG_ABSENCE: Omit<StaffMeasures, "id" | "rows"> = {
  title: "Staff with 15 or more sick days in the financial year",
  measures: [{ id: "share_long_absence", label: "15 or more sick days" }],
  style: SHARE,
  axis: "Share of staff",
  domain: [0, 1],
  shown: staffRanges,
  note: "Days are calendar days from 1 April to 31 March. An illness recorded in two posts counts once; volunteers are left out.",
};

const BASIS =
  "Calendar days from 1 April to 31 March, working days and days off alike, weighted by full-time equivalents: an illness under two posts counts once for the person, with the hours of both. Staff of services that record absence; volunteers are left out. National rates leave out most staff of primary care and charities, so they are no fair comparison.";

/** Sick days of staff: the rate year by year and by service, spells, and who had 15 days or more in a year. */
export function absenceFigures(release: Release, selection: Selection): Node {
  const rates = { ...RATES, note: BASIS };
  return together(
    staffFigure(release, selection, { ...rates, id: "absence-rate", rows: "years" }),
    publishedRate(release),
    folded(
      "How often, and how long",
      staffFigure(release, selection, { ...LONG_ABSENCE, id: "absence-by-year", rows: "years" }),
      staffFigure(release, selection, SPELLS),
      staffFigure(release, selection, LONG_SPELLS),
    ),
    folded(
      "Sick days, service by service",
      staffFigure(release, selection, { ...rates, id: "absence-rate-by-service", rows: "services" }),
      staffFigure(release, selection, { ...LONG_ABSENCE, id: "absence-by-service", rows: "services" }),
    ),
  );
}

/** The rate of NHS organisations as published, in words, where the sources hold it. */
function publishedRate({ estimates }: Release): Node {
  const rows = estimates.list("published_absence_rate", { period_type: "month" });
  const last = rows.toSorted((a, b) => (a.period < b.period ? -1 : 1)).at(-1);
  if (last === undefined || last.value === null) return nothing();
  return h(
    "div",
    { class: "figure-note" },
    h(
      "p",
      {},
      `Published for NHS organisations, ${formatTick("month", last.period)}: ${formatValue(last.value, RATE)}. One month, of organisations in the Electronic Staff Record: most staff of primary care and charities are not in it.`,
    ),
  );
}
