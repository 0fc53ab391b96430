import { h, nothing } from "./dom.js";
import type { NumberStyle } from "./format.js";
import type { Release } from "./load-release.js";
import type { Selection } from "./selection.js";
import { type StaffMeasures, staffFigure } from "./staff-figure.js";
import { staffRanges, staffShownFrom } from "./staff-rules.js";

const SHARE_STYLE: NumberStyle = { kind: "proportion", decimals: 0, signed: false };

const ABSENCE: Omit<StaffMeasures, "id" | "rows"> = {
  title: "Staff with 15 or more sick days in the financial year",
  measures: [{ id: "share_long_absence", label: "15 or more sick days" }],
  style: SHARE_STYLE,
  axis: "Share of staff",
  domain: [0, 1],
  shown: staffRanges,
  note: "Days are calendar days from 1 April to 31 March. An illness recorded in two posts counts once; volunteers are left out.",
};

const BURNOUT: StaffMeasures = {
  id: "burnout-scores",
  title: "Burnout scores from staff’s own answers",
  measures: [
    { id: "burnout_personal", label: "Personal" },
    { id: "burnout_work", label: "Work-related" },
    { id: "burnout_client", label: "Client-related" },
  ],
  style: { kind: "mean", decimals: 1, signed: false },
  axis: "Average score (0 to 100, lower is better)",
  domain: [0, 100],
  rows: "years",
  note: "Copenhagen Burnout Inventory: three subscales from 0 to 100, never added up. No score is taken as a limit from which someone counts as burnt out.",
  shown: staffShownFrom,
};

const VIEWS: StaffMeasures = {
  id: "staff-views",
  title: "What staff say about their work",
  measures: [
    { id: "share_satisfied", label: "Satisfied" },
    { id: "share_consulted", label: "Feel consulted" },
    { id: "share_intend_to_leave", label: "Intend to leave" },
  ],
  style: SHARE_STYLE,
  axis: "Share of staff who answered",
  domain: [0, 1],
  rows: "years",
  shown: staffRanges,
  note: "From the staff survey: people who did not answer may think otherwise.",
};

const LEAVING: StaffMeasures = {
  id: "staff-leaving",
  title: "Staff who left, and volunteers who moved into work",
  measures: [
    { id: "share_left", label: "Staff who left" },
    { id: "share_volunteers_to_employment", label: "Volunteers leaving for work" },
  ],
  style: SHARE_STYLE,
  axis: "Share",
  domain: [0, 1],
  rows: "years",
  shown: staffRanges,
  note: "Staff who left: of those employed on 1 April. Volunteers: of those who left.",
};

const TIME: StaffMeasures = {
  id: "staff-time",
  title: "How recorded working time goes",
  measures: [
    { id: "time_direct", label: "With people" },
    { id: "time_administration", label: "Administration" },
    { id: "time_service_failures", label: "Responding to service failures" },
  ],
  style: SHARE_STYLE,
  axis: "Share of recorded minutes",
  domain: [0, 1],
  rows: "years",
  shown: staffShownFrom,
  note: "Of the minutes that link workers recorded; travel makes up the rest. Work that nobody recorded is not in it. Responding to service failures is help with what other services left undone.",
};

/** Those of the figures that there are; nothing where there is none, so that no heading stands alone. */
function together(...figures: readonly Node[]): Node {
  const shown = figures.filter((figure) => figure.childNodes.length > 0);
  return shown.length === 0 ? nothing() : h("div", {}, shown);
}

/** A figure one step away: most of its rows are ranges too broad, or withheld, to tell services apart. */
function folded(title: string, figure: Node): Node {
  if (figure.childNodes.length === 0) return figure;
  return h("details", { class: "behind" }, h("summary", {}, title), figure);
}

/** Sick days of staff: the chosen area year by year, and the services in one year. */
export function absenceFigures(release: Release, selection: Selection): Node {
  return together(
    staffFigure(release, selection, { ...ABSENCE, id: "absence-by-year", rows: "years" }),
    folded(
      "Sick days, service by service",
      staffFigure(release, selection, { ...ABSENCE, id: "absence-by-service", rows: "services" }),
    ),
  );
}

/** Burnout scores by subscale and year. */
export function burnoutFigure(release: Release, selection: Selection): Node {
  return staffFigure(release, selection, BURNOUT);
}

/** Survey answers and leavers. */
export function staffViewFigures(release: Release, selection: Selection): Node {
  return together(staffFigure(release, selection, VIEWS), staffFigure(release, selection, LEAVING));
}

/** Shares of recorded time. */
export function timeFigure(release: Release, selection: Selection): Node {
  return staffFigure(release, selection, TIME);
}
