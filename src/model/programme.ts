import { z } from "zod";
import { parseIsoDate } from "./brand.ts";

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

export const dateOrder = z.enum(["dmy", "mdy", "ymd"]);

/** One export (or a family of files of the same layout) and how it maps on to the model. */
const source = z.strictObject({
  id,
  label: z.string().optional(),
  /** The system whose local ids these are: sources that share it link people by them. Default: the source id. */
  system: z.string().optional(),
  /** Path or glob below the programme folder. */
  file: z.string(),
  /** A shipped profile's id, or a path to a profile below the programme folder. */
  profile: z.string(),
  date_order: dateOrder.optional(),
  encoding: z.enum(["auto", "utf-8", "windows-1252", "utf-16le", "utf-16be"]).default("auto"),
  delimiter: z.string().length(1).optional(),
  sheet: z.string().optional(),
  /** Values for canonical fields the export leaves out, e.g. `{referral: {service: SVC1}}`. */
  defaults: z.record(z.string(), z.record(z.string(), z.string())).default({}),
  /** Extra codes on top of the profile's: list → raw value → code. */
  code_maps: z.record(z.string(), z.record(z.string(), z.string())).default({}),
  /** Rows to keep: column → accepted values. Replaces the profile's own `where`. */
  where: z.record(z.string(), z.array(z.string()).min(1)).optional(),
  /** Official statistics that anyone can download: shown as published, exempt from withholding. */
  published: z.boolean().default(false),
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
const instrument = z.strictObject({
  id,
  name: z.string(),
  short: z.string(),
  decimals: z.int().min(0).max(6),
  range: z.tuple([z.number(), z.number()]),
  better: z.enum(["higher", "lower"]),
  unit: z.string().default("points"),
  /** Mandatory for PAM, no default: the sets differ at the border of Levels 3 and 4. */
  pam_cut_points: z.enum(["2010-style", "72.5-style"]).optional(),
  meaningful_change: z.strictObject({ points: z.number().positive(), source: z.string() }),
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

const icb = z.strictObject({ code: areaCode, name: z.string() });
const borough = z.strictObject({ code: areaCode, name: z.string(), icb: z.string().optional() });
const pcn = z.strictObject({
  code: areaCode,
  name: z.string(),
  borough: z.string().optional(),
  icb: z.string().optional(),
  list_size: z.int().positive().optional(),
});
const service = z.strictObject({
  id,
  name: z.string(),
  borough: z.string().optional(),
  icb: z.string().optional(),
});

const project = z.strictObject({
  id,
  name: z.string(),
  borough: z.string().optional(),
  icb: z.string().optional(),
  question: z.string(),
  windows: windows.optional(),
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
      order: dateOrder.default("dmy"),
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
  projects: z.array(project).default([]),
  sources: z.array(source).min(1),
  instruments: z.array(instrument).default([]),
  disclosure: z.strictObject({ policy: z.enum(["nhs-england", "none"]).default("nhs-england") }).prefault({}),
  /** NHS numbers of people who opted out, one a line; applied before anything is stored. */
  opt_out_file: z.string().optional(),
});

export type Programme = z.output<typeof programmeSchema>;
export type ProgrammeSource = Programme["sources"][number];
export type Instrument = Programme["instruments"][number];
