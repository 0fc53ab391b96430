import { z } from "zod";

const notShownCount = z.strictObject({ cells: z.number(), withheld_cells: z.number() });

/** What was audited before the release was written, and how much it does not show; never why a given figure is withheld. */
export const auditSchema = z.strictObject({
  performed: z.boolean(),
  /** One or two plain sentences. */
  result: z.string(),
  /** Figures that are withheld, of all rows of `estimates`. */
  withheld_cells: z.number(),
  cells: z.number(),
  /** Absent where no audit was performed. */
  examined: z
    .strictObject({
      tables: z.number(),
      /** Withheld counts that were judged, and how each was decided. */
      counts: z.number(),
      by_arithmetic: z.number(),
      by_example: z.number(),
      by_solver: z.number(),
      /** True: ranges were checked to be attained by whole numbers. */
      whole_numbers: z.boolean(),
      /** How many whole numbers must remain possible for a count withheld for its own sake, or for another's. */
      criterion: z.strictObject({ small: z.number(), further: z.number() }),
      /** Figures withheld only so that another cannot be worked out, in the whole release. */
      further_withheld: z.number(),
      /** Release id of an earlier release that readers were taken to have. */
      previous_release: z.string().nullable(),
    })
    .optional(),
  /** Absent where the policy withholds nothing. */
  not_shown: z
    .strictObject({
      /** Percentage of referrals in withheld counts of the finest areas and periods, as a range; null where that would tell too much. */
      referrals: z.strictObject({ from: z.number(), to: z.number() }).nullable(),
      /** Published and withheld figures: those of everyone by kind of area, and all by characteristic. */
      by_area: z.array(notShownCount.extend({ area_type: z.string() })),
      by_breakdown: z.array(notShownCount.extend({ breakdown: z.string() })),
    })
    .optional(),
});
export type AuditSummary = z.infer<typeof auditSchema>;

/** What the pages need to know about a release besides its estimates: `reports/data/release.json`. */
export const catalogueSchema = z.strictObject({
  release_id: z.string(),
  code_version: z.string(),
  /** As in the manifest. */
  audit: auditSchema.optional(),
  programme: z.strictObject({
    id: z.string(),
    name: z.string(),
    synthetic: z.boolean(),
    window: z.strictObject({ from: z.string(), to: z.string() }),
    data_date: z.string(),
    areas_version: z.string(),
    /** Who publishes the release and answers for it, where the programme says so. */
    publisher: z.strictObject({ name: z.string(), contact: z.string() }).optional(),
  }),
  policy: z.strictObject({
    id: z.string(),
    title: z.string(),
    /** In words a patient representative understands. */
    explanation: z.array(z.string()),
    source: z.string(),
    /** False under policy `none`: every page is stamped "not for publication". */
    publishable: z.boolean(),
    /** Counts from 1 to this are withheld; 0: none. */
    withhold_up_to: z.number(),
    /** So many neighbouring counts are shown alike; 1: exact. */
    round_to: z.number(),
    rounding: z.enum(["nearest", "midpoint"]),
    /** Fewest people that an average is shown of. */
    described_from: z.number(),
    /** Fewest members of staff that a figure is shown of, and fewest of them who answered; 0: any. */
    staff_from: z.number(),
    staff_answers_from: z.number(),
    /** From how many answers on a share of staff is one of how many bands; empty: as it is. */
    staff_bands: z.array(z.strictObject({ from: z.number(), parts: z.number() })),
  }),
  instruments: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      short: z.string(),
      decimals: z.number(),
      range: z.tuple([z.number(), z.number()]),
      better: z.enum(["higher", "lower"]),
      unit: z.string(),
      pam_cut_points: z.string().nullable(),
      meaningful_change: z.strictObject({
        points: z.number(),
        /** Interval of that size as published, and in whom it was found; absent where not declared. */
        interval: z.tuple([z.number(), z.number()]).optional(),
        found_in: z.string().optional(),
        source: z.string(),
      }),
      /** Other published sizes of change; absent where none is declared. */
      other_thresholds: z.array(z.strictObject({ points: z.number(), source: z.string() })).optional(),
      follow_up: z.strictObject({ from_days: z.number(), to_days: z.number(), due_after_days: z.number() }),
      regression_to_mean: z
        .strictObject({
          mean: z.number(),
          sd: z.number(),
          r: z.tuple([z.number(), z.number()]),
          source: z.string(),
        })
        .nullable(),
    }),
  ),
  /** The measure library: one entry a measure id used in `estimates`. */
  measures: z.array(
    z.strictObject({
      id: z.string(),
      title: z.string(),
      kind: z.enum(["count", "proportion", "mean", "rate", "amount"]),
      unit: z.string(),
      polarity: z.enum(["higher", "lower", "neither"]),
      definition: z.string(),
      numerator: z.string(),
      denominator: z.string(),
      method: z.string(),
      caveat: z.string(),
    }),
  ),
  /** What referrals are set against, one a characteristic; absent where no population is declared. */
  populations: z
    .array(
      z.strictObject({
        id: z.string(),
        /** Breakdown whose groups are set against it. */
        of: z.string(),
        title: z.string(),
        /** Who is counted, in the words of a sentence. */
        people: z.string(),
        ages: z.enum(["all", "3+", "20+"]),
        source: z.string(),
        /** True where its people are invented. */
        synthetic: z.boolean(),
      }),
    )
    .optional(),
  /** Every area that has a cell, in reading order; the programme first. */
  areas: z.array(
    z.strictObject({
      area_type: z.string(),
      area: z.string(),
      label: z.string(),
      within: z.string().nullable(),
    }),
  ),
  /** Every period that has a cell, in time order; `all` first. */
  periods: z.array(z.strictObject({ period_type: z.string(), period: z.string(), label: z.string() })),
  breakdowns: z.array(
    z.strictObject({
      breakdown: z.string(),
      label: z.string(),
      /** In reading order; `not_stated` and `not_known` last. */
      categories: z.array(z.strictObject({ category: z.string(), label: z.string() })),
    }),
  ),
  sources: z.array(
    z.strictObject({ source: z.string(), label: z.string(), layout: z.string(), published: z.boolean() }),
  ),
  /** The projects with their questions, as declared. */
  projects: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      question: z.string(),
      borough: z.string().nullable(),
      service: z.string().nullable(),
      /** Networks that it works in, as declared; absent where none was. */
      pcns: z.array(z.string()).optional(),
      target_label: z.string().nullable(),
      comparator_label: z.string().nullable(),
      /** Names of the networks that its service serves and that it is not set beside; absent where that is not known. */
      own_networks: z.array(z.string()).optional(),
      /** Which of its comparison networks its own service serves, as a sentence; absent where it serves none of them. */
      shared_service: z.string().optional(),
      /** Networks that it is set beside, and whether its own service serves them too; absent where none were named. */
      comparison_networks: z
        .array(z.strictObject({ name: z.string(), same_service: z.boolean() }))
        .optional(),
      /** What answers the question, primary first. */
      measures: z.array(z.strictObject({ measure: z.string(), instrument: z.string() })),
      /** How far the first of them answers the question, as declared; absent where nothing was. */
      first_measure: z
        .strictObject({
          yes_if: z.enum(["higher", "lower"]).nullable(),
          tells: z.string().nullable(),
          does_not_tell: z.string().nullable(),
        })
        .optional(),
      /** Breakdowns that the target group is described by, the first named first; absent where there is none. */
      target_breakdowns: z.array(z.string()).optional(),
      /** People on the lists of the project's networks; absent where their number was not declared. */
      target_population: z
        .strictObject({ target: z.number(), others: z.number(), source: z.string() })
        .optional(),
      context: z.array(
        z.strictObject({
          text: z.string(),
          source: z.string(),
          /** Documented values of a measure: drawn apart from the series of the release. */
          marks: z.strictObject({ measure: z.string(), values: z.array(z.number()) }).nullable(),
        }),
      ),
      /** Pounds. */
      grant: z.number().nullable(),
      windows: z.array(z.strictObject({ window: z.string(), from: z.string(), to: z.string() })),
    }),
  ),
  /** What happened on a day, in order of time; `project` null where it happened to all. */
  events: z.array(z.strictObject({ date: z.string(), label: z.string(), project: z.string().nullable() })),
  services: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      borough: z.string().nullable(),
      model: z
        .strictObject({
          based_in: z.string(),
          employer: z.string(),
          referrers: z.array(z.string()),
          offers: z.array(z.string()),
        })
        .nullable(),
    }),
  ),
  /** Where networks belong, as declared: their board, and the service whose link workers serve them. */
  networks: z
    .array(z.strictObject({ area: z.string(), icb: z.string().nullable(), service: z.string().nullable() }))
    .optional(),
  pathway: z.strictObject({
    /** In order; `measure` counts the referrals that reached the stage and all before it. */
    stages: z.array(z.strictObject({ measure: z.string(), label: z.string() })),
    review_within_days: z.number().nullable(),
  }),
  workforce: z.strictObject({
    /** New referrals a year for each full-time link worker. */
    referrals_per_fte: z.strictObject({ from: z.number(), to: z.number(), source: z.string() }).nullable(),
    /** Questions of the staff survey that the programme declares, and scores from several; absent where there are none. */
    survey: z
      .array(
        z.strictObject({
          id: z.string(),
          label: z.string(),
          source: z.string(),
          better: z.enum(["higher", "lower"]),
          kind: z.enum(["share", "score"]),
        }),
      )
      .optional(),
    /** Whether burnout points that stand the other way round, 100 being the best, were turned before scoring. */
    burnout_turned: z.literal(true).optional(),
    /** What a complex open case counts for beyond 1. */
    complexity_weights: z
      .strictObject({
        several_reasons: z.number(),
        crisis: z.number(),
        smi: z.number(),
        interpreter: z.number(),
      })
      .optional(),
  }),
});
export type Catalogue = z.infer<typeof catalogueSchema>;

/** Sentences made by rules from released estimates, by page and selection. */
export const findingsSchema = z.strictObject({
  /** `page|instrument|area_type|area|period_type|period` → what the page opens with. */
  findings: z.record(
    z.string(),
    z.strictObject({ headline: z.string(), detail: z.array(z.string()), caveats: z.array(z.string()) }),
  ),
  /** page → what its figures do not show. */
  not_shown: z.record(z.string(), z.array(z.string())),
  /** Kinds of sentences that a page was given; absent where it has all of them. */
  kinds: z.array(z.string()).optional(),
});
export type Findings = z.infer<typeof findingsSchema>;

/** `reports/data/findings.json` as written: each sentence once, findings by its place in `texts`. */
export const packedFindingsSchema = z.strictObject({
  texts: z.array(z.string()),
  findings: z.record(z.string(), z.tuple([z.int(), z.array(z.int()), z.array(z.int())])),
  not_shown: z.record(z.string(), z.array(z.string())),
  kinds: z.array(z.string()).optional(),
});
export type PackedFindings = z.infer<typeof packedFindingsSchema>;

const organisationFact = z.strictObject({ project: z.string(), kind: z.string(), value: z.number() });

/** `reports/data/programme.json`: what the programme office and the services said, in numbers and in words. */
export const programmeDocumentSchema = z.strictObject({
  /** From applications to funded projects. */
  funnel: z.array(z.strictObject({ label: z.string(), count: z.number() })),
  source: z.string().nullable(),
  /** Kinds of support offered to projects. */
  support: z.array(
    z.strictObject({
      id: z.string(),
      label: z.string(),
      planned: z.number(),
      length: z.string().nullable(),
    }),
  ),
  /** Sessions at which a project was present. */
  sessions: z.array(organisationFact),
  /** Whole pounds. */
  spend: z.array(organisationFact),
  /** Texts whose publication the person agreed to. */
  case_studies: z.array(
    z.strictObject({
      id: z.string(),
      service: z.string(),
      project: z.string().nullable(),
      title: z.string(),
      text: z.string(),
      quote: z.string().nullable(),
      consent_given_on: z.string(),
    }),
  ),
  /** Texts that are not shown: consent withdrawn, or for use inside the service only. */
  case_studies_held: z.number(),
});
export type ProgrammeDocument = z.infer<typeof programmeDocumentSchema>;

const funnelSide = z.strictObject({ lower: z.number(), upper: z.number() });
const funnelLimits = z.strictObject({ n: z.number(), inner: funnelSide, outer: funnelSide });
const funnelVerdict = z.enum([
  "below_outer",
  "below_inner",
  "inside",
  "above_inner",
  "above_outer",
  "close",
  "few_followed",
  "follow_up_unknown",
]);

/** Limits and points, as they are or after adjustment for who the people are. */
const funnelSideSchema = z.strictObject({
  /** In the figure's unit; shares 0–1. */
  centre: z.number().nullable(),
  /** Standard deviation within networks, in the figure's unit: of means only. */
  within: z.number().nullable(),
  /** Null where the variance between networks cannot be estimated. */
  phi: z.number().nullable(),
  /** Arcsine scale for shares, square-root scale for rates, score points for means. */
  tau: z.number().nullable(),
  /** Of all networks, outliers included: what shrunken figures rest on. */
  tau_all: z.number().nullable(),
  /** Whether networks differ by more than chance at the 5% level; null where that cannot be told. */
  beyond_chance: z.boolean().nullable(),
  /** By rounded size: 95 % (inner) and 99.8 % (outer). */
  limits: z.array(funnelLimits),
  /** With the variance between networks added; empty where that is 0 or cannot be estimated. */
  adjusted: z.array(funnelLimits),
  points: z.array(
    z.strictObject({
      area: z.string(),
      /** People, or whatever the figure is out of; after adjustment so many of the usual mix as tell as much. */
      denominator: z.number(),
      value: z.number(),
      /** After adjustment only: the figure usual for people like the network's. */
      expected: z.number().optional(),
      verdict: funnelVerdict,
      adjusted_verdict: funnelVerdict.nullable(),
      /** Drawn towards the centre as far as chance pulls; null where no difference beyond chance was found. */
      shrunken: z.strictObject({ value: z.number(), lower: z.number(), upper: z.number() }).nullable(),
    }),
  ),
});

/** Funnel plots by network, and published figures to set capacity against. */
export const comparePageSchema = z.strictObject({
  funnels: z.array(
    funnelSideSchema.extend({
      measure: z.string(),
      instrument: z.string(),
      area_type: z.literal("pcn"),
      kind: z.enum(["share", "mean", "rate"]),
      /** Unit of a rate; 1 for others. */
      per: z.number(),
      status: z.enum(["published", "not_shown"]),
      /** Why there is no funnel, or "". */
      reason: z.string(),
      /** Networks with anybody to count, withheld ones included. */
      units: z.number(),
      withheld: z.array(z.string()),
      /** Null where nothing is adjusted for. */
      case_mix: funnelSideSchema
        .extend({
          /** Strata that people are compared in; null for means, which are adjusted by regression. */
          strata: z.number().nullable(),
          /** By how much adjustment moves the networks shown, up or down: half of them by no more, and all. */
          moved_half: z.number(),
          moved_most: z.number(),
        })
        .nullable(),
    }),
  ),
  published_capacity: z.array(
    z.strictObject({
      area_type: z.string(),
      area: z.string(),
      label: z.string(),
      /** `2026-06` */
      month: z.string(),
      fte: z.number(),
      registered_patients: z.number(),
      fte_per_10000: z.number(),
    }),
  ),
});
export type ComparePage = z.infer<typeof comparePageSchema>;

const figure = z.strictObject({ value: z.number().nullable(), status: z.enum(["published", "withheld"]) });

/** `reports/data/data-quality.json`: what the ingest found, counts under the disclosure policy. */
export const dataQualitySchema = z.strictObject({
  sources: z.array(
    z.strictObject({
      source: z.string(),
      label: z.string(),
      files: z.number(),
      rows: figure,
      stored: figure,
      quarantined: figure,
      excluded: figure,
    }),
  ),
  issues: z.array(
    z.strictObject({
      source: z.string(),
      code: z.string(),
      severity: z.enum(["error", "warning", "excluded"]),
      meaning: z.string(),
      remedy: z.string(),
      rows: figure,
    }),
  ),
  /** How complete each field is: people or referrals with a known value, of all. */
  completeness: z.array(
    z.strictObject({
      table: z.string(),
      field: z.string(),
      label: z.string(),
      known: figure,
      not_stated: figure,
      not_known: figure,
      suppressed: figure,
      total: figure,
    }),
  ),
});
export type DataQuality = z.infer<typeof dataQualitySchema>;

/** `reports/data/manifest.json`: what the release is made of; hashes, never file names. */
export const manifestSchema = z.strictObject({
  release_id: z.string(),
  programme: z.string(),
  data_date: z.string(),
  synthetic: z.boolean(),
  code_version: z.string(),
  configuration_sha256: z.string(),
  policy: z.string(),
  audit: auditSchema,
  sources: z.array(
    z.strictObject({ source: z.string(), sha256: z.array(z.string()), published: z.boolean() }),
  ),
  /** Digest of the manifest of the canonical folder that it was made from; absent where it was the warehouse. */
  canonical_sha256: z.string().optional(),
  tables: z.array(z.strictObject({ table: z.string(), rows: z.number(), sha256: z.string() })),
});
export type Manifest = z.infer<typeof manifestSchema>;
