import type { NumberStyle } from "./format.js";
import type { Release } from "./load-release.js";
import { folded, together } from "./page-section.js";
import type { Selection } from "./selection.js";
import { type StaffMeasures, staffFigure } from "./staff-figure.js";
import { staffRanges, staffShownFrom } from "./staff-rules.js";
import { stayFigure } from "./stay-figure.js";

const SHARE: NumberStyle = { kind: "proportion", decimals: 0, signed: false };
const DAYS: NumberStyle = { kind: "amount", decimals: 0, signed: false };

const MOVED =
  "Someone who moves to another service of the programme has left the first one, not the programme; who comes back within 31 days has not left.";

const TURNOVER: Omit<StaffMeasures, "id" | "rows" | "note"> = {
  title: "Leavers a year, of the staff employed",
  measures: [{ id: "turnover_rate", label: "Leavers a year" }],
  style: SHARE,
  axis: "Leavers a year, of the staff employed on average",
  shown: ({ policy }) =>
    policy.staff_from === 0
      ? ""
      : `Shown where ${policy.staff_from} or more left, so that nobody can be picked out. `,
};

const LEFT: StaffMeasures = {
  id: "staff-leaving",
  title: "Staff who left in the year",
  measures: [{ id: "share_left", label: "Staff who left" }],
  style: SHARE,
  axis: "Share of the staff employed on 1 April",
  domain: [0, 1],
  rows: "years",
  shown: staffRanges,
  note: MOVED,
};

const VOLUNTEERS: StaffMeasures = {
  id: "volunteers-to-work",
  title: "Volunteers who left for paid work",
  measures: [{ id: "share_volunteers_to_employment", label: "Left for paid work" }],
  style: SHARE,
  axis: "Share of the volunteers who left for a reason that is known",
  domain: [0, 1],
  rows: "whole",
  shown: staffRanges,
  note: "Over the whole time, of those who left: not of all volunteers. Paid work elsewhere counts too.",
};

const REASONS: StaffMeasures = {
  id: "leaving-reasons",
  title: "Why staff left, where a reason is known",
  measures: [
    { id: "share_left_another_job", label: "Another job" },
    { id: "share_left_workload", label: "Workload" },
    { id: "share_left_end_of_contract", label: "End of a contract" },
  ],
  style: SHARE,
  axis: "Share of leavers whose reason is known",
  domain: [0, 1],
  rows: "whole",
  shown: staffRanges,
  note: "The reason is the one that the employer wrote down, over the whole time. Retirement, health and other reasons are too few to be told apart.",
};

const FILL: Omit<StaffMeasures, "id" | "rows"> = {
  title: "Days to fill a post",
  measures: [{ id: "days_to_fill_median", label: "Days to fill" }],
  style: DAYS,
  axis: "Days that posts stood empty until half were filled",
  unit: "days",
  shown: ({ policy }) =>
    policy.staff_from === 0
      ? ""
      : `Shown where ${policy.staff_from} or more staff work and ${policy.staff_answers_from} or more posts were filled. `,
  note: "By the year in which the holder left. Posts still empty count for as long as they have been; a post that was given up looks empty. In steps of 5 days.",
};

const EMPTY: StaffMeasures = {
  id: "vacant-days",
  title: "Days that each post stood empty in a year",
  measures: [{ id: "vacant_days_per_post", label: "Days empty" }],
  style: DAYS,
  axis: "Days a year for each post",
  unit: "days",
  rows: "years",
  shown: staffShownFrom,
  note: "Of all posts, those that were never empty too.",
};

/** Who stays and who leaves: time in post, leavers a year, reasons, volunteers, and how long posts stand empty. */
export function leavingFigures(release: Release, selection: Selection): Node {
  const turnover = { ...TURNOVER, note: MOVED };
  return together(
    stayFigure(release, selection),
    staffFigure(release, selection, { ...turnover, id: "turnover", rows: "years" }),
    folded(
      "Why staff and volunteers left",
      staffFigure(release, selection, REASONS),
      staffFigure(release, selection, VOLUNTEERS),
    ),
    folded(
      "How long posts stand empty",
      staffFigure(release, selection, { ...FILL, id: "days-to-fill", rows: "years" }),
      staffFigure(release, selection, EMPTY),
    ),
    folded("Leavers in each year, as ranges", staffFigure(release, selection, LEFT)),
    folded(
      "Staying and leaving, service by service",
      staffFigure(release, selection, {
        ...{ ...turnover, id: "turnover-by-service", rows: "services", overall: true },
        domain: [0, 1],
      }),
      staffFigure(release, selection, {
        id: "stayed-by-service",
        title: "Staff still in post after two years",
        measures: [{ id: "share_stayed_2_years", label: "Still there after two years" }],
        style: SHARE,
        axis: "Share of staff still in post after two years",
        domain: [0, 1],
        rows: "services",
        overall: true,
        shown: staffShownFrom,
        note: MOVED,
      }),
      staffFigure(release, selection, {
        ...FILL,
        id: "days-to-fill-by-service",
        rows: "services",
        overall: true,
      }),
    ),
  );
}
