import type { Programme } from "../../../../src/model/programme.ts";
import { byArea, heads, placeIn } from "./staff-cells.ts";
import { type PutStaff, type StaffExact, staffKey } from "./staff-exact.ts";
import { type Period, sharedDays, staffPeriods } from "./staff-periods.ts";
import type { StaffRecords } from "./staff-records.ts";
import { sicknessFigures } from "./staff-sickness.ts";
import { stayFigures, vacancyFigures } from "./staff-stays.ts";
import { surveys } from "./staff-survey.ts";
import { administrationChange, workDone, workingTime } from "./staff-time.ts";

/** The figures of staff that are recomputed. */
export const RECOMPUTED_OF_STAFF = [
  "link_worker_fte",
  "link_worker_fte_per_10000_patients",
  "new_referrals_per_fte",
  "open_cases_per_fte",
  "share_long_absence",
  "share_left",
  "share_volunteers_to_employment",
  "share_satisfied",
  "share_consulted",
  "share_intend_to_leave",
  "share_supervised",
  "response_rate",
  "burnout_personal",
  "burnout_work",
  "burnout_client",
  "time_administration",
  "time_service_failures",
  "time_direct",
  "time_travel",
  "administration_change_compared",
  "absence_rate",
  "absence_spells",
  "share_days_long_spells",
  "turnover_rate",
  "share_left_another_job",
  "share_left_workload",
  "share_left_end_of_contract",
  "tenure_median_months",
  "share_stayed_1_year",
  "share_stayed_2_years",
  "share_stayed_3_years",
  "share_stayed_4_years",
  "days_to_fill_median",
  "vacant_days_per_post",
  ...["personal", "work", "client"].flatMap((part) =>
    ["change", "lower_quarter", "median", "upper_quarter", "alpha"].map((what) => `burnout_${what}_${part}`),
  ),
];

/**
 * Figures of staff from single records, by what the measure library says that they are. National statistics have no
 * part in them. By `staffKey`.
 */
export function staffFigures(records: StaffRecords, programme: Programme): ReadonlyMap<string, StaffExact> {
  const found = new Map<string, StaffExact>();
  const put: PutStaff = (measure, place, exact) => found.set(staffKey(measure, place), exact);
  const periods = staffPeriods(programme);
  workingTime(records, programme, periods, put);
  absence(records, periods, put);
  leaving(records, periods, put);
  surveys(records, programme, periods, put);
  workDone(records, programme, periods, put);
  administrationChange(records, programme, put);
  sicknessFigures(records, periods, put);
  stayFigures(records, programme, periods, put);
  vacancyFigures(records, programme, periods, put);
  return found;
}

/** Staff with 15 or more calendar days of sickness in a financial year. */
function absence(
  { posts, sickness, everAbsent }: StaffRecords,
  periods: readonly Period[],
  put: PutStaff,
): void {
  const staff = posts.filter(({ isVolunteer }) => !isVolunteer);
  const recorded = new Set(
    staff.filter(({ who }) => everAbsent.has(who)).map(({ areas }) => areas.get("service")),
  );
  const covered = staff.filter(({ areas }) => recorded.has(areas.get("service")));
  for (const period of periods.filter(({ period_type }) => period_type === "financial_year")) {
    const ill = new Map<string, Set<number>>();
    for (const { who, from, to } of sickness) {
      const days = ill.get(who) ?? new Set<number>();
      ill.set(who, days);
      for (let day = Math.max(from, period.from); day <= Math.min(to, period.to); day += 1) days.add(day);
    }
    for (const [key, own] of byArea(covered, ["programme", "service"])) {
      const employed = [
        ...new Set(own.filter((post) => sharedDays(post, period.from, period.to) > 0).map(({ who }) => who)),
      ];
      if (employed.length === 0) continue;
      const x = employed.filter((who) => (ill.get(who)?.size ?? 0) >= 15).length;
      const share: StaffExact = { kind: "share", staff: employed.length, x, n: employed.length };
      put(
        "share_long_absence",
        placeIn(key, period),
        period.isOver ? share : { kind: "not yet", staff: share.staff },
      );
    }
  }
}

function leaving({ posts }: StaffRecords, periods: readonly Period[], put: PutStaff): void {
  for (const period of periods.filter(({ period_type }) => period_type !== "quarter")) {
    const { from, to } = period;
    for (const [key, all] of byArea(posts, ["programme", "service"])) {
      const place = placeIn(key, period);
      const own = all.filter(({ isVolunteer }) => !isVolunteer);
      const stays = new Set(own.filter((post) => post.from <= to && post.to > to).map(({ who }) => who));
      const atStart = [
        ...new Set(own.filter((post) => post.from <= from && post.to >= from).map(({ who }) => who)),
      ];
      if (period.period_type === "financial_year" && atStart.length > 0) {
        const x = atStart.filter((who) => !stays.has(who)).length;
        const share: StaffExact = { kind: "share", staff: atStart.length, x, n: atStart.length };
        put("share_left", place, period.isOver ? share : { kind: "not yet", staff: share.staff });
      }
      const volunteers = all.filter(({ isVolunteer }) => isVolunteer);
      const still = new Set(
        volunteers.filter((post) => post.from <= to && post.to > to).map(({ who }) => who),
      );
      const left = volunteers.filter(
        (post) =>
          post.to >= from &&
          post.to <= to &&
          post.reason !== null &&
          post.reason !== "not_known" &&
          !still.has(post.who),
      );
      const n = heads(left);
      if (n === 0) continue;
      const x = heads(left.filter(({ reason }) => reason === "employment"));
      put("share_volunteers_to_employment", place, { kind: "share", staff: n, x, n });
    }
  }
}
