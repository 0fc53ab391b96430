import { DATA_DAY, type Day } from "./calendar.ts";
import { LONG_ABSENCE_DAYS, type SampleSpell } from "./draw-absences.ts";
import { employedBetween, isPaid, type SampleStaff } from "./draw-staff.ts";
import { type BurnoutScale, burnoutScales, type SurveyResponse } from "./draw-staff-survey.ts";
import {
  BURNOUT_LEARNING,
  CONSULTING_SERVICE,
  type StaffPlan,
  staffPlan,
  VOLUNTEER_SERVICE,
} from "./staff-plan.ts";
import { STAFF_FIRST_DAY, type StaffYear, staffYearDays, staffYears } from "./staff-years.ts";
import { STRAINED_SERVICE, sampleServices } from "./units.ts";

/** Fewest answers of each subscale that give a score, where not all of them are asked for. */
const FEWEST: Readonly<Record<BurnoutScale, number>> = { personal: 3, work: 4, client: 3 };

const rounded = (value: number, digits = 6) => Math.round(value * 10 ** digits) / 10 ** digits;
const mean = (list: readonly number[]) =>
  list.length === 0 ? null : rounded(list.reduce((sum, one) => sum + one, 0) / list.length, 3);

/** What was planted among staff, and exact counts of it by service and financial year, for truth.json. */
export function describeWorkforce(
  everybody: readonly SampleStaff[],
  spells: readonly SampleSpell[],
  responses: readonly SurveyResponse[],
): Readonly<Record<string, unknown>> {
  return {
    note: "Volunteers are in no figure but their own. FTE counts days from the first to the last in post, both included.",
    planted: {
      [VOLUNTEER_SERVICE]:
        "Volunteers from October 2022: fewer long absences, lower burnout, fewer leavers, posts filled sooner",
      [STRAINED_SERVICE]: "Strain: burnout 28 points higher throughout, everybody means to leave",
      [CONSULTING_SERVICE]:
        "Intention to leave and leavers fall, satisfaction and being consulted rise, after the pilot",
      others: "Flat but for what all learn",
      burnout_points_lower_each_year_everywhere: BURNOUT_LEARNING,
    },
    services: sampleServices.map(({ id }) => ({
      service: id,
      plan: staffPlan(id) satisfies StaffPlan,
      years: staffYears.map((year) =>
        describeYear(
          year,
          everybody.filter(({ service }) => service === id),
          spells.filter(({ staff }) => staff.service === id),
          responses.filter(({ service }) => service === id),
        ),
      ),
    })),
    programme: {
      years: staffYears.map((year) => describeYear(year, everybody, spells, responses)),
      volunteers: describeVolunteers(everybody),
    },
  };
}

function describeYear(
  year: StaffYear,
  everybody: readonly SampleStaff[],
  spells: readonly SampleSpell[],
  responses: readonly SurveyResponse[],
) {
  const [from, to] = staffYearDays[year];
  const staff = everybody.filter((one) => isPaid(one) && employedBetween(one, from, to));
  const there = staff.filter((one) => employedBetween(one, from, from));
  const leaves = ({ left }: SampleStaff) => left !== undefined && left >= from && left <= to;
  const answers = responses.filter(({ wave }) => wave === year);
  const agree = (pick: (one: SurveyResponse) => number | undefined) => ({
    answered: answers.filter((one) => pick(one) !== undefined).length,
    agree: answers.filter((one) => (pick(one) ?? 0) >= 4).length,
  });
  return {
    year,
    staff: staff.length,
    in_post_at_start: there.length,
    left: staff.filter(leaves).length,
    left_of_start: there.filter(leaves).length,
    long_absence: longAbsent(spells, from, to),
    link_worker_fte: rounded(
      staff
        .filter(({ role }) => role === "link_worker")
        .reduce((sum, one) => sum + fteDays(one, from, to), 0) /
        (to - from + 1),
    ),
    respondents: answers.length,
    burnout: Object.fromEntries(burnoutScales.map(({ id }) => [id, describeBurnout(id, answers)])),
    satisfied: agree(({ satisfied }) => satisfied),
    consulted: agree(({ consulted }) => consulted),
    supervision: agree(({ supervision }) => supervision),
    intend_to_leave: {
      answered: answers.filter(({ intendsToLeave }) => intendsToLeave !== undefined).length,
      yes: answers.filter(({ intendsToLeave }) => intendsToLeave === true).length,
    },
  };
}

/** Full-time equivalent times days in post, over a member of staff's assignments. */
function fteDays(staff: SampleStaff, from: Day, to: Day): number {
  const days = Math.min(to, staff.left ?? DATA_DAY) - Math.max(from, staff.started) + 1;
  return days * staff.assignments.reduce((sum, { fte }) => sum + fte, 0);
}

/** Staff sick on 15 or more different days of a span, counted a day at a time. */
function longAbsent(spells: readonly SampleSpell[], from: Day, to: Day): number {
  const days = new Map<SampleStaff, Set<Day>>();
  for (const { staff, first, last, kind } of spells) {
    if (kind !== "sickness") continue;
    const own = days.get(staff) ?? new Set();
    days.set(staff, own);
    for (let day = Math.max(first, from); day <= Math.min(last ?? DATA_DAY, to); day += 1) own.add(day);
  }
  return [...days.values()].filter(({ size }) => size >= LONG_ABSENCE_DAYS).length;
}

/** Mean of the 0–100 scores of a subscale, from few answers at least, and from complete ones only. */
function describeBurnout(scale: BurnoutScale, responses: readonly SurveyResponse[]) {
  const scores = responses.map(({ burnout }) => {
    const points = burnout[scale].flatMap((answer, item) => {
      if (answer === undefined) return [];
      return [25 * (scale === "work" && item === 6 ? 5 - answer : answer - 1)];
    });
    const score = points.reduce((sum, one) => sum + one, 0) / points.length;
    return { score, answered: points.length, complete: points.length === burnout[scale].length };
  });
  const enough = scores.filter(({ answered }) => answered >= FEWEST[scale]);
  const complete = scores.filter((one) => one.complete);
  return {
    n: enough.length,
    mean: mean(enough.map(({ score }) => score)),
    n_complete: complete.length,
    mean_complete: mean(complete.map(({ score }) => score)),
  };
}

function describeVolunteers(everybody: readonly SampleStaff[]) {
  const volunteers = everybody.filter(
    (one) => !isPaid(one) && employedBetween(one, STAFF_FIRST_DAY, DATA_DAY),
  );
  const left = volunteers.filter((one) => one.left !== undefined);
  return {
    all: volunteers.length,
    left: left.length,
    left_reason_known: left.filter(({ leavingReason }) => leavingReason !== "not_known").length,
    to_employment: left.filter(({ leavingReason }) => leavingReason === "employment").length,
  };
}
