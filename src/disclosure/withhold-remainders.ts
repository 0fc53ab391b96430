import type { StaffRules } from "./policy.ts";
import type { ExactEstimate } from "./protect-estimates.ts";
import { leftOfSum, restsOnFew, type SumOfStaff } from "./rests-on-few.ts";
import { placeOf, restsOnOne } from "./staff-basis.ts";

/** A figure that is part of another cell's, and how many staff and answers it holds, exactly. */
interface Part {
  readonly place: string;
  readonly staff: number;
  readonly respondents: number;
  readonly area_type: string;
  readonly within: readonly string[];
  readonly sums: readonly SumOfStaff[];
  /** Respondents are leavers, or posts filled: as many members of staff at least are behind what is left of them. */
  readonly ofEvents: boolean;
  /** Cells that show the same figure, this one among them. */
  readonly alike: string | undefined;
  hidden: boolean;
}

/** Parts of one published figure, and what it holds itself. */
interface Whole {
  readonly self: Part;
  readonly parts: readonly Part[];
}

/**
 * Finds the figures of staff that must be withheld so that what a published one leaves, less its published parts,
 * holds nobody or enough.
 *
 * What is left of a service's programme, a network's board or a year's whole period is taken as the larger of the
 * whole less its published parts and of the parts not shown: someone may work in several. Where that is too few, the
 * part with the fewest staff (of several alike the first by area) is withheld too, and every cell that shows the same
 * figure under another period. Working time and averages, where the parts add up to the whole, keep no figure back
 * alone, whole or part: the others would tell it. Shares and averages of staff go by staff and answers, figure by
 * figure; capacity, and rates of its cell, together by link workers.
 *
 * Gives a test for whether an estimate stands for such a part. Parts are declared by `staff.within`.
 * Source: Hundepool et al. (2012), Statistical Disclosure Control, section 4.3 (secondary suppression).
 */
export function remaindersToWithhold(
  estimates: readonly ExactEstimate[],
  rules: StaffRules,
): (estimate: ExactEstimate) => boolean {
  if (rules.fewest === 0) return () => false;
  const chosen = new Set<string>();
  const families = [...familiesOf(estimates, rules).values()];
  // What one figure of capacity keeps back is kept back in the others too, where it may then stand alone.
  for (let before = -1; chosen.size > before; ) {
    before = chosen.size;
    for (const family of families) {
      const key = (part: Part) => chosenKey(family.capacity, family.measure, part);
      for (const part of family.parts) part.hidden ||= chosen.has(key(part));
      for (const part of hideRemainders(family)) chosen.add(key(part));
    }
  }
  return (estimate) => {
    const { kind, staff } = estimate;
    if (staff === undefined) return false;
    const part = { place: placeOf(estimate), staff: staff.staff, alike: staff.alike };
    return chosen.has(chosenKey(kind === "capacity" || kind === "rate", figureName(estimate), part));
  };
}

/**
 * Capacity and rates share their full-time equivalents: what is withheld of one is withheld of the other, but for those
 * on a day, which tell nothing of an average.
 */
const chosenKey = (
  capacity: boolean,
  measure: string,
  part: Pick<Part, "place" | "staff" | "alike">,
): string => (capacity ? `capacity|${part.alike ?? part.place}|${part.staff}` : `${measure}|${part.place}`);

/** Questions that a programme declares share a measure, and differ by what names the cell's instrument. */
const figureName = ({ measure, instrument }: ExactEstimate): string =>
  instrument === "" ? measure : `${measure}, ${instrument}`;

interface Family {
  readonly capacity: boolean;
  /** Shown as bands, or quantiles: nobody can take one from another. */
  readonly bands: boolean;
  readonly measure: string;
  readonly fewest: number;
  readonly fewestAnswers: number;
  readonly rules: StaffRules;
  readonly parts: Part[];
}

function familiesOf(estimates: readonly ExactEstimate[], rules: StaffRules): ReadonlyMap<string, Family> {
  const families = new Map<string, Family>();
  for (const estimate of estimates) {
    const { staff, kind, status } = estimate;
    const measure = figureName(estimate);
    if (staff === undefined || status === "not_collected" || status === "not_yet_observable") continue;
    const capacity = kind === "capacity" || kind === "rate";
    const family = families.get(measure) ?? {
      capacity,
      bands: kind === "staff_share" || kind === "staff_quantile",
      measure,
      fewest: capacity ? rules.fewestWorkers : rules.fewest,
      fewestAnswers: capacity ? 0 : rules.fewestAnswers,
      rules,
      parts: [],
    };
    families.set(measure, family);
    const respondents = staff.respondents ?? staff.staff;
    family.parts.push({
      place: placeOf(estimate),
      staff: staff.staff,
      respondents,
      area_type: estimate.area_type,
      within: staff.within ?? [],
      sums: staff.sums ?? [],
      ofEvents: ["staff_rate", "staff_curve", "staff_gap"].includes(kind),
      alike: staff.alike,
      hidden: capacity
        ? restsOnOne(staff, rules)
        : staff.staff < rules.fewest ||
          respondents < fewestShown(kind, rules) ||
          (staff.sums ?? []).some((sum) => restsOnFew(sum, rules)),
    });
  }
  return families;
}

/** Answers from which on a figure is shown: a share of fewer is in no band. */
const fewestShown = (kind: ExactEstimate["kind"], { bands, fewest, fewestAnswers }: StaffRules): number => {
  if (["staff_mean", "staff_rate", "staff_curve"].includes(kind)) return Math.max(fewestAnswers, fewest);
  if (kind === "staff_quantile") return Math.max(fewestAnswers, fewest, bands[0]?.from ?? 0);
  return kind === "staff_share" ? Math.max(fewestAnswers, bands.at(-1)?.from ?? 0) : fewestAnswers;
};

function hideRemainders(family: Family): readonly Part[] {
  const { parts } = family;
  const wholes = wholesOf(parts);
  const chosen: Part[] = [];
  const hide = (part: Part): void => {
    const same = part.alike === undefined ? [part] : parts.filter(({ alike }) => alike === part.alike);
    for (const one of same.filter(({ hidden }) => !hidden)) {
      one.hidden = true;
      chosen.push(one);
    }
  };
  for (let changed = true; changed; ) {
    changed = false;
    for (const whole of wholes) {
      for (let next = toHide(whole, family); next !== undefined; ) {
        hide(next);
        changed = true;
        next = toHide(whole, family);
      }
    }
  }
  return chosen;
}

/** Every cell that has parts, once for each way in which it falls into parts. */
function wholesOf(parts: readonly Part[]): readonly Whole[] {
  const byPlace = new Map(parts.map((part) => [part.place, part]));
  const found = new Map<string, { self: Part; parts: Part[] }>();
  const ordered = [...parts].sort((a, b) => (a.place < b.place ? -1 : 1));
  for (const part of ordered) {
    for (const place of part.within) {
      const self = byPlace.get(place);
      if (self === undefined) continue;
      const key = `${place}|${part.area_type}`;
      const whole = found.get(key) ?? { self, parts: [] };
      whole.parts.push(part);
      found.set(key, whole);
    }
  }
  return [...found.values()];
}

/** The figure to withhold next; undefined where what is left holds nobody or enough, or nothing can be worked out. */
function toHide(whole: Whole, family: Omit<Family, "parts">): Part | undefined {
  const { self, parts } = whole;
  const { capacity, fewest, fewestAnswers } = family;
  const alone = besideOneAlone(whole, family);
  const shown = parts.filter((part) => !part.hidden);
  if (alone !== undefined || self.hidden || shown.length === 0) return alone;
  const left = (count: (part: Part) => number): number =>
    Math.max(count(self) - sumOf(shown, count), sumOf(parts, count) - sumOf(shown, count));
  const respondents = left((part) => part.respondents);
  // Working time adds up, so a part that alone is not shown is the whole less the others, however many work in it.
  const isAlone = capacity && shown.length === parts.length - 1;
  // Years share their staff, so heads taken from heads would say nobody where leavers say somebody.
  const staff = Math.max(
    left((part) => part.staff),
    self.ofEvents ? respondents : 0,
  );
  const isSafe =
    respondents === 0 ||
    (!isAlone && staff >= fewest && respondents >= fewestAnswers && !leavesFew(whole, family.rules));
  return isSafe ? undefined : smallest(shown);
}

/** Whether a sum that the whole tells of, less the parts shown, tells nearly what one member of staff has of it. */
function leavesFew({ self, parts }: Whole, rules: StaffRules): boolean {
  // Years share their staff, services only where their heads are more than the whole's.
  const areParts = parts.every(({ area_type }) => area_type !== self.area_type);
  const isEachInOne = areParts && sumOf(parts, (part) => part.staff) <= self.staff;
  return self.sums.some((whole, index) => {
    const of = (hidden: boolean) =>
      parts.filter((part) => part.hidden === hidden).flatMap(({ sums }) => sums[index] ?? []);
    return restsOnFew(leftOfSum(whole, of(false), of(true), isEachInOne), rules);
  });
}

/** Where parts add up to their whole and all of these figures but one are shown: the smallest of those. */
function besideOneAlone(
  { self, parts }: Whole,
  { capacity, bands }: Omit<Family, "parts">,
): Part | undefined {
  if (bands) return undefined;
  const some = parts.filter((part) => part.respondents > 0);
  const addsUp = capacity
    ? sumOf(some, (part) => part.staff) >= self.staff
    : sumOf(some, (part) => part.respondents) === self.respondents;
  const shown = [self, ...some].filter((part) => !part.hidden);
  return addsUp && shown.length === some.length ? smallest(shown) : undefined;
}

const sumOf = (some: readonly Part[], count: (part: Part) => number): number =>
  some.reduce((total, part) => total + count(part), 0);

const smallest = (some: readonly Part[]): Part | undefined =>
  [...some].sort((a, b) => a.staff - b.staff || (a.place < b.place ? -1 : 1))[0];
