import { type Day, dayOf } from "../calendar.ts";
import { forenames, surnames } from "../names.ts";
import type { Random } from "../random.ts";
import type { HubReferral } from "./draw-hub.ts";

/** A person who is trained into work with a hub; a step that was not reached is undefined. */
export interface HubTrainee {
  readonly id: string;
  readonly name: string;
  readonly service: HubReferral["service"];
  readonly role: string;
  readonly volunteer: boolean;
  readonly livedExperience: boolean | undefined;
  readonly started: Day;
  readonly trained: Day | undefined;
  readonly placed: Day | undefined;
  readonly progressed: Day | undefined;
}

/** People at each step of training at scale 1: numbers that show what may be published and what may not. */
const planned = {
  HUB1: { started: 38, trained: 28, placed: 18, progressed: 8 },
  HUB2: { started: 22, trained: 12, placed: 2, progressed: 2 },
} as const;

/** Draws the trainees of both hubs. Every step lies before the data date. */
export function drawTrainees(random: Random, scale: number): HubTrainee[] {
  const many = (count: number): number => Math.max(1, Math.round(count * scale));
  return (["HUB1", "HUB2"] as const).flatMap((service, place) =>
    Array.from({ length: many(planned[service].started) }, (_, index): HubTrainee => {
      const volunteer = random.chance(0.45);
      const started = dayOf("2023-04-10") + random.int(0, 150);
      const trained = started + random.int(60, 100);
      const placed = trained + random.int(10, 40);
      const reached = (step: "trained" | "placed" | "progressed") => index < many(planned[service][step]);
      return {
        id: `TR${100 * (place + 1) + index}`,
        name: `${random.pick(forenames)} ${random.pick(surnames)}`,
        service,
        role: volunteer ? "Peer volunteer" : "Maternity support worker",
        volunteer,
        livedExperience: random.chance(0.05) ? undefined : random.chance(volunteer ? 0.75 : 0.4),
        started,
        trained: reached("trained") ? trained : undefined,
        placed: reached("placed") ? placed : undefined,
        progressed: reached("progressed") ? placed + random.int(20, 60) : undefined,
      };
    }),
  );
}
