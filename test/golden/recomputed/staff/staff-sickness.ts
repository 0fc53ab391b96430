import { byArea, placeIn, sumOf } from "./staff-cells.ts";
import type { PutStaff } from "./staff-exact.ts";
import type { Period } from "./staff-periods.ts";
import type { Post, StaffRecords } from "./staff-records.ts";

/** A day on which a member of staff was sick and in post, and the spell it is of. */
interface SickDay {
  readonly day: number;
  /** Full-time equivalents of the assignments the spell is booked against, with the posts of these; null where a record does not say. */
  readonly booked: readonly { readonly fte: number; readonly posts: readonly Post[] }[] | null;
  readonly begins: boolean;
  readonly length: number;
}

const LONG_SPELL = 28;
const inPost = (posts: readonly Post[], day: number): readonly Post[] =>
  posts.filter(({ from, to }) => from <= day && day <= to);

/**
 * Days lost to sickness of the days available, weighted by full-time equivalents; spells for each person a year; and days
 * lost in long spells. In services of which any absence is recorded.
 */
export function sicknessFigures(
  { posts, booked, everAbsent }: StaffRecords,
  periods: readonly Period[],
  put: PutStaff,
): void {
  const staff = posts.filter(({ isVolunteer }) => !isVolunteer);
  const recorded = new Set(
    staff.filter(({ who }) => everAbsent.has(who)).map(({ areas }) => areas.get("service")),
  );
  const days = sickDays(staff, booked);
  const covered = staff.filter(({ areas }) => recorded.has(areas.get("service")));
  for (const period of periods.filter(({ period_type }) => period_type !== "quarter")) {
    const isAll = period.period_type === "all";
    const [from, to] = [isAll ? period.seenFrom : period.from, isAll ? period.seenTo : period.to];
    for (const [key, own] of byArea(covered, ["programme", "service"])) {
      const people = new Map<string, Post[]>();
      for (const post of own)
        if (post.from <= to && post.to >= from) people.set(post.who, [...(people.get(post.who) ?? []), post]);
      if (people.size === 0) continue;
      const place = placeIn(key, period);
      const each = [...people].map(([who, held]) => amountsOf(held, days.get(who) ?? [], from, to));
      const numbers = (of: (one: (typeof each)[number]) => number) => each.map(of);
      const counted = each.filter(({ available }) => available > 0);
      const sick = each.filter(({ lost }) => lost > 0);
      const figure = (
        measure: string,
        pairs: readonly (readonly [number, number])[],
        more: { decimals: number; scale?: number; amounts: readonly (readonly number[])[] },
      ) =>
        put(
          measure,
          place,
          period.isOver
            ? { kind: "ratio", staff: people.size, pairs, ...more }
            : { kind: "not yet", staff: people.size },
        );
      figure(
        "absence_rate",
        counted.map(({ lost, available }) => [lost, available]),
        { decimals: 3, amounts: [numbers(({ lost }) => lost)] },
      );
      figure(
        "absence_spells",
        each.map(({ spells, employed }) => [spells, employed]),
        { decimals: 1, scale: 365.25, amounts: [numbers(({ spells }) => spells)] },
      );
      figure(
        "share_days_long_spells",
        sick.map(({ long, lost }) => [long, lost]),
        { decimals: 2, amounts: [numbers(({ long }) => long), numbers(({ lost, long }) => lost - long)] },
      );
    }
  }
}

function amountsOf(posts: readonly Post[], sick: readonly SickDay[], from: number, to: number) {
  const employed = new Set<number>();
  for (const post of posts)
    for (let day = Math.max(from, post.from); day <= Math.min(to, post.to); day += 1) employed.add(day);
  const found = {
    available: sumOf(posts.map((post) => post.fte * (Math.min(to, post.to) - Math.max(from, post.from) + 1))),
    employed: employed.size,
    lost: 0,
    long: 0,
    spells: 0,
  };
  for (const { day, booked, begins, length } of sick) {
    if (!employed.has(day)) continue;
    const held = sumOf(inPost(posts, day).map(({ fte }) => fte));
    // Booked against a post elsewhere: lost there. Against none that the person holds: lost wherever they work.
    const here = booked?.filter(
      (one) => one.posts.length === 0 || one.posts.some((post) => posts.includes(post)),
    );
    const lost = Math.min(held, here === undefined ? held : sumOf(here.map(({ fte }) => fte)));
    found.lost += lost;
    if (length >= LONG_SPELL) found.long += lost;
    if (begins) found.spells += 1;
  }
  return found;
}

/** Every member of staff's days of sickness, each once whatever it is booked against. */
function sickDays(
  staff: readonly Post[],
  booked: StaffRecords["booked"],
): ReadonlyMap<string, readonly SickDay[]> {
  const byPerson = new Map<string, Map<number, Map<string, number | null>>>();
  for (const { who, assignment, fte, from, to } of booked) {
    const own = byPerson.get(who) ?? new Map<number, Map<string, number | null>>();
    byPerson.set(who, own);
    for (let day = from; day <= to; day += 1) {
      const of = own.get(day) ?? new Map<string, number | null>();
      own.set(day, of);
      const before = of.get(assignment ?? "");
      const known =
        assignment === null || fte === null || before === null ? null : Math.max(fte, before ?? 0);
      of.set(assignment ?? "", known);
    }
  }
  const found = new Map<string, readonly SickDay[]>();
  for (const [who, own] of byPerson) {
    const posts = staff.filter((post) => post.who === who);
    const days = [...own.keys()].filter((day) => inPost(posts, day).length > 0).sort((a, b) => a - b);
    const there = new Set(days);
    found.set(
      who,
      days.map((day) => {
        let [first, last] = [day, day];
        while (there.has(first - 1)) first -= 1;
        while (there.has(last + 1)) last += 1;
        const held = inPost(posts, day);
        const amounts = [...(own.get(day) ?? [])].map(([assignment, fte]) => ({
          fte: fte ?? 0,
          posts: held.filter((post) => post.assignment === assignment),
        }));
        const isKnown = [...(own.get(day)?.values() ?? [])].every((one) => one !== null);
        return {
          day,
          booked: isKnown ? amounts : null,
          begins: first === day,
          length: last - first + 1,
        };
      }),
    );
  }
  return found;
}
