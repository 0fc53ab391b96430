import { z } from "zod";

/** How much more a project's first measure changed than that of each of its comparison networks. */
const comparedChangeSchema = z.strictObject({
  project: z.string(),
  measure: z.string(),
  instrument: z.string(),
  kind: z.enum(["share", "mean"]),
  /** The later window; the earlier one is `before`. */
  later: z.enum(["during", "after"]),
  status: z.enum(["published", "not_shown"]),
  /** Why nothing is shown; "" where it is. */
  reason: z.string(),
  /** Change of the project less the mean change of the networks: shares 0–1, means in score points. */
  estimate: z.number().nullable(),
  /** From the spread of the networks' changes; null where they have none. */
  lower: z.number().nullable(),
  upper: z.number().nullable(),
  level: z.number(),
  /** Comparison networks that are in it, and those with too few people before or after. */
  networks: z.int(),
  left_out: z.int(),
  /** Networks that, in the project's place, would lie as far from the others as it does, or farther. */
  as_far: z.int().nullable(),
  /** Whether so many networks could show anything by their rank alone. */
  may_claim: z.boolean(),
});
export type ComparedChange = z.infer<typeof comparedChangeSchema>;

/** `reports/data/project-comparisons.json`: the first measure of each project set against its comparison networks. */
export const projectComparisonsSchema = z.strictObject({
  projects: z.array(
    z.strictObject({
      project: z.string(),
      /** Null where the measure cannot be compared place by place, or no networks were named. */
      compared: comparedChangeSchema.nullable(),
      /** Each quarter against the other quarters before the pilot together, from released numbers alone. */
      quarters: z.array(
        z.strictObject({
          period: z.string(),
          /** Quarters since the pilot began: 0 is its first. */
          since_start: z.int(),
          estimate: z.number().nullable(),
          lower: z.number().nullable(),
          upper: z.number().nullable(),
        }),
      ),
      /** From before to the later window, in standard deviations; null with a reason where it has none. */
      standardised: z.strictObject({
        value: z.number().nullable(),
        lower: z.number().nullable(),
        upper: z.number().nullable(),
        reason: z.string(),
      }),
      answer: z.array(z.string()),
      conclusive: z.array(z.string()),
    }),
  ),
  /** What all projects together can and cannot say. */
  learned: z.array(z.string()),
});
export type ProjectComparisons = z.infer<typeof projectComparisonsSchema>;
