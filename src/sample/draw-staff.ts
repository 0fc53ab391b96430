import { DATA_DAY, type Day, dayOf } from "./calendar.ts";
import { forenames, surnames } from "./names.ts";
import type { Random } from "./random.ts";
import { staffPlan } from "./staff-plan.ts";
import { STAFF_FIRST_DAY, staffYearDays, staffYears } from "./staff-years.ts";
import { type SampleService, sampleServices, sampleUnits } from "./units.ts";

/** A post as it stands in the roster and in the staff system. */
export interface StaffAssignment {
  /** The person's number for it: it carries the employee number. */
  readonly number: string;
  /** The organisation's number for it, the same for everybody who holds it. */
  readonly post: string;
  readonly pcn: string | undefined;
  readonly fte: number;
}

/** A member of staff or a volunteer: one spell of employment in one service. */
export interface SampleStaff {
  /** Number by which every staff system knows the person. */
  readonly number: string;
  readonly forename: string;
  readonly surname: string;
  readonly service: string;
  /** Code of the list `staff_role`. */
  readonly role: "link_worker" | "care_navigator" | "care_coordinator" | "manager" | "volunteer";
  readonly assignments: readonly StaffAssignment[];
  readonly started: Day;
  /** Last day in post. */
  readonly left: Day | undefined;
  /** Code of the list `leaving_reason`. */
  readonly leavingReason: string | undefined;
}

interface Post {
  readonly id: string;
  readonly role: SampleStaff["role"];
  readonly parts: readonly { readonly pcn: string | undefined; readonly fte: number }[];
}

const VOLUNTEERS_FROM = dayOf("2022-10-10");
/** Volunteers who leave again, and those of them who leave for paid work. */
const VOLUNTEERS_LEFT = 14;
const VOLUNTEERS_EMPLOYED = 8;

const leavingReasons = [
  ["another_job", 40],
  ["workload", 18],
  ["end_of_contract", 13],
  ["retirement", 8],
  ["health", 7],
  ["other", 8],
  ["not_known", 6],
] as const;

/** Staff of all services from 1 April 2021 to the day of the export, in order of service and post. */
export function drawStaff(random: Random): readonly SampleStaff[] {
  let count = 0;
  const person = (post: Post, service: string, started: Day): SampleStaff => {
    count += 1;
    const number = String(30_010_000 + count * 7);
    return {
      number,
      forename: random.pick(forenames),
      surname: random.pick(surnames),
      service,
      role: post.role,
      assignments: post.parts.map((part, index) => ({
        ...part,
        number: index === 0 ? number : `${number}-${index + 1}`,
        post: post.parts.length === 1 ? post.id : `${post.id}-${index + 1}`,
      })),
      started,
      left: undefined,
      leavingReason: undefined,
    };
  };
  return sampleServices.flatMap((service) => {
    const posts = postsOf(random, service);
    const leaving = leavingDays(random, service.id, posts);
    const paid = posts.flatMap((post) => {
      const holders = [person(post, service.id, STAFF_FIRST_DAY - random.int(10, 1_000))];
      for (const { day, filledAfter } of leaving.get(post.id) ?? []) {
        const holder = holders.at(-1);
        if (holder === undefined || day < Math.max(holder.started, STAFF_FIRST_DAY) + 40) continue;
        holders[holders.length - 1] = {
          ...holder,
          left: day,
          leavingReason: random.weighted(leavingReasons),
        };
        const next = day + filledAfter;
        if (next > DATA_DAY - 30) break;
        holders.push(person(post, service.id, next));
      }
      return holders;
    });
    return [...paid, ...volunteersOf(random, service.id, person)];
  });
}

function postsOf(random: Random, service: SampleService): readonly Post[] {
  const plan = staffPlan(service.id);
  const networks = sampleUnits.filter((unit) => unit.service === service.id).map((unit) => unit.pcn);
  const many = (role: Post["role"], letter: string, count: number): Post[] =>
    Array.from({ length: count }, (_, index) => {
      const pcn = role === "manager" ? undefined : random.pick(networks);
      // One in four holds two part-time posts, each in a network of its own.
      const two = role !== "manager" && index % 4 === 3;
      return {
        id: `${service.id}-${letter}${index + 1}`,
        role,
        parts: two
          ? [
              { pcn, fte: 0.5 },
              { pcn: networks.find((one) => one !== pcn), fte: 0.3 },
            ]
          : [{ pcn, fte: random.pick([1, 1, 0.8, 0.6]) }],
      };
    });
  return [
    ...service.linkWorkers.map(
      ({ id, posts }): Post => ({ id: `${service.id}-${id}`, role: "link_worker", parts: posts }),
    ),
    ...many("care_navigator", "N", plan.careNavigators),
    ...many("care_coordinator", "C", plan.careCoordinators),
    ...many("manager", "M", plan.managers),
  ];
}

/** When holders leave their post, by post and in order. */
function leavingDays(random: Random, service: string, posts: readonly Post[]) {
  const plan = staffPlan(service);
  const days = new Map<string, { readonly day: Day; readonly filledAfter: number }[]>();
  for (const year of staffYears) {
    const [first, last] = staffYearDays[year];
    for (const post of random.sample(posts, Math.round(posts.length * plan.leavers[year]))) {
      const day = random.int(first + 45, last - 15);
      const filledAfter = Math.round(plan.daysToFill[year] * (0.6 + 0.8 * random.uniform()));
      days.set(post.id, [...(days.get(post.id) ?? []), { day, filledAfter }]);
    }
  }
  return days;
}

function volunteersOf(
  random: Random,
  service: string,
  person: (post: Post, service: string, started: Day) => SampleStaff,
): readonly SampleStaff[] {
  return Array.from({ length: staffPlan(service).volunteers }, (_, index) => {
    const post: Post = {
      id: `${service}-V${index + 1}`,
      role: "volunteer",
      parts: [{ pcn: undefined, fte: 0.1 }],
    };
    const volunteer = person(post, service, VOLUNTEERS_FROM + random.int(0, 330));
    if (index >= VOLUNTEERS_LEFT) return volunteer;
    const leavingReason =
      index < VOLUNTEERS_EMPLOYED ? "employment" : random.pick(["health", "other", "not_known"]);
    return { ...volunteer, left: volunteer.started + random.int(90, 250), leavingReason };
  });
}

/** Whether somebody was in post on at least one day from `from` to `to`. */
export const employedBetween = (staff: SampleStaff, from: Day, to: Day): boolean =>
  staff.started <= to && (staff.left ?? DATA_DAY) >= from;

/** Whether somebody is paid, not a volunteer. */
export const isPaid = (staff: SampleStaff): boolean => staff.role !== "volunteer";
