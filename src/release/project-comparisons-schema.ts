import { z } from "zod";

/** How much more a measure of a project changed than in each of its comparison networks. */
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

/** How much more the first measure changed than in all that it is set beside taken together: by single people's chance alone. */
const besideTogetherSchema = z.strictObject({
  /** The comparison networks, or everybody else on the project's own lists. */
  beside: z.enum(["networks", "others"]),
  later: z.enum(["during", "after"]),
  /** Shares 0–1, means in score points, medians in their unit. */
  estimate: z.number(),
  lower: z.number(),
  upper: z.number(),
  level: z.number(),
});
export type BesideTogether = z.infer<typeof besideTogetherSchema>;

/** How far a question is answered: one word for every page that says so. */
const verdictSchema = z.strictObject({
  kind: z.enum(["answered", "first_look", "not_yet"]),
  /** Which way the change lies, where it lies apart: as the question hopes, against it, or undeclared; null where it is not apart. */
  way: z.enum(["yes", "no", "higher", "lower"]).nullable(),
  /** Why, as a sentence. */
  text: z.string(),
});
export type Verdict = z.infer<typeof verdictSchema>;

const limitsSchema = z.strictObject({ estimate: z.number(), lower: z.number(), upper: z.number() });

/** A break in the straight trend of quarters at the start of the pilot; null parts where `reason` says why. */
const trendSchema = z.strictObject({
  /** The gap between the project and its comparison networks, or the project by itself where it has none. */
  of: z.enum(["gap", "project"]),
  before: z.int(),
  after: z.int(),
  /** At the first quarter of the pilot, against the earlier line carried on. */
  step: limitsSchema.nullable(),
  /** For each quarter from then on. */
  slope: limitsSchema.nullable(),
  reason: z.enum(["too_few_points", "all_on_the_lines"]).nullable(),
});
export type Trend = z.infer<typeof trendSchema>;

/** What each person who improved beyond the comparison networks' change cost, in pounds. */
const costSchema = z.strictObject({
  kind: z.enum(["interval", "no_upper_limit", "none"]),
  cost: z.number().nullable(),
  lower: z.number().nullable(),
  upper: z.number().nullable(),
  words: z.array(z.string()),
});
export type ProjectCost = z.infer<typeof costSchema>;

/** `reports/data/project-comparisons.json`: the measures of each project set against its comparison networks. */
export const projectComparisonsSchema = z.strictObject({
  projects: z.array(
    z.strictObject({
      project: z.string(),
      /** Null where the measure cannot be compared place by place, or no networks were named. */
      compared: comparedChangeSchema.nullable(),
      /** Only where nothing is shown of the networks one by one. */
      together: besideTogetherSchema.nullable(),
      /** Measures after the first that can be compared place by place, in the order in which they were named. */
      others: z.array(comparedChangeSchema),
      /** The difference of either in short, with its interval; absent from releases before it was told. */
      difference: z.string().optional(),
      verdict: verdictSchema,
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
      /** Null where the first measure has no figures by quarter. */
      trend: trendSchema.nullable(),
      cost: costSchema,
      /** From before to the later window, in standard deviations; null with a reason where it has none. */
      standardised: z.strictObject({
        value: z.number().nullable(),
        lower: z.number().nullable(),
        upper: z.number().nullable(),
        /** The change in its own unit, in the words of the project's page; "" where the windows cannot both be shown. */
        words: z.string(),
        reason: z.string(),
      }),
      /** How far the first measure answers the question, as declared; "" where nothing was. */
      first_measure: z.string(),
      answer: z.array(z.string()),
      conclusive: z.array(z.string()),
    }),
  ),
  /** What all projects together can and cannot say. */
  learned: z.array(z.string()),
});
export type ProjectComparisons = z.infer<typeof projectComparisonsSchema>;
