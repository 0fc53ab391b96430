import { cellName } from "../cell-name.ts";
import type { StaffRules } from "../policy.ts";
import type { ExactEstimate, ReleasedEstimate } from "../protect-estimates.ts";
import { placeOf } from "../staff-basis.ts";
import { partLeaks } from "./part-leaks.ts";
import type { ReleaseLeak } from "./release-audit-result.ts";
import { waveChangeLeaks } from "./wave-change-leaks.ts";

/** A figure of staff of one cell: how many are behind it, and whether readers know it. */
interface Figure {
  readonly estimate: ExactEstimate;
  readonly name: string;
  readonly place: string;
  readonly staff: number;
  readonly answers: number;
  /** Full-time equivalents, times years where they are an average; null where no estimate tells. */
  time: number | null;
  /** Fewest answers, or leavers, that it may rest on. */
  readonly fewestAnswers: number;
  /** Sums that it tells of, such as days lost, with the two largest shares in each. */
  readonly sums: NonNullable<ExactEstimate["staff"]>["sums"];
  /** Working time is one worker's, or nearly; or a sum is that of one or two. */
  readonly isOfOne: boolean;
  known: boolean;
}

/** Figures of which those of parts and wholes can be taken from each other. */
interface Family {
  readonly name: string;
  readonly isTime: boolean;
  readonly fewest: number;
  readonly fewestAnswers: number;
  readonly othersFrom: number;
  readonly figures: readonly Figure[];
}

const WITHHOLD = "Withhold the figure of one of these cells, or publish the whole programme only.";
/** A band must leave so many numbers of staff possible. */
const FEWEST_IN_BAND = 4;

/**
 * Checks by itself, from exact figures and from what is published of them, that no figure of few staff is shown or left
 * over, and that each band of a share leaves at least four numbers of staff possible.
 *
 * What readers can work out counts as shown: the only part not shown of a whole that is, and a whole all parts of which
 * are, where they add up. What is then left of a whole less its known parts holds nobody, or enough staff and answers;
 * of working time, enough workers. Of trainees, what differs between two numbers of a cell, or is left of the programme's
 * less the services', is nobody or enough. `released` stands in the order of `exact`; absent means not shown.
 * Source: Hundepool et al. (2012), Statistical Disclosure Control, sections 4.2 and 4.3.
 */
export function staffAudit(
  exact: readonly ExactEstimate[],
  released: readonly (ReleasedEstimate | undefined)[],
  rules: StaffRules,
): readonly ReleaseLeak[] {
  if (rules.fewest === 0) return [];
  const leaks: ReleaseLeak[] = [];
  for (const family of familiesOf(exact, released, rules)) {
    closeOver(family);
    leaks.push(...smallFigures(family), ...remaindersOf(family));
  }
  for (const [index, estimate] of exact.entries())
    leaks.push(...narrowBand(estimate, released[index]), ...narrowCurve(estimate, released[index]));
  return [
    ...leaks,
    ...partLeaks(exact, released),
    ...traineeLeaks(exact, released, rules),
    ...waveChangeLeaks(exact, released),
  ];
}

const isTimeKind = ({ kind }: ExactEstimate): boolean => kind === "capacity" || kind === "rate";

/** Shown as a number or a band; working time that is only up to so much tells nothing. */
function isShown(estimate: ExactEstimate, row: ReleasedEstimate | undefined): boolean {
  if (row?.status !== "published") return false;
  // A band of the share still in post says nothing of how many left.
  if (estimate.kind === "staff_curve") return row.value !== null;
  return !isTimeKind(estimate) || row.value !== null || row.numerator !== null || row.denominator !== null;
}

/** Figures of one measure; those of average working time, which all tell the same, together. */
function familiesOf(
  exact: readonly ExactEstimate[],
  released: readonly (ReleasedEstimate | undefined)[],
  { fewest, fewestAnswers, fewestWorkers, othersFrom }: StaffRules,
): readonly Family[] {
  const families = new Map<string, Map<string, Figure>>();
  for (const [index, estimate] of exact.entries()) {
    const { staff, instrument, status } = estimate;
    const measure = instrument === "" ? estimate.measure : `${estimate.measure}, ${instrument}`;
    if (staff === undefined || (staff.respondents ?? staff.staff) === 0) continue;
    if (status === "not_collected" || status === "not_yet_observable") continue;
    const isTime = isTimeKind(estimate);
    const name = !isTime ? measure : staff.alike === undefined ? "working time" : "working time on a day";
    const figures = families.get(name) ?? new Map<string, Figure>();
    families.set(name, figures);
    // Cells that stand for the same day show the same.
    const key = staff.alike ?? placeOf(estimate);
    const { largest = 0 } = staff;
    const figure = figures.get(key) ?? {
      estimate,
      name: cellName(estimate),
      place: placeOf(estimate),
      staff: staff.staff,
      answers: staff.respondents ?? staff.staff,
      time: null,
      fewestAnswers: OF_LEAVERS.has(estimate.kind) ? Math.max(fewest, fewestAnswers) : fewestAnswers,
      sums: staff.sums,
      isOfOne: isTime
        ? staff.staff < fewestWorkers || 1 - largest < othersFrom * largest
        : (staff.sums ?? []).some((sum) => isOfTwo(sum.total, sum.largest, sum.second, othersFrom)),
      known: false,
    };
    figures.set(key, figure);
    figure.known ||= isShown(estimate, released[index]);
    // What rates are divided by adds up over areas and time alike.
    if (estimate.kind === "rate") figure.time = estimate.denominator;
  }
  return [...families].map(([name, figures]) => {
    const isTime = name.startsWith("working time");
    return {
      name,
      isTime,
      fewest: isTime ? fewestWorkers : fewest,
      fewestAnswers: isTime ? 0 : fewestAnswers,
      othersFrom,
      figures: [...figures.values()],
    };
  });
}

/** A figure and parts of one kind of area that it falls into. */
interface Whole {
  readonly self: Figure;
  readonly parts: readonly Figure[];
}

function wholesOf({ figures }: Family): readonly Whole[] {
  const byPlace = new Map(figures.map((figure) => [figure.place, figure]));
  const wholes = new Map<string, { self: Figure; parts: Figure[] }>();
  for (const figure of figures) {
    for (const place of figure.estimate.staff?.within ?? []) {
      const self = byPlace.get(place);
      if (self === undefined || self === figure) continue;
      const key = `${place} by ${figure.estimate.area_type}`;
      const whole = wholes.get(key) ?? { self, parts: [] };
      wholes.set(key, whole);
      whole.parts.push(figure);
    }
  }
  return [...wholes.values()];
}

const total = (figures: readonly Figure[], of: "staff" | "answers"): number =>
  figures.reduce((sum, figure) => sum + figure[of], 0);

/** The parts make up the whole: by number of answers, or by working time, which people in two parts share out. */
function addsUp({ self, parts }: Whole, isTime: boolean): boolean {
  if (!isTime) return total(parts, "answers") === self.answers;
  const time = parts.reduce((sum, part) => sum + (part.time ?? Number.NaN), 0);
  return self.time !== null && Math.abs(time - self.time) <= 1e-6 * self.time;
}

/** Marks as known what follows from what is: the last part of a whole, and a whole of known parts. */
function closeOver(family: Family): void {
  // Neither bands nor quantiles can be taken from each other.
  if (family.figures.some(({ estimate: { kind } }) => kind === "staff_share" || kind === "staff_quantile"))
    return;
  const wholes = wholesOf(family).filter((whole) => addsUp(whole, family.isTime));
  for (let changed = true; changed; ) {
    changed = false;
    for (const { self, parts } of wholes) {
      const unknown = [self, ...parts].filter(({ known }) => !known);
      const [last] = unknown;
      if (last === undefined || unknown.length > 1) continue;
      last.known = true;
      changed = true;
    }
  }
}

const staffWords = (count: number, isTime: boolean): string =>
  isTime ? `${count} link ${count === 1 ? "worker" : "workers"}` : `${count} members of staff`;

/** Known figures of too few staff. */
function smallFigures(family: Family): readonly ReleaseLeak[] {
  const { fewest, isTime, name } = family;
  return family.figures
    .filter(
      ({ known, staff, answers, isOfOne, fewestAnswers }) =>
        known && (staff < fewest || (!isTime && answers < fewestAnswers) || isOfOne),
    )
    .map((figure) => ({
      table: `staff: ${name}`,
      cell: figure.name,
      what: isTime
        ? "shows, or lets be worked out, working time that is one link worker’s or nearly"
        : `shows, or lets be worked out, a figure of ${staffWords(Math.min(figure.staff, figure.answers), false)}`,
      because: wholesOf(family)
        .filter(({ self, parts }) => self === figure || parts.includes(figure))
        .flatMap(({ self, parts }) => [self, ...parts])
        .filter((other) => other !== figure && other.known)
        .map((other) => other.name),
      remedy: WITHHOLD,
    }));
}

/** Known wholes less their known parts that leave too few. */
function remaindersOf(family: Family): readonly ReleaseLeak[] {
  const { fewest, fewestAnswers, isTime, name } = family;
  return wholesOf(family).flatMap(({ self, parts }) => {
    const known = parts.filter((part) => part.known);
    if (!self.known || known.length === 0) return [];
    const unknown = parts.filter((part) => !part.known);
    // Someone may work in several parts: then what is not shown holds more than what is left by number.
    const left = (of: "staff" | "answers") => Math.max(self[of] - total(known, of), total(unknown, of));
    const answers = left("answers");
    // As many as left, or as posts were filled, were there at least.
    const staff = Math.max(left("staff"), OF_EVENTS.has(self.estimate.kind) ? answers : 0);
    if (answers <= 0) return [];
    if (staff >= fewest && answers >= fewestAnswers && !leavesTwo(self, known, unknown, family)) return [];
    return [
      {
        table: `staff: ${name}`,
        cell: self.name,
        what: `less its published parts leaves ${staffWords(Math.min(staff, answers), isTime)}`,
        because: known.map((part) => part.name),
        remedy: WITHHOLD,
      },
    ];
  });
}

/** Kinds of figures that count leavers as answers, and need as many of these as of staff. */
const OF_LEAVERS: ReadonlySet<ExactEstimate["kind"]> = new Set(["staff_rate", "staff_curve"]);

const OF_EVENTS: ReadonlySet<ExactEstimate["kind"]> = new Set([...OF_LEAVERS, "staff_gap"]);

/** A sum that one who knows their own share of it could nearly read another's from, or that nobody has any of. */
const isOfTwo = (total: number, largest: number, second: number, othersFrom: number): boolean =>
  total <= 0 || total - largest - second < othersFrom * largest;

/** Whether what a sum of the whole leaves, less its known parts, may be that of two, however its staff are spread. */
function leavesTwo(
  self: Figure,
  known: readonly Figure[],
  unknown: readonly Figure[],
  { othersFrom }: Family,
): boolean {
  const parts = [...known, ...unknown];
  const share = parts.some(({ estimate }) => estimate.area_type === self.estimate.area_type);
  const apart = !share && total(parts, "staff") <= self.staff;
  return (self.sums ?? []).some((sum, index) => {
    const left = sum.total - known.reduce((less, one) => less + (one.sums?.[index]?.total ?? 0), 0);
    const hidden = unknown.flatMap((one) => one.sums?.[index] ?? []);
    const nowhere = Math.max(0, left - hidden.reduce((all, one) => all + one.total, 0));
    const most = [nowhere, ...hidden.flatMap(({ largest, second }) => [largest, second])];
    const ordered = most.toSorted((a, b) => b - a);
    const [first, two] = apart
      ? [ordered[0] ?? 0, ordered[1] ?? 0]
      : [
          nowhere + hidden.reduce((all, one) => all + one.largest, 0),
          hidden.reduce((all, one) => all + one.second, 0),
        ];
    return isOfTwo(left, first, two, othersFrom);
  });
}

/** A band of a share that few numbers of staff lie in, or not the exact one. */
function narrowBand(estimate: ExactEstimate, row: ReleasedEstimate | undefined): readonly ReleaseLeak[] {
  const { kind, numerator, denominator } = estimate;
  if (kind !== "staff_share" || row?.status !== "published" || numerator === null || denominator === null)
    return [];
  const { lower, upper } = row;
  const possible = Array.from({ length: denominator + 1 }, (_, count) => count).filter((count) => {
    const isBelow = upper === 1 ? count <= denominator : count / denominator < (upper ?? 0) - 1e-9;
    return count / denominator >= (lower ?? 1) - 1e-9 && isBelow;
  });
  if (possible.length >= FEWEST_IN_BAND && possible.includes(numerator)) return [];
  return [
    {
      table: `staff: ${estimate.measure}`,
      cell: cellName(estimate),
      what: possible.includes(numerator)
        ? `is a band that only ${possible.length} numbers of staff lie in`
        : "is a band that the share does not lie in",
      because: [],
      remedy: "Withhold it, or show a wider band.",
    },
  ];
}

/** A band of the share still in post that is narrower than four of its staff. */
function narrowCurve(
  { kind, staff, ...cell }: ExactEstimate,
  row: ReleasedEstimate | undefined,
): readonly ReleaseLeak[] {
  if (kind !== "staff_curve" || row?.status !== "published" || row.value !== null) return [];
  const { lower, upper } = row;
  const isWide = ((upper ?? 0) - (lower ?? 0)) * (staff?.staff ?? 0) >= FEWEST_IN_BAND - 1e-9;
  const holds = (lower ?? 1) <= (cell.value ?? -1) + 1e-9 && (cell.value ?? 2) <= (upper ?? 0) + 1e-9;
  if (isWide && holds) return [];
  const what = isWide
    ? "is a band that the share does not lie in"
    : "is a band that few numbers of staff lie in";
  return [
    {
      table: `staff: ${cell.measure}`,
      cell: cellName(cell),
      what,
      because: [],
      remedy: "Withhold it, or show a wider band.",
    },
  ];
}

/** Shown numbers of trainees that leave few between two steps of a cell, or of the programme less its services. */
function traineeLeaks(
  exact: readonly ExactEstimate[],
  released: readonly (ReleasedEstimate | undefined)[],
  { fewest }: StaffRules,
): readonly ReleaseLeak[] {
  const isFew = (count: number) => count >= 1 && count < fewest;
  const shown = exact.filter(
    ({ kind }, index) => kind === "staff_count" && released[index]?.status === "published",
  );
  const countOf = ({ value }: ExactEstimate) => value ?? 0;
  const leak = (cell: ExactEstimate, count: number, what: string, because: readonly ExactEstimate[]) => ({
    table: "staff: trainees",
    cell: cellName(cell),
    what: `${what} ${count === 1 ? "1 trainee" : `${count} trainees`}`,
    because: because.map(cellName),
    remedy: "Withhold one of these numbers.",
  });
  const time = ({ period_type, period }: ExactEstimate) => `${period_type}|${period}`;
  return shown.flatMap((one, index) => {
    const steps = shown
      .slice(index + 1)
      .filter((other) => placeOf(other) === placeOf(one))
      .filter((other) => isFew(Math.abs(countOf(one) - countOf(other))))
      .map((other) =>
        leak(one, Math.abs(countOf(one) - countOf(other)), "and another step differ by", [other]),
      );
    const services = shown.filter(
      (other) =>
        one.area_type === "programme" &&
        other.area_type === "service" &&
        other.measure === one.measure &&
        time(other) === time(one),
    );
    const left = countOf(one) - services.reduce((sum, other) => sum + countOf(other), 0);
    return [
      ...(isFew(countOf(one)) ? [leak(one, countOf(one), "is", [])] : []),
      ...steps,
      ...(services.length > 0 && isFew(left)
        ? [leak(one, left, "less its published services leaves", services)]
        : []),
    ];
  });
}
