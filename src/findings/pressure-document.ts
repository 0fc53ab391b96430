import { z } from "zod";

/** What a rule found in a service: `not_judged` where its figures are withheld, not collected or too few. */
const pressureState = z.enum(["shown", "not_shown", "not_judged"]);

const cell = z.strictObject({
  rule: z.string(),
  state: pressureState,
  /** The figure in a word or two, or why there is none. */
  short: z.string(),
  /** The figure in words, "" where there is none. */
  figure: z.string(),
  /** What it is set against, in words; "" where there is no figure. */
  mark: z.string(),
  /** Why it could not be judged, as a sentence; "" where it was. */
  reason: z.string(),
  /** What is drawn, all on the rule's own scale: the figure, its interval or range, and the mark; null where none. */
  value: z.number().nullable(),
  lower: z.number().nullable(),
  upper: z.number().nullable(),
  mark_from: z.number().nullable(),
  mark_to: z.number().nullable(),
});
export type PressureCell = z.infer<typeof cell>;

const service = z.strictObject({
  service: z.string(),
  /** Rules that show a pressure, of those that could be judged. */
  shown: z.number(),
  judged: z.number(),
  /** In the order of the rules. */
  cells: z.array(cell),
});
export type ServicePressure = z.infer<typeof service>;

/** One row of the simulation of the rules: a kind of service under a policy, by size of team. */
const simulated = z.strictObject({
  policy: z.string(),
  /** `unstrained`: what is named is a false alarm; `one`: one pressure only; `strained`: several. */
  truth: z.enum(["unstrained", "one", "strained"]),
  service: z.string(),
  sizes: z.array(
    z.strictObject({
      staff: z.number(),
      /** Rules that could be judged, on average. */
      judged: z.number(),
      /** Services in 100 with one sign or more, and with several: named. */
      any: z.number(),
      several: z.number(),
    }),
  ),
});
export type SimulatedService = z.infer<typeof simulated>;

/** `reports/data/pressure.json`: services that show several pressures, by rules over released figures only. */
export const pressureSchema = z.strictObject({
  /** Pressures from which on a service is named. */
  several: z.number(),
  rules: z.array(
    z.strictObject({
      id: z.string(),
      title: z.string(),
      /** What it is set against, in a few words. */
      against: z.string(),
      measures: z.array(z.string()),
      compared: z.string(),
      clearly: z.string(),
      needs: z.string(),
      /** The most often, as a share of years, that it is shown where there is no such pressure; by its own arithmetic. */
      by_chance: z.number(),
    }),
  ),
  /** Financial years that were over, oldest first; services as in the catalogue. */
  years: z.array(z.strictObject({ period: z.string(), services: z.array(service) })),
  simulation: z.strictObject({ replicates: z.number(), rows: z.array(simulated) }),
});
export type PressureDocument = z.infer<typeof pressureSchema>;
