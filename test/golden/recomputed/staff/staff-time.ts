import type { Programme } from "../../../../src/model/programme.ts";
import { byArea, heads, isLinkWorker, placeIn, sumOf } from "./staff-cells.ts";
import type { PutStaff, StaffPlace } from "./staff-exact.ts";
import { type Period, sharedDays } from "./staff-periods.ts";
import { dayOf, type Post, type StaffRecords } from "./staff-records.ts";

/** Working time of link workers, referrals and open cases for each of it, and capacity for patients. */
export function workingTime(
  { posts, cases }: StaffRecords,
  { areas }: Programme,
  periods: readonly Period[],
  put: PutStaff,
): void {
  const workers = posts.filter(({ role, isVolunteer }) => role === "link_worker" && !isVolunteer);
  const covers = (type: string) => new Set(workers.map((post) => post.areas.get(type)));
  const [services, networks] = [covers("service"), covers("pcn")];
  const covered = cases.filter(({ areas: of }) =>
    [services.has(of.get("service") ?? "none"), networks.has(of.get("pcn") ?? "none")].includes(true),
  );
  const lists = (key: string) => {
    const [type, area] = key.split("|");
    const of = areas.pcns.filter((pcn) => {
      if (type === "programme") return true;
      return area === (type === "icb" ? pcn.icb : type === "borough" ? pcn.borough : pcn.code);
    });
    return type === "service" ? 0 : sumOf(of.map(({ list_size }) => list_size ?? 0));
  };
  for (const [key, own] of byArea(workers.filter(isLinkWorker), [
    "programme",
    "icb",
    "borough",
    "service",
    "pcn",
  ])) {
    const [type = "", area = ""] = key.split("|");
    const ofArea = covered.filter((one) => type === "programme" || one.areas.get(type) === area);
    for (const period of periods) {
      const place = placeIn(key, period);
      const { seenFrom, seenTo } = period;
      const days = seenTo - seenFrom + 1;
      const average = timeOf(own, seenFrom, seenTo);
      if (average !== undefined && period.period_type !== "quarter") {
        const { staff, total, largest } = average;
        const fte = total / days;
        put("link_worker_fte", place, { kind: "time", staff, fte, largest });
        const patients = lists(key);
        if (patients > 0)
          put("link_worker_fte_per_10000_patients", place, { kind: "time", staff, fte, largest, patients });
        const events = ofArea.filter(({ received }) => received >= seenFrom && received <= seenTo).length;
        put("new_referrals_per_fte", place, {
          kind: "rate",
          staff,
          events,
          exposure: total / 365.25,
          largest,
        });
      }
      const onDay = timeOf(own, seenTo, seenTo);
      if (
        onDay === undefined ||
        (period.period_type === "quarter" && !["programme", "service"].includes(type))
      )
        continue;
      const events = ofArea.filter(
        ({ received, closed, status }) =>
          received <= seenTo &&
          (closed === null ? status === "received" || status === "open" : closed > seenTo),
      ).length;
      const { staff, total, largest } = onDay;
      put("open_cases_per_fte", place, {
        kind: "rate",
        staff,
        events,
        exposure: total,
        largest,
        day: seenTo,
      });
    }
  }
}

/** Working time of posts in a stretch, full-time equivalents times days, and the share of the worker with the most. */
function timeOf(
  posts: readonly Post[],
  from: number,
  to: number,
): { readonly staff: number; readonly total: number; readonly largest: number } | undefined {
  const byWorker = new Map<string, number>();
  for (const post of posts) {
    const days = sharedDays(post, from, to);
    if (days > 0) byWorker.set(post.who, (byWorker.get(post.who) ?? 0) + post.fte * days);
  }
  if (byWorker.size === 0) return undefined;
  const total = sumOf(byWorker.values());
  return { staff: byWorker.size, total, largest: Math.max(...byWorker.values()) / total };
}

/** Shares of the minutes that workers recorded. */
export function workDone(
  { posts, work }: StaffRecords,
  programme: Programme,
  periods: readonly Period[],
  put: PutStaff,
): void {
  const staffIn = (type: string, area: string, from: number, to: number) =>
    heads(
      posts.filter(
        (post) => !post.isVolunteer && post.areas.get(type) === area && sharedDays(post, from, to) > 0,
      ),
    );
  const cell = (place: StaffPlace, own: StaffRecords["work"], staff: number) => {
    const workers = new Map<string, Map<string, number>>();
    for (const { worker, kind, minutes } of own) {
      const kinds = workers.get(worker) ?? new Map<string, number>();
      workers.set(worker, kinds.set(kind, (kinds.get(kind) ?? 0) + minutes));
    }
    if (workers.size === 0) return;
    for (const kind of ["administration", "service_failures", "direct", "travel"])
      put(`time_${kind}`, place, {
        kind: "ratio",
        staff: Math.max(staff, workers.size),
        pairs: [...workers.values()].map((kinds) => [kinds.get(kind) ?? 0, sumOf(kinds.values())] as const),
        decimals: 2,
      });
  };
  for (const period of periods.filter(({ period_type, isOver }) => period_type !== "quarter" && isOver)) {
    const seen = work.filter(({ day }) => day >= period.seenFrom && day <= period.seenTo);
    for (const key of ["programme|programme", ...programme.services.map(({ id }) => `service|${id}`)]) {
      const [type = "", area = ""] = key.split("|");
      const own = seen.filter(({ service }) => type === "programme" || service === area);
      cell(placeIn(key, period), own, staffIn(type, area, period.from, period.to));
    }
  }
  for (const { id, service = "", windows } of programme.projects)
    for (const [period, span] of Object.entries(windows ?? programme.windows)) {
      if (span === undefined || service === "") continue;
      const [from, to] = [dayOf(span.from), dayOf(span.to)];
      const seenTo = Math.min(to, dayOf(programme.data_date));
      cell(
        { area_type: "project", area: id, period_type: "window", period },
        work.filter((one) => one.service === service && one.day >= from && one.day <= seenTo),
        staffIn("service", service, from, to),
      );
    }
}

/**
 * How the share of minutes on administration changed from before a project whose measures name it, at its service, less how
 * it changed at all services without such a project, taken together.
 */
export function administrationChange({ work }: StaffRecords, programme: Programme, put: PutStaff): void {
  const { projects, services, windows, data_date } = programme;
  const about = projects.filter(({ measures }) =>
    measures.some((one) => one.measure === "time_administration"),
  );
  const busy = new Set(about.map(({ service }) => service));
  const others = services.map(({ id }) => id).filter((id) => !busy.has(id));
  for (const { id, service, windows: own } of about) {
    const { before, ...later } = own ?? windows;
    if (before === undefined || service === undefined) continue;
    const of = (where: readonly string[], { from, to }: typeof before) => {
      const [first, last] = [dayOf(from), Math.min(dayOf(to), dayOf(data_date))];
      const done = work.filter(
        (one) => where.includes(one.service ?? "") && one.day >= first && one.day <= last,
      );
      const minutes = (some: typeof done) => sumOf(some.map((one) => one.minutes));
      const administration = done.filter(({ kind }) => kind === "administration");
      const workers = new Set(done.map(({ worker }) => worker)).size;
      return { share: minutes(administration) / minutes(done), workers };
    };
    for (const [period, span] of Object.entries(later)) {
      if (span === undefined) continue;
      const groups = [
        of([service], span),
        of([service], before),
        of(others, span),
        of(others, before),
      ] as const;
      const [here, was, there, had] = groups.map(({ share }) => share) as [number, number, number, number];
      const staff = Math.min(...groups.map(({ workers }) => workers));
      if (staff === 0) continue;
      const place = { area_type: "project", area: id, period_type: "window", period };
      put("administration_change_compared", place, {
        kind: "compared",
        staff,
        value: here - was - (there - had),
      });
    }
  }
}
