import type { Programme } from "../../../../src/model/programme.ts";
import { byArea, heads, placeIn, sumOf } from "./staff-cells.ts";
import type { Lasting, PutStaff, StaffPlace } from "./staff-exact.ts";
import type { Period } from "./staff-periods.ts";
import { dayOf, type Post, type StaffRecords } from "./staff-records.ts";

const A_YEAR = 365.25;
const REASONS = ["another_job", "workload", "end_of_contract"];
/** Days without a post after which a stay is over. */
const APART = 31;

interface Stay {
  readonly who: string;
  readonly from: number;
  readonly to: number;
  readonly reason: string | null;
}

/** Stretches of days that figures are given for at a place: years and the whole time, or windows of a project. */
interface Stretch {
  readonly place: StaffPlace;
  readonly from: number;
  readonly to: number;
  readonly isOver: boolean;
}

function stretchesOf(
  key: string,
  { projects, windows, data_date }: Programme,
  periods: readonly Period[],
): readonly Stretch[] {
  const [type, area] = key.split("|");
  const data = dayOf(data_date);
  const years = periods
    .filter(({ period_type }) => period_type !== "quarter")
    .map((period) => {
      const isAll = period.period_type === "all";
      return {
        place: placeIn(key, period),
        from: isAll ? period.seenFrom : period.from,
        to: isAll ? period.seenTo : Math.min(period.to, data),
        isOver: isAll || period.isOver,
      };
    });
  const own = projects.filter(({ service }) => type === "service" && service === area);
  return [
    ...years,
    ...own.flatMap((project) =>
      Object.entries(project.windows ?? windows).flatMap(([period, span]) => {
        if (span === undefined) return [];
        const place = { area_type: "project", area: project.id, period_type: "window", period };
        return [{ place, from: dayOf(span.from), to: Math.min(dayOf(span.to), data), isOver: true }];
      }),
    ),
  ];
}

/** Posts of one person in an area that follow each other, as one. */
function staysOf(posts: readonly Post[]): readonly Stay[] {
  const stays: Stay[] = [];
  const ordered = [...posts].sort((a, b) => a.from - b.from || a.to - b.to);
  for (const { who, from, to, reason } of ordered) {
    const at = stays.findLastIndex((one) => one.who === who);
    const last = stays[at];
    if (last === undefined || from - last.to - 1 > APART) stays.push({ who, from, to, reason });
    else if (to > last.to) stays[at] = { ...last, to, reason };
  }
  return stays;
}

/** Who left and why, and how long staff stay. Volunteers apart. */
export function stayFigures(
  { posts }: StaffRecords,
  programme: Programme,
  periods: readonly Period[],
  put: PutStaff,
): void {
  const staff = posts.filter(({ isVolunteer }) => !isVolunteer);
  for (const [key, own] of byArea(staff, ["programme", "service"])) {
    const stays = staysOf(own);
    for (const { place, from, to, isOver } of stretchesOf(key, programme, periods)) {
      const here = stays.filter((stay) => stay.from <= to && stay.to >= from);
      if (here.length === 0) continue;
      const people = new Set(here.map(({ who }) => who)).size;
      const left = here.filter((stay) => stay.to <= to);
      const days = sumOf(here.map((stay) => Math.min(to, stay.to) - Math.max(from, stay.from) + 1));
      put(
        "turnover_rate",
        place,
        isOver
          ? { kind: "leavings", staff: people, events: left.length, years: days / A_YEAR }
          : { kind: "not yet", staff: people },
      );
      if (place.period_type !== "all") continue;
      const known = left.filter(({ reason }) => reason !== null && reason !== "not_known");
      for (const reason of known.length === 0 ? [] : REASONS)
        put(`share_left_${reason}`, place, {
          kind: "share",
          staff: known.length,
          x: known.filter((one) => one.reason === reason).length,
          n: known.length,
        });
      tenure(here, { place, from, to }, people, put);
    }
  }
}

function tenure(
  here: readonly Stay[],
  { place, from, to }: Pick<Stretch, "place" | "from" | "to">,
  staff: number,
  put: PutStaff,
): void {
  const waits = here
    .filter((stay) => stay.from > 0)
    .map(
      (stay): Lasting => ({
        entry: Math.max(0, from - stay.from),
        exit: Math.min(stay.to, to) - stay.from + 1,
        ended: stay.to <= to,
      }),
    );
  if (waits.length === 0) return;
  const atRisk = (day: number) =>
    waits.filter(({ entry, exit }) => (entry === 0 || entry < day) && exit >= day).length;
  const leavings = waits.filter(({ ended }) => ended).map(({ exit }) => exit);
  const fewestUpTo = (day: number) => Math.min(...leavings.filter((one) => one <= day).map(atRisk));
  let counted = 0;
  for (const years of [1, 2, 3, 4]) {
    const day = Math.round(years * A_YEAR);
    const before = leavings.filter((one) => one <= day).length;
    const left = before - counted;
    const fewestAtRisk = fewestUpTo(day);
    if (fewestAtRisk >= 10 && left >= 10) counted = before;
    put(`share_stayed_${years}_year${years === 1 ? "" : "s"}`, place, {
      kind: "staying",
      staff,
      waits,
      day,
      left,
      fewestAtRisk,
    });
  }
  put("tenure_median_months", place, {
    kind: "lasting",
    staff,
    waits,
    fewest: 10,
    step: 1,
    unit: A_YEAR / 12,
    fewestAtRisk: 10,
    unnumbered: false,
  });
}

/** How long posts stood empty after a holder left, and of the days of all posts how many. */
export function vacancyFigures(
  { posts }: StaffRecords,
  programme: Programme,
  periods: readonly Period[],
  put: PutStaff,
): void {
  const data = dayOf(programme.data_date);
  const numbered = posts.filter(
    ({ isVolunteer, post, fte, from, areas }) =>
      !isVolunteer && post !== null && fte > 0 && from <= data && areas.has("service"),
  );
  const staff = byArea(
    posts.filter(({ isVolunteer }) => !isVolunteer),
    ["programme", "service"],
  );
  for (const [key, own] of byArea(numbered, ["programme", "service"])) {
    const held = new Map<string, Post[]>();
    for (const post of own) {
      const number = `${post.areas.get("service")}|${post.post}`;
      held.set(number, [...(held.get(number) ?? []), post]);
    }
    const all = [...held.values()].map((holders) => ({
      first: Math.min(...holders.map(({ from }) => from)),
      gaps: gapsOf(holders, data),
    }));
    for (const { place, from, to, isOver } of stretchesOf(key, programme, periods)) {
      const people = heads((staff.get(key) ?? []).filter((post) => post.from <= to && post.to >= from));
      const left = all.flatMap(({ gaps }) => gaps).filter((gap) => gap.left >= from && gap.left <= to);
      const early = { kind: "not yet", staff: people } as const;
      if (left.length > 0)
        put(
          "days_to_fill_median",
          place,
          isOver
            ? {
                kind: "lasting",
                staff: people,
                waits: left.map(({ left: day, filled }) => ({
                  entry: 0,
                  exit: (filled ?? data + 1) - 1 - day,
                  ended: filled !== null,
                })),
                fewest: 5,
                step: 5,
                unit: 1,
                fewestAtRisk: 0,
                unnumbered: true,
              }
            : early,
        );
      const there = all.filter(({ first }) => first <= to);
      const pairs = there.map(({ first, gaps }): readonly [number, number] => {
        const empty = gaps.map(({ left: day, filled }) =>
          Math.max(0, Math.min((filled ?? to + 1) - 1, to) - Math.max(day + 1, from) + 1),
        );
        return [sumOf(empty), to - Math.max(first, from) + 1];
      });
      if (pairs.length > 0)
        put(
          "vacant_days_per_post",
          place,
          isOver ? { kind: "ratio", staff: people, pairs, decimals: 0, scale: A_YEAR } : early,
        );
    }
  }
}

/** Times that nobody held a post: the last day it was held, and the day it was held again, if it was by the data date. */
function gapsOf(holders: readonly Post[], data: number) {
  const gaps: { readonly left: number; readonly filled: number | null }[] = [];
  const ordered = [...holders].sort((a, b) => a.from - b.from || a.to - b.to || (a.who < b.who ? -1 : 1));
  let last: Post | undefined;
  for (const holder of ordered) {
    if (
      last !== undefined &&
      holder.from > last.to &&
      !(last.who === holder.who && holder.from === last.to + 1)
    )
      gaps.push({ left: last.to, filled: holder.from });
    if (last === undefined || holder.to > last.to) last = holder;
  }
  if (last !== undefined && last.to < data) gaps.push({ left: last.to, filled: null });
  return gaps;
}
