import { z } from "zod";
import { parseIsoDate } from "./brand.ts";
import { dateOrder } from "./date-order.ts";
import { inlineMapping } from "./profile.ts";
import { referencePopulation } from "./reference-population.ts";

const id = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]*$/, "use letters, digits, - and _ only");
/** Codes of areas, as ODS and ONS write them. */
const areaCode = z.string().regex(/^[A-Za-z0-9]+$/, "use letters and digits only");
const isoDate = z
  .union([z.string(), z.date().transform((date) => date.toISOString().slice(0, 10))])
  .transform((text, context) => {
    try {
      return parseIsoDate(text);
    } catch (error) {
      context.addIssue({ code: "custom", message: (error as Error).message });
      return z.NEVER;
    }
  });
const span = z
  .strictObject({ from: isoDate, to: isoDate })
  .refine((window) => window.from <= window.to, { message: "from must not be after to" });

/** Named windows that a before–during–after question compares. Days count at both ends. */
const windows = z
  .strictObject({ before: span.optional(), during: span.optional(), after: span.optional() })
  .refine(
    ({ before, during, after }) => {
      const spans = [before, during, after].filter((one) => one !== undefined);
      return spans.every((one, index) => index === 0 || (spans[index - 1]?.to ?? "") < one.from);
    },
    { message: "before, during and after must follow each other and not overlap" },
  );

/** 1-based row of the header, or its first and last row where it stands on several. */
const headerRows = z.union([
  z
    .int()
    .positive()
    .transform((row) => [row, row] as const),
  z
    .tuple([z.int().positive(), z.int().positive()])
    .refine(([first, last]) => first <= last, { message: "the first row must not lie below the last" }),
]);

/** One export (or a family of files of the same layout) and how it maps on to the model. */
const source = z
  .strictObject({
    id,
    label: z.string().optional(),
    /** The system whose local ids these are: sources that share it link people by them. Default: the source id. */
    system: z.string().optional(),
    /** Path, folder or glob below the programme folder. */
    file: z.string(),
    /** Glob of the files to read inside a zip archive. */
    member: z.string().optional(),
    /** A shipped profile's id, or a path to a profile below the programme folder. */
    profile: z.string().optional(),
    /** The mapping itself, in place of a profile; `what-matters inspect --write` proposes one. */
    mapping: inlineMapping.optional(),
    /** Column as read → the name the mapping uses; two columns of one name are told apart as `Score` and `Score (2)`. */
    columns: z.record(z.string(), z.string()).default({}),
    date_order: dateOrder.optional(),
    /** The sign before the decimals of numbers. */
    decimal: z.enum([".", ","]).optional(),
    encoding: z.enum(["auto", "utf-8", "windows-1252", "utf-16le", "utf-16be"]).default("auto"),
    delimiter: z.string().length(1).optional(),
    /** The sign around texts that hold a delimiter; an empty text where there is none. */
    quote: z.string().max(1).optional(),
    sheet: z.string().optional(),
    /** Answer for a workbook with hidden sheets that seem to hold people's details: they are left where they are. */
    hidden_sheets: z.enum(["leave_out"]).optional(),
    header_rows: headerRows.optional(),
    /** Rows (as a spreadsheet counts) that are no records, on top of those found. */
    leave_out_rows: z.array(z.int().positive()).default([]),
    /** Rows that are records although they look like a total or a note. */
    keep_rows: z.array(z.int().positive()).default([]),
    /** Columns whose blank cells take the value above, on top of the mapping's; an empty list says that none do. */
    fill_down: z.array(z.string()).optional(),
    /** Values for canonical fields the export leaves out, e.g. `{referral: {service: SVC1}}`. */
    defaults: z.record(z.string(), z.record(z.string(), z.string())).default({}),
    /** Extra codes on top of the profile's: list → raw value → code. */
    code_maps: z.record(z.string(), z.record(z.string(), z.string())).default({}),
    /** Rows to keep: column → accepted values. Replaces the profile's own `where`. */
    where: z.record(z.string(), z.array(z.string()).min(1)).optional(),
    /** Official statistics that anyone can download: shown as published, exempt from withholding. */
    published: z.boolean().default(false),
  })
  .refine(({ profile, mapping }) => (profile === undefined) !== (mapping === undefined), {
    message: "name a profile, or give a mapping: one of the two",
    path: ["profile"],
  });

/** Most that is read, so that a hostile or broken file takes neither memory nor disk. Megabytes of 1,000,000 bytes. */
const limits = z.strictObject({
  /** A workbook as a file. */
  workbook_mb: z.number().positive().default(200),
  /** One part of a workbook after unpacking: 250 MB is about 350,000 rows of 20 columns and takes 2 GB of memory. */
  workbook_part_mb: z.number().positive().default(250),
  /** All parts of a workbook after unpacking. */
  workbook_total_mb: z.number().positive().default(500),
  workbook_parts: z.int().positive().default(10_000),
  /** An archive's files after unpacking, all together. */
  archive_mb: z.number().positive().default(4000),
  archive_files: z.int().positive().default(1000),
  /** One row of a text file: a full Excel cell holds 32,767 characters. */
  row_mb: z.number().positive().default(16),
});

/** Reference for the change that regression to the mean alone would give. Never taken from the same pairs. */
const regressionToMean = z.strictObject({
  mean: z.number(),
  sd: z.number().positive(),
  /** Lower and upper test–retest correlation. */
  r: z.tuple([z.number().min(-1).max(1), z.number().min(-1).max(1)]),
  source: z.string(),
});

/** An outcome measure. Scores are stored as integers: score × 10^decimals. */
const declaredInstrument = z.strictObject({
  id,
  name: z.string(),
  short: z.string(),
  decimals: z.int().min(0).max(6),
  range: z.tuple([z.number(), z.number()]),
  better: z.enum(["higher", "lower"]),
  unit: z.string().default("points"),
  /** Mandatory for PAM, no default: the sets differ at the border of Levels 3 and 4. */
  pam_cut_points: z.enum(["2010-style", "72.5-style"]).optional(),
  /** Fixed before looking. Absent where no source gives one: then any change counts as higher or lower. */
  meaningful_change: z.strictObject({ points: z.number().positive(), source: z.string() }).optional(),
  /** Other published sizes of change, each with what it was found for: shown beside the meaningful change, never for it. */
  other_thresholds: z
    .array(z.strictObject({ points: z.number().positive(), source: z.string() }))
    .max(6)
    .default([]),
  follow_up: z
    .strictObject({
      /** A follow-up counts from this many days after the baseline … */
      from_days: z.int().min(0).default(1),
      /** … to this many. */
      to_days: z.int().positive().default(365),
      /** A follow-up is due this many days after the baseline; best the same as to_days, so that rate and pairs agree. */
      due_after_days: z.int().min(0).default(365),
      /** `not_available`: the export holds only people with both scores, so nothing can be said of the others. */
      rate: z.enum(["measured", "not_available"]).default("measured"),
    })
    .prefault({}),
  regression_to_mean: regressionToMean.optional(),
});

const instrument = declaredInstrument.transform((one) => ({
  ...one,
  meaningful_change: one.meaningful_change ?? {
    points: Number((10 ** -one.decimals).toFixed(one.decimals)),
    source: "Any change counts: no source gives a change that matters to a person.",
  },
}));

const icb = z.strictObject({ code: areaCode, name: z.string() });
const borough = z.strictObject({ code: areaCode, name: z.string(), icb: z.string().optional() });
const pcn = z.strictObject({
  code: areaCode,
  name: z.string(),
  borough: z.string().optional(),
  icb: z.string().optional(),
  list_size: z.int().positive().optional(),
  /** The service whose link workers serve it; of several the main one. */
  service: z.string().optional(),
});

/** How a scheme works, so that like is compared with like. Free words; the first of each list is the main one. */
const schemeModel = z.strictObject({
  /** Where link workers sit, e.g. general practices, a voluntary organisation. */
  based_in: z.string(),
  employer: z.string(),
  /** Who may refer. */
  referrers: z.array(z.string()).min(1),
  /** What is offered. */
  offers: z.array(z.string()).min(1),
});

const service = z.strictObject({
  id,
  name: z.string(),
  borough: z.string().optional(),
  icb: z.string().optional(),
  model: schemeModel.optional(),
});

/** Whom a project is for. Keys are joined by "and", the values of a key by "or"; `any` holds alternatives. */
const condition = z.strictObject({
  cohorts: z.array(z.string()).min(1).optional(),
  gender: z.array(z.string()).min(1).optional(),
  ethnic_groups: z.array(z.string()).min(1).optional(),
  ethnic_categories: z.array(z.string()).min(1).optional(),
  languages: z.array(z.string()).min(1).optional(),
  interpreter: z.boolean().optional(),
  gp_registered: z.array(z.string()).min(1).optional(),
  reasons: z.array(z.string()).min(1).optional(),
  age_from: z.int().min(0).optional(),
  age_to: z.int().min(0).optional(),
});
const target = condition.extend({
  label: z.string(),
  any: z.array(condition).min(1).optional(),
  /** People of the target group, and others, on the lists of the project's networks: for rates of referral. */
  population: z
    .strictObject({ target: z.int().positive(), others: z.int().positive(), source: z.string() })
    .optional(),
});

/** A figure that answers part of a project's question. */
const projectMeasure = z.union([
  z.string().transform((measure) => ({ measure, instrument: "" })),
  z.strictObject({ measure: z.string(), instrument: z.string().default("") }),
]);

const project = z.strictObject({
  id,
  name: z.string(),
  borough: z.string().optional(),
  icb: z.string().optional(),
  question: z.string(),
  /** Service that runs it: figures of staff are shown for the service. */
  service: z.string().optional(),
  windows: windows.optional(),
  target: target.optional(),
  /** Networks without the project that it is set against. */
  comparator: z.strictObject({ label: z.string(), pcns: z.array(z.string()).min(1) }).optional(),
  /** What answers the question, primary first. */
  measures: z.array(projectMeasure).default([]),
  /** Facts from outside the data that help to read the figures, each with its source. */
  context: z
    .array(
      z.strictObject({
        text: z.string(),
        source: z.string(),
        /** Values of one of the project's measures as documented elsewhere (shares 0–1): drawn apart, never joined to it. */
        marks: z.strictObject({ measure: z.string(), values: z.array(z.number()).min(1) }).optional(),
      }),
    )
    .default([]),
  /** Pounds. */
  grant: z.number().nonnegative().optional(),
});

/** Facts of the record that a stage of the pathway can rest on. */
export const pathwayFacts = [
  "referred",
  "accepted",
  "contacted",
  "assessed",
  "referred_on",
  "started",
  "completed",
  "reviewed",
] as const;
export type PathwayFact = (typeof pathwayFacts)[number];

const pathway = z.strictObject({
  /** In order; a referral is at a stage once it reached this one and all before it. */
  stages: z
    .array(z.strictObject({ fact: z.enum(pathwayFacts), label: z.string() }))
    .min(2)
    .default([
      { fact: "referred", label: "Referred" },
      { fact: "accepted", label: "Accepted" },
      { fact: "contacted", label: "Reached by a link worker" },
      { fact: "referred_on", label: "Referred on to an activity" },
      { fact: "started", label: "Started the activity" },
      { fact: "completed", label: "Completed the planned sessions" },
    ]),
  /** A review is on time up to this many days after the last session. */
  review_within_days: z.int().positive().optional(),
});

const programmeOffice = z.strictObject({
  /** From applications to funded projects. */
  funnel: z.array(z.strictObject({ label: z.string(), count: z.int().nonnegative() })).default([]),
  /** Kinds of support offered to projects, with how many sessions were planned. */
  support: z
    .array(
      z.strictObject({ id, label: z.string(), planned: z.int().positive(), length: z.string().optional() }),
    )
    .default([]),
  source: z.string().optional(),
});

/** Something that happened on a day and may show in the figures of the time around it; drawn beside charts over time. */
const event = z.strictObject({
  date: isoDate,
  label: z.string().min(1).max(60, "at most 60 letters, so that it fits on a chart"),
  /** Where it happened to one project only. */
  project: z.string().optional(),
});

/** A target for a measure, agreed beforehand: control charts say whether a network will meet it. */
const measureTarget = z.strictObject({
  measure: z.string(),
  instrument: z.string().default(""),
  /** In the measure's own unit; shares 0–1. */
  value: z.number(),
  source: z.string(),
});

const policyIds = ["nhs-england", "opensafely", "opensafely-midpoint6", "strict", "none"] as const;

/** Rules by which numbers are withheld and rounded; `none` is for local work. */
const disclosurePolicy = z.enum(policyIds, {
  error: ({ input }) => `there is no policy "${String(input)}": choose ${policyIds.join(", ")}`,
});

const surveyName = {
  id,
  label: z.string(),
  /** Where the question and its scoring stand; shown with the figure. */
  source: z.string(),
  better: z.enum(["higher", "lower"]),
  /** As the profile of the survey sets it. */
  instrument: z.string(),
} as const;

/** A question of the staff survey: which answers are counted, of which. */
const surveyItem = z.strictObject({
  ...surveyName,
  item: z.string(),
  counted: z.array(z.string()).min(1),
  answers: z.array(z.string()).min(2),
});

/** A score of the staff survey: the mean of the points of its items. */
const surveyScore = z.strictObject({
  ...surveyName,
  items: z.array(z.string()).min(1).max(12),
  /** Points of each answer, with two decimals at most. */
  points: z.record(
    z.string(),
    z.number().refine((points) => Number.isInteger(Math.round(points * 1e6) / 1e4), {
      error: "points have two decimals at most",
    }),
  ),
  /** Items whose points are turned round: lowest and highest change places. */
  reversed: z.array(z.string()).default([]),
  /** Fewest answered items; default: all. */
  min_answered: z.int().positive().optional(),
});

/** A programme folder's `programme.yaml`. */
export const programmeSchema = z.strictObject({
  id,
  name: z.string(),
  /** Draws SYNTHETIC into every chart, table, export and page. */
  synthetic: z.boolean(),
  window: span,
  windows: windows.prefault({}),
  /** The day the exports were taken. It dates every document. */
  data_date: isoDate,
  /** Key for pseudonyms, allowed only where every record is synthetic; real keys stay outside the folder. */
  synthetic_key: z.string().min(16).optional(),
  dates: z
    .strictObject({
      /** Day, month and year as the exports write them, where a source does not say; the United Kingdom's otherwise. */
      order: dateOrder.optional(),
      /** Dates outside are refused as implausible. */
      earliest: isoDate.default(parseIsoDate("1900-01-01")),
    })
    .prefault({}),
  areas: z
    .strictObject({
      version: z.string(),
      icbs: z.array(icb).default([]),
      boroughs: z.array(borough).default([]),
      pcns: z.array(pcn).default([]),
    })
    .default({ version: "not stated", icbs: [], boroughs: [], pcns: [] }),
  services: z.array(service).default([]),
  /** Who lives there, or is registered there: what referrals are set against. */
  reference_populations: z.array(referencePopulation).default([]),
  projects: z.array(project).default([]),
  events: z.array(event).default([]),
  targets: z.array(measureTarget).default([]),
  pathway: pathway.prefault({}),
  programme_office: programmeOffice.prefault({}),
  workforce: z
    .strictObject({
      /** New referrals a year for each full-time link worker: guidance, with its source. */
      referrals_per_fte: z.strictObject({ from: z.number(), to: z.number(), source: z.string() }).optional(),
      /**
       * What a complex open case counts for beyond 1. The defaults are a choice of this toolkit, all alike because nothing
       * published tells them apart: no scale, and no evidence of how much more work such a case is.
       */
      complexity_weights: z
        .strictObject({
          several_reasons: z.number().min(0).max(10).default(0.5),
          crisis: z.number().min(0).max(10).default(0.5),
          smi: z.number().min(0).max(10).default(0.5),
          interpreter: z.number().min(0).max(10).default(0.5),
        })
        .prefault({}),
      /** Fewest answered items of each subscale of the Copenhagen Burnout Inventory; default: all of them. */
      cbi_min_answered: z
        .strictObject({ personal: z.int().positive(), work: z.int().positive(), client: z.int().positive() })
        .optional(),
      /** Sources whose burnout answers are points, every item turned one way already, and what their 100 stands for. */
      cbi_points: z
        .array(z.strictObject({ source: z.string(), hundred_is: z.enum(["most burnout", "least burnout"]) }))
        .default([]),
      /** True where respondents of the staff survey keep their code from one wave to the next. */
      survey_respondents_followed: z.boolean().default(false),
      /** Questions of the staff survey of which a share is shown, besides the toolkit's own. */
      survey_items: z.array(surveyItem).default([]),
      /** Scores from several questions of the staff survey, by rules that the programme answers for. */
      survey_scores: z.array(surveyScore).default([]),
      /** Sources that working time is taken from, such as a time survey; default: all contacts with minutes. */
      time_from: z.array(z.string()).min(1).optional(),
      /** Which name of the case records is which staff number: a CSV below the programme folder, for the local view alone. */
      staff_names_file: z.string().optional(),
    })
    .prefault({}),
  /** Consented case studies and feedback in people's own words: a YAML file below the programme folder. */
  case_studies_file: z.string().optional(),
  sources: z.array(source).min(1),
  limits: limits.prefault({}),
  instruments: z.array(instrument).default([]),
  disclosure: z.strictObject({ policy: disclosurePolicy.default("nhs-england") }).prefault({}),
  /** NHS numbers of people who opted out, one a line; applied before anything is stored. */
  opt_out_file: z.string().optional(),
});

export type Programme = z.output<typeof programmeSchema>;
export type ProgrammeSource = Programme["sources"][number];
export type ReadLimits = Programme["limits"];

/** The limits where programme.yaml sets none. */
export const defaultLimits: ReadLimits = limits.parse({});
export type Instrument = Programme["instruments"][number];
export type ProgrammeProject = Programme["projects"][number];
export type ProjectTarget = NonNullable<ProgrammeProject["target"]>;
