import type { ByYear } from "./staff-years.ts";
import { STRAINED_SERVICE } from "./units.ts";

/** What is planted among the staff of a service. Shares are of its posts, its staff or its answers. */
export interface StaffPlan {
  readonly careNavigators: number;
  readonly careCoordinators: number;
  readonly managers: number;
  readonly volunteers: number;
  /** Holders of posts who leave. */
  readonly leavers: ByYear;
  /** Days until a post is filled again. */
  readonly daysToFill: ByYear;
  /** Staff with 15 or more days of sickness. */
  readonly longAbsence: ByYear;
  /** Points added to the burnout scores. */
  readonly strain: ByYear;
  readonly intendToLeave: ByYear;
  readonly satisfied: ByYear;
  readonly consulted: ByYear;
}

const flat = (share: number): ByYear => years(share, share, share);
const years = (first: number, second: number, third: number): ByYear => ({
  "2021-22": first,
  "2022-23": second,
  "2023-24": third,
});

/** The service whose volunteers take on administration from October 2022. */
export const VOLUNTEER_SERVICE = "SVC04";
/** The service with staff of many roles where nothing is planted: to set the two others against. */
const STEADY_SERVICE = "SVC09";
/** The service evaluated with its link workers at the core. */
export const CONSULTING_SERVICE = "SVC11";

const usual: StaffPlan = {
  careNavigators: 0,
  careCoordinators: 0,
  managers: 0,
  volunteers: 0,
  leavers: flat(0.15),
  daysToFill: flat(65),
  longAbsence: flat(0.15),
  strain: flat(0),
  intendToLeave: flat(0.3),
  satisfied: flat(0.6),
  consulted: flat(0.5),
};

const plans: Readonly<Record<string, StaffPlan>> = {
  [VOLUNTEER_SERVICE]: {
    ...usual,
    careNavigators: 11,
    careCoordinators: 9,
    managers: 2,
    volunteers: 26,
    leavers: years(0.24, 0.2, 0.14),
    daysToFill: years(75, 60, 35),
    longAbsence: years(0.3, 0.24, 0.13),
    strain: years(4, 0, -5),
    intendToLeave: years(0.36, 0.33, 0.27),
  },
  [STRAINED_SERVICE]: {
    ...usual,
    leavers: years(0, 0.5, 0),
    longAbsence: flat(0.5),
    strain: flat(28),
    intendToLeave: flat(1),
    satisfied: flat(0),
    consulted: flat(0),
  },
  [STEADY_SERVICE]: {
    ...usual,
    careNavigators: 10,
    careCoordinators: 9,
    managers: 2,
    leavers: flat(0.2),
    longAbsence: flat(0.23),
  },
  [CONSULTING_SERVICE]: {
    ...usual,
    careNavigators: 11,
    careCoordinators: 9,
    managers: 2,
    leavers: years(0.24, 0.24, 0.1),
    longAbsence: flat(0.23),
    intendToLeave: years(0.46, 0.42, 0.18),
    satisfied: years(0.5, 0.56, 0.78),
    consulted: years(0.36, 0.6, 0.82),
  },
};

/** What is planted among the staff of a service. */
export const staffPlan = (service: string): StaffPlan => plans[service] ?? usual;

/** Points by which the burnout scores of all services fall from one financial year to the next, project or none. */
export const BURNOUT_LEARNING = 1;
