import type { Programme } from "../../../../src/model/programme.ts";
import { heads, placeIn, sumOf } from "./staff-cells.ts";
import type { PutStaff, StaffPlace } from "./staff-exact.ts";
import { type Period, sharedDays } from "./staff-periods.ts";
import type { Post, StaffRecords } from "./staff-records.ts";

const ITEMS: Readonly<
  Record<string, readonly [measure: string, agree: readonly string[], others: readonly string[]]>
> = {
  satisfied: ["share_satisfied", ["strongly_agree", "agree"], ["neither", "disagree", "strongly_disagree"]],
  consulted: ["share_consulted", ["strongly_agree", "agree"], ["neither", "disagree", "strongly_disagree"]],
  intend_to_leave: ["share_intend_to_leave", ["yes"], ["no"]],
  supervision: [
    "share_supervised",
    ["strongly_agree", "agree"],
    ["neither", "disagree", "strongly_disagree"],
  ],
};
const POINTS: Readonly<Record<string, number>> = {
  always: 100,
  often: 75,
  sometimes: 50,
  seldom: 25,
  never: 0,
  very_high: 100,
  high: 75,
  somewhat: 50,
  low: 25,
  very_low: 0,
};
/** Items of each part of the inventory. */
const PARTS = { personal: 6, work: 7, client: 6 } as const;

/** Scores of a wave by area and part. */
type Scored = Map<string, { readonly staff: number; readonly values: readonly number[] }>;

/** What staff answered in each wave: shares, burnout and its spread and change, and how many answered. */
export function surveys(
  { posts, answers }: StaffRecords,
  programme: Programme,
  periods: readonly Period[],
  put: PutStaff,
): void {
  const { workforce } = programme;
  let last: Scored = new Map();
  for (const period of periods.filter(
    ({ period_type, isOver }) => period_type === "financial_year" && isOver,
  )) {
    const scored: Scored = new Map();
    const wave = answers.filter((one) => one.wave === period.period);
    const services = programme.services.map(({ id }) => id);
    for (const key of ["programme|programme", ...services.map((one) => `service|${one}`)]) {
      const [type = "", area] = key.split("|");
      const place = placeIn(key, period);
      const employed = heads(
        posts.filter(
          (post) =>
            !post.isVolunteer &&
            post.areas.get(type) === area &&
            sharedDays(post, period.from, period.to) > 0,
        ),
      );
      const own = wave.filter(({ service }) => type === "programme" || service === area);
      for (const [item, [measure, agree, others]] of Object.entries(ITEMS)) {
        const given = own
          .filter((one) => one.instrument === "staff" && one.item === item)
          .map(({ answer }) => answer);
        const known = given.filter((one) => agree.includes(one) || others.includes(one));
        const x = known.filter((one) => agree.includes(one)).length;
        if (known.length > 0) put(measure, place, { kind: "share", staff: employed, x, n: known.length });
      }
      for (const [part, items] of Object.entries(PARTS)) {
        const byPerson = new Map<string, number[]>();
        const byItem = own.toSorted((a, b) => (a.item < b.item ? -1 : 1));
        for (const { respondent, instrument, item, answer } of byItem) {
          const points = POINTS[answer];
          if (instrument !== "cbi" || !item.startsWith(`${part}_`) || points === undefined) continue;
          // Energy for family and friends is asked the other way round.
          const score = item === "work_7" ? 100 - points : points;
          byPerson.set(respondent, [...(byPerson.get(respondent) ?? []), score]);
        }
        const needed = workforce.cbi_min_answered?.[part as keyof typeof PARTS] ?? items;
        const complete = [...byPerson.values()].filter(({ length }) => length >= needed);
        const values = complete.map((scores) => sumOf(scores) / scores.length);
        if (values.length === 0) continue;
        put(`burnout_${part}`, place, { kind: "mean", staff: employed, values, top: 100, decimals: 1 });
        for (const [name, share] of QUARTERS)
          put(`burnout_${name}_${part}`, place, {
            kind: "quantile",
            staff: employed,
            values,
            share,
            step: 5,
          });
        const key = `${type}|${area}|${part}`;
        const before = last.get(key);
        if (before !== undefined)
          put(`burnout_change_${part}`, place, {
            kind: "difference",
            staff: Math.min(employed, before.staff),
            values,
            before: before.values,
            decimals: 1,
          });
        scored.set(key, { staff: employed, values });
        const all = [...byPerson.values()].filter(({ length }) => length === items);
        if (type === "programme" && all.length > 0)
          put(`burnout_alpha_${part}`, place, { kind: "agreement", staff: employed, answers: all });
      }
      responses(wave, posts, { type, area: area ?? "", place }, put);
    }
    if (wave.length > 0) last = scored;
  }
}

const QUARTERS = [
  ["lower_quarter", 0.25],
  ["median", 0.5],
  ["upper_quarter", 0.75],
] as const;

/** Of the staff employed on any day on which a wave was answered, from its first to its last, those who answered. */
function responses(
  wave: StaffRecords["answers"],
  posts: readonly Post[],
  { type, area, place }: { readonly type: string; readonly area: string; readonly place: StaffPlace },
  put: PutStaff,
): void {
  const known = wave.filter(({ answer }) => answer !== "not_known" && answer !== "not_stated");
  const days = known.flatMap(({ day }) => (day === null ? [] : [day]));
  const [from, to] = [Math.min(...days), Math.max(...days)];
  const n = heads(
    posts.filter(
      (post) => !post.isVolunteer && post.areas.get(type) === area && post.from <= to && post.to >= from,
    ),
  );
  const own = known.filter(({ service }) => type === "programme" || service === area);
  const x = new Set(own.map(({ respondent }) => respondent)).size;
  if (days.length > 0 && n > 0 && x <= n) put("response_rate", place, { kind: "share", staff: n, x, n });
}
