import type { Catalogue } from "../release/catalogue.ts";
import type { PressureDocument } from "./pressure-document.ts";

/** Pressures from which on a service is named. */
export const SEVERAL = 2;
/** Open cases stand out from so many times those of the other services: services differ by nature. */
export const MANY_TIMES = 1.5;
/** Backlog rises where so many more cases are open for each referral that came in. */
export const LEAST_RISE = 0.05;
/** Most often that an interval rule, and a rule on a range of staff, is shown by chance alone. */
export const INTERVAL_CHANCE = 0.025;
export const RANGE_CHANCE = 0.05;

const ids = [
  "new_referrals",
  "backlog",
  "open_cases",
  "service_failures",
  "absence",
  "leaving",
  "burnout",
] as const;
export type PressureRuleId = (typeof ids)[number];
type PressureRule = PressureDocument["rules"][number] & { readonly id: PressureRuleId };

const OF_ALL =
  "The programme holds the service itself, since no figure of the others alone is published: that makes the rule slower to show, never quicker.";
const DIFFERENCE =
  "The 95% interval of the difference from the programme, worked out from the intervals of both, lies above 0 by more than the last digit shown.";
const ranges = (chance: number): string =>
  `Where only ranges of shares are published: the range lies so far above the programme’s that a team like the programme reaches it by chance in at most ${100 * chance} of 100 years. Where numbers are published: Fisher’s exact test against the other services, at ${100 * chance}%.`;
const STAFF =
  "Staff figures of the service that may be published: under the usual policies 10 or more staff.";

/** The table of rules by which a service is said to show a pressure, in reading order; guidance as the programme names it. */
export function pressureRules({ workforce }: Pick<Catalogue, "workforce">): readonly PressureRule[] {
  const guidance = workforce.referrals_per_fte;
  return [
    {
      id: "new_referrals",
      title: "New referrals",
      against:
        guidance === null ? "No guidance named" : `Guidance: ${guidance.from} to ${guidance.to} a year`,
      measures: ["new_referrals_per_fte"],
      compared: "New referrals a year for each full-time link worker, against the guidance.",
      clearly: "The whole 95% interval lies above the top of the guidance.",
      needs: "Referrals, staff records with two link workers or more, and guidance named by the programme.",
      by_chance: INTERVAL_CHANCE,
    },
    {
      id: "backlog",
      title: "Rising backlog",
      against: "The same quarter a year before",
      measures: ["cases_open", "cases_waiting", "open_cases_per_fte", "referrals"],
      compared:
        "Cases open, and people waiting for a first contact, on the last day of the year, against the same day a year before.",
      clearly: `For one of the two, the 97.5% interval of the ratio lies above 1: each has half the usual chance, since there are two. And the rise is at least ${100 * LEAST_RISE} for every 100 referrals that came in.`,
      needs:
        "Both days’ numbers, open cases on the first of them, and a year of records before it: until then open cases rise only because records begin, or the service does.",
      by_chance: INTERVAL_CHANCE,
    },
    {
      id: "open_cases",
      title: "Open cases",
      against: `${MANY_TIMES} times the other services`,
      measures: ["open_cases_per_fte"],
      compared:
        "Open cases for each full-time link worker on the last day of the year, against the programme’s other services together, the service itself left out.",
      clearly: `The whole 95% interval of the ratio lies above ${MANY_TIMES}. No guidance on open cases exists, and services differ by nature: ${MANY_TIMES} is a choice of this toolkit.`,
      needs: "Referrals and staff records of the service and of others, with two link workers or more.",
      by_chance: INTERVAL_CHANCE,
    },
    {
      id: "service_failures",
      title: "Service failures",
      against: "Programme",
      measures: ["time_service_failures"],
      compared: `Share of recorded working time that goes to responding to service failures, against the programme. ${OF_ALL}`,
      clearly: DIFFERENCE,
      needs: `Minutes of contacts by kind of work. ${STAFF}`,
      by_chance: INTERVAL_CHANCE,
    },
    {
      id: "absence",
      title: "Sickness absence",
      against: "Programme",
      measures: ["absence_rate", "share_long_absence"],
      compared: `Sickness absence rate, or the share of staff with 15 or more sick days in the year, against the programme. ${OF_ALL}`,
      clearly: `One of the two is clear. Rate: ${DIFFERENCE.charAt(0).toLowerCase()}${DIFFERENCE.slice(1)} Share: ${ranges(RANGE_CHANCE - INTERVAL_CHANCE)}`,
      needs: `Absence records. ${STAFF}`,
      by_chance: RANGE_CHANCE,
    },
    {
      id: "leaving",
      title: "Intention to leave",
      against: "Programme",
      measures: ["share_intend_to_leave"],
      compared: `Share of staff who answered that they intend to leave, against the programme. ${OF_ALL}`,
      clearly: ranges(RANGE_CHANCE),
      needs: `A staff survey. ${STAFF}`,
      by_chance: RANGE_CHANCE,
    },
    {
      id: "burnout",
      title: "Burnout score rising",
      against: "The survey before",
      measures: ["burnout_change_work"],
      compared:
        "Average work-related burnout score of those who answered, against the survey before in the same service. One of the three subscales, fixed beforehand: they are never added up.",
      clearly: "The whole 95% interval of the change lies above 0.",
      needs: `Two staff surveys. ${STAFF}`,
      by_chance: INTERVAL_CHANCE,
    },
  ];
}
