import { type Day, dayOf, weekdayOf } from "./calendar.ts";
import { sampleProjects } from "./projects.ts";
import type { Random } from "./random.ts";

/** How many people a project sent to a session of support; 0 where it was not there. */
export interface OfficeSession {
  readonly project: string;
  readonly day: Day;
  /** Id of a kind of support in `programme_office.support`. */
  readonly kind: string;
  readonly attended: number;
}

/** One payment of a project. */
export interface OfficePayment {
  readonly project: string;
  readonly day: Day;
  readonly kind: string;
  /** Pence; below 0 is money that came back. */
  readonly pence: number;
}

/** Kinds of support of the programme, with how many sessions each project was offered. */
const supportKinds = [
  { id: "training", sessions: 4, most: 4 },
  { id: "skill_share", sessions: 3, most: 3 },
  { id: "peer_group", sessions: 3, most: 2 },
  { id: "coaching", sessions: 3, most: 2 },
  { id: "drop_in", sessions: 13, most: 2 },
] as const;

/** Share of the sessions on offer that each project went to: the dose differs by plan. */
const dose: Readonly<Record<string, number>> = {
  SPIP07: 0.8,
  SPIP10: 0.9,
  SPIP12: 0.55,
  SPIP13: 0.85,
  SPIP16: 0.95,
  SPIP23: 0.35,
  SPIP25: 0.7,
  SPIP26: 0.5,
  SPIP28: 0.75,
  SPIP31: 0.45,
  SPIP33: 0.9,
  SPIP40: 0.65,
};

/** Pounds granted to each project: up to £10,000, as documented. */
export const GRANT = 10_000;

/** Share of its grant that a project spent: one spent slightly more than it had. */
const spent: Readonly<Record<string, number>> = {
  SPIP07: 0.97,
  SPIP13: 0.99,
  SPIP16: 1.03,
  SPIP23: 0.72,
  SPIP26: 0.84,
  SPIP33: 0.68,
};
const USUALLY_SPENT = 0.95;

const spendKinds = ["staff", "venues", "materials", "interpreters", "volunteers", "evaluation"] as const;

const from = dayOf("2022-10-03");
const to = dayOf("2023-03-31");

/** Sessions of support from October 2022 to March 2023, a row for each project and session, in order of day. */
export function drawSessions(random: Random): readonly OfficeSession[] {
  return supportKinds
    .flatMap(({ id, sessions, most }) =>
      Array.from({ length: sessions }, (_, k) => {
        const shared = onWorkday(from + 3 + Math.floor(((to - from - 14) * k) / sessions) + random.int(0, 4));
        return sampleProjects.map(({ id: project }): OfficeSession => {
          // Coaching is for one project at a time, on a day of its own.
          const day = id === "coaching" ? onWorkday(shared + random.int(0, 20)) : shared;
          const there = random.chance(dose[project] ?? 0.7);
          return { project, day, kind: id, attended: there ? random.int(1, most) : 0 };
        });
      }).flat(),
    )
    .sort((a, b) => a.day - b.day);
}

/** Payments of the projects in the pilot, in order of day; no two are the same. */
export function drawSpend(random: Random): readonly OfficePayment[] {
  return sampleProjects
    .flatMap(({ id: project }) => {
      const total = Math.round(GRANT * (spent[project] ?? USUALLY_SPENT)) * 100;
      const kinds = spendKinds.filter((kind) => kind !== "volunteers" || project === "SPIP13");
      const weights = Array.from({ length: 14 }, () => 0.3 + random.uniform());
      const sum = weights.reduce((all, one) => all + one, 0);
      let left = total;
      return weights.map((weight, index): OfficePayment => {
        // Most are whole pounds; the last payment makes up the total.
        const part =
          Math.round((total * weight) / sum / 100) * 100 + (random.chance(0.2) ? random.int(1, 99) : 0);
        const pence = index === weights.length - 1 ? left : part;
        left -= pence;
        const day = onWorkday(from + 5 + Math.floor(((to - from - 12) * index) / weights.length));
        return { project, day, kind: kinds[index % kinds.length] ?? "staff", pence };
      });
    })
    .sort((a, b) => a.day - b.day);
}

/** The day itself, or the Friday before a weekend. */
const onWorkday = (day: Day): Day => (weekdayOf(day) === 6 ? day - 1 : weekdayOf(day) === 0 ? day - 2 : day);
