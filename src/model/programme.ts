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
  .strictObject({ from: isoDate.describe("First day."), to: isoDate.describe("Last day.") })
  .refine((window) => window.from <= window.to, { message: "from must not be after to" });

const windows = z
  .strictObject({
    before: span.optional().describe("The days before the change."),
    during: span.optional().describe("The days while it was under way."),
    after: span.optional().describe("The days after it."),
  })
  .refine(
    ({ before, during, after }) => {
      const spans = [before, during, after].filter((one) => one !== undefined);
      return spans.every((one, index) => index === 0 || (spans[index - 1]?.to ?? "") < one.from);
    },
    { message: "before, during and after must follow each other and not overlap" },
  );

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
    id: id.describe("Short name of the export, used in reports and error messages."),
    label: z.string().optional().describe("What the Data quality and About pages call it."),
    system: z
      .string()
      .optional()
      .describe(
        "The system whose own numbers these are: sources that share it link people by them. Without it the source id.",
      ),
    file: z.string().describe("Path, folder or pattern of files below the programme folder."),
    member: z.string().optional().describe("Pattern of the files to read inside a zip archive."),
    profile: z
      .string()
      .optional()
      .describe("A shipped profile, or the path of a profile below the programme folder."),
    mapping: inlineMapping
      .optional()
      .describe("The mapping itself, in place of a profile; what-matters inspect --write proposes one."),
    columns: z
      .record(z.string(), z.string())
      .default({})
      .describe(
        "Column as read, and the name the mapping uses. Two columns of one name are Score and Score (2).",
      ),
    date_order: dateOrder.optional().describe("How dates are written in this export: day first is dmy."),
    decimal: z.enum([".", ","]).optional().describe("The sign before the decimals of numbers."),
    encoding: z
      .enum(["auto", "utf-8", "windows-1252", "utf-16le", "utf-16be"])
      .default("auto")
      .describe("How letters are stored in a text file."),
    delimiter: z.string().length(1).optional().describe("The sign between columns. Without it, found out."),
    quote: z
      .string()
      .max(1)
      .optional()
      .describe("The sign around texts that hold a delimiter; an empty text where there is none."),
    sheet: z.string().optional().describe("Sheet of a workbook. Without it the first that fits."),
    hidden_sheets: z
      .enum(["leave_out"])
      .optional()
      .describe("Answer for a workbook whose hidden sheets seem to hold people's details: leave them."),
    header_rows: headerRows
      .optional()
      .describe("Row of the column names, or its first and last row where they stand on several."),
    leave_out_rows: z
      .array(z.int().positive())
      .default([])
      .describe("Rows, as a spreadsheet counts them, that are no records."),
    keep_rows: z
      .array(z.int().positive())
      .default([])
      .describe("Rows that are records although they look like a total or a note."),
    fill_down: z
      .array(z.string())
      .optional()
      .describe("Columns whose blank cells take the value above; an empty list says that none do."),
    defaults: z
      .record(z.string(), z.record(z.string(), z.string()))
      .default({})
      .describe(
        "Values for fields that the export leaves out, for example `{ referral: { service: SVC1 } }`.",
      ),
    code_maps: z
      .record(z.string(), z.record(z.string(), z.string()))
      .default({})
      .describe("Spellings of this export that no code list knows: list, then value and its code."),
    where: z
      .record(z.string(), z.array(z.string()).min(1))
      .optional()
      .describe("Rows to keep: column and the values accepted. It replaces what the profile says."),
    published: z
      .boolean()
      .default(false)
      .describe("Official statistics that anyone can download: shown as published, never withheld."),
  })
  .refine(({ profile, mapping }) => (profile === undefined) !== (mapping === undefined), {
    message: "name a profile, or give a mapping: one of the two",
    path: ["profile"],
  });

/** Most that is read, so that a hostile or broken file takes neither memory nor disk. Megabytes of 1,000,000 bytes. */
const limits = z.strictObject({
  workbook_mb: z.number().positive().default(200).describe("A workbook as a file, in megabytes."),
  workbook_part_mb: z
    .number()
    .positive()
    .default(250)
    .describe("One part of a workbook, unpacked: 250 MB is about 350,000 rows and takes 2 GB of memory."),
  workbook_total_mb: z.number().positive().default(500).describe("All parts of a workbook, unpacked."),
  workbook_parts: z.int().positive().default(10_000).describe("Number of parts of a workbook."),
  archive_mb: z.number().positive().default(4000).describe("All files of an archive, unpacked."),
  archive_files: z.int().positive().default(1000).describe("Number of files in an archive."),
  row_mb: z
    .number()
    .positive()
    .default(16)
    .describe("One row of a text file; a full cell of Excel holds 32,767 characters."),
});

/** Reference for the change that regression to the mean alone would give. Never taken from the same pairs. */
const regressionToMean = z.strictObject({
  mean: z.number().describe("Mean of the reference group."),
  sd: z.number().positive().describe("Its standard deviation."),
  r: z
    .tuple([z.number().min(-1).max(1), z.number().min(-1).max(1)])
    .describe("Lower and upper correlation of two scores of one person without a change between."),
  source: z.string().describe("Where these figures come from. Never the programme's own pairs."),
});

/** An outcome measure. Scores are stored as integers: score × 10^decimals. */
const declaredInstrument = z.strictObject({
  id: id.describe("Short name, as the mappings and the code list of instruments use it."),
  name: z.string().describe("Full name."),
  short: z.string().describe("Name in charts and tables."),
  decimals: z.int().min(0).max(6).describe("Decimals of its scores, kept exactly."),
  range: z.tuple([z.number(), z.number()]).describe("Lowest and highest possible score."),
  better: z.enum(["higher", "lower"]).describe("Which way is better for the person."),
  unit: z.string().default("points").describe("Unit of a change."),
  pam_cut_points: z
    .enum(["2010-style", "72.5-style"])
    .optional()
    .describe(
      "Cut points of the levels of the Patient Activation Measure: must be stated for it, has no default.",
    ),
  meaningful_change: z
    .strictObject({
      points: z.number().positive().describe("Size of the change, in points."),
      interval: z
        .tuple([z.number().positive(), z.number().positive()])
        .refine(([lower, upper]) => lower <= upper, "The lower limit must not lie above the upper one.")
        .optional()
        .describe("Interval of that size as published: sentences then say how sure it is."),
      found_in: z
        .string()
        .optional()
        .describe("In whom it was found, such as `136 people with kidney disease`."),
      source: z.string().describe("Where it is published, and for whom."),
    })
    .optional()
    .describe("The change that counts as meaningful, fixed before looking. Without it any change counts."),
  other_thresholds: z
    .array(
      z.strictObject({
        points: z.number().positive().describe("Size of the change, in points."),
        source: z.string().describe("What it was found for, and where."),
      }),
    )
    .max(6)
    .default([])
    .describe("Other published sizes, shown beside the meaningful change and never in place of it."),
  follow_up: z
    .strictObject({
      from_days: z
        .int()
        .min(0)
        .default(1)
        .describe("A follow-up counts from this many days after the baseline."),
      to_days: z.int().positive().default(365).describe("It counts up to this many days."),
      due_after_days: z
        .int()
        .min(0)
        .default(365)
        .describe("A follow-up is due after this many days; best the same as to_days."),
      rate: z
        .enum(["measured", "not_available"])
        .default("measured")
        .describe("not_available where the export holds only people with both scores."),
    })
    .prefault({})
    .describe("When a second score counts as follow-up, and when it is due."),
  regression_to_mean: regressionToMean
    .optional()
    .describe("Outside reference for the change that regression to the mean alone would give."),
});

const instrument = declaredInstrument.transform((one) => ({
  ...one,
  meaningful_change: one.meaningful_change ?? {
    points: Number((10 ** -one.decimals).toFixed(one.decimals)),
    source: "Any change counts: no source gives a change that matters to a person.",
  },
}));

const icb = z.strictObject({
  code: areaCode.describe("Its code of the Organisation Data Service."),
  name: z.string().describe("Its name."),
});
const borough = z.strictObject({
  code: areaCode.describe("Its code of the Office for National Statistics."),
  name: z.string().describe("Its name."),
  icb: z.string().optional().describe("Code of its Integrated Care Board."),
});
const pcn = z.strictObject({
  code: areaCode.describe("Its code of the Organisation Data Service."),
  name: z.string().describe("Its name."),
  borough: z.string().optional().describe("Code of its borough."),
  icb: z.string().optional().describe("Code of its Integrated Care Board."),
  list_size: z.int().positive().optional().describe("Registered patients, for rates."),
  service: z
    .string()
    .optional()
    .describe("The service whose link workers serve it; of several the main one."),
});

/** How a scheme works, so that like is compared with like. Free words; the first of each list is the main one. */
const schemeModel = z.strictObject({
  based_in: z.string().describe("Where link workers sit, for example general practices."),
  employer: z.string().describe("Who employs them."),
  referrers: z.array(z.string()).min(1).describe("Who may refer, the main ones first."),
  offers: z.array(z.string()).min(1).describe("What is offered, the main things first."),
});

const service = z.strictObject({
  id: id.describe("Short name, as the exports or the mappings use it."),
  name: z.string().describe("Name on the pages."),
  borough: z.string().optional().describe("Code of its borough."),
  icb: z.string().optional().describe("Code of its Integrated Care Board."),
  model: schemeModel
    .optional()
    .describe("How the scheme works, so that Compare can keep to networks that work alike."),
});

const codesOf = (words: string) => z.array(z.string()).min(1).optional().describe(words);

/** Whom a project is for. Keys are joined by "and", the values of a key by "or"; `any` holds alternatives. */
const condition = z.strictObject({
  cohorts: codesOf("Codes of the list cohort; one of them must be held."),
  gender: codesOf("Codes of the list gender."),
  ethnic_groups: codesOf("Names of the five ethnic groups."),
  ethnic_categories: codesOf("Codes of the list ethnic_category."),
  languages: codesOf("Codes of the list language."),
  interpreter: z.boolean().optional().describe("Whether an interpreter is needed."),
  gp_registered: codesOf("yes, no or not_known: registered with a general practice."),
  reasons: codesOf("Codes of the list reason; one of them must be held."),
  age_from: z.int().min(0).optional().describe("Youngest age at referral."),
  age_to: z.int().min(0).optional().describe("Oldest age at referral."),
});
const target = condition.extend({
  label: z.string().describe("Who they are, in the words of the pages."),
  any: z
    .array(condition)
    .min(1)
    .optional()
    .describe("Alternatives, one of which must hold; each with the keys above."),
  population: z
    .strictObject({
      target: z.int().positive().describe("People of the target group."),
      others: z.int().positive().describe("All other people."),
      source: z.string().describe("Where the two numbers come from."),
    })
    .optional()
    .describe("People on the lists of the project's networks: for rates of referral."),
});

/** A figure that answers part of a project's question. */
const projectMeasure = z.union([
  z.string().transform((measure) => ({ measure, instrument: "" })),
  z.strictObject({
    measure: z.string().describe("Its id in the measure library."),
    instrument: z.string().default("").describe("The instrument, for measures of outcomes."),
  }),
]);

/** How far the first measure of a project answers its question, said before looking. */
const firstMeasure = z
  .strictObject({
    yes_if: z
      .enum(["higher", "lower"])
      .optional()
      .describe("Which way it goes where the answer is yes. Without it, the way that is better for people."),
    tells: z
      .string()
      .optional()
      .describe("What it tells, as the end of the sentence “The first measure tells …”."),
    does_not_tell: z
      .string()
      .optional()
      .describe("What it leaves open, as the end of the sentence “It does not tell …”."),
  })
  .optional();

const project = z.strictObject({
  id: id.describe("Short name, as the exports or the mappings use it."),
  name: z.string().describe("Name on the pages."),
  borough: z.string().optional().describe("Code of its borough."),
  icb: z.string().optional().describe("Code of its Integrated Care Board."),
  question: z.string().describe("The question it asks, as one sentence with a question mark."),
  service: z.string().optional().describe("Service that runs it: figures of staff are those of the service."),
  pcns: z
    .array(z.string())
    .default([])
    .describe("Codes of the networks that it works in: named beside their figures."),
  windows: windows.optional().describe("Its own windows, where they are not those of the programme."),
  target: target.optional().describe("Whom it is for."),
  comparator: z
    .strictObject({
      label: z.string().describe("What the comparison is called."),
      pcns: z.array(z.string()).min(1).describe("Codes of the networks."),
    })
    .optional()
    .describe("Networks without the project that it is set against."),
  measures: z
    .array(projectMeasure)
    .default([])
    .describe("What answers the question, the main one first; a name alone will do for most."),
  first_measure: firstMeasure.describe("How far the first of the measures answers the question."),
  context: z
    .array(
      z.strictObject({
        text: z.string().describe("The fact, as a sentence."),
        source: z.string().describe("Where it stands."),
        marks: z
          .strictObject({
            measure: z.string().describe("Which of the project's measures."),
            values: z.array(z.number()).min(1).describe("The values; shares from 0 to 1."),
          })
          .optional()
          .describe("Values documented elsewhere: drawn apart, never joined to the project's own."),
      }),
    )
    .default([])
    .describe("Facts from outside the data that help to read the figures."),
  grant: z.number().nonnegative().optional().describe("Money granted, in pounds."),
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
  stages: z
    .array(
      z.strictObject({
        fact: z.enum(pathwayFacts).describe("The fact of the record that the stage rests on."),
        label: z.string().describe("What the programme calls the stage."),
      }),
    )
    .min(2)
    .default([
      { fact: "referred", label: "Referred" },
      { fact: "accepted", label: "Accepted" },
      { fact: "contacted", label: "Reached by a link worker" },
      { fact: "referred_on", label: "Referred on to an activity" },
      { fact: "started", label: "Started the activity" },
      { fact: "completed", label: "Completed the planned sessions" },
    ])
    .describe("Stages in order; a referral is at a stage once it reached this one and all before it."),
  review_within_days: z
    .int()
    .positive()
    .optional()
    .describe("A review is on time up to this many days after the last session."),
});

const programmeOffice = z.strictObject({
  funnel: z
    .array(
      z.strictObject({
        label: z.string().describe("Name of the step."),
        count: z.int().nonnegative().describe("How many were left."),
      }),
    )
    .default([])
    .describe("From applications to funded projects."),
  support: z
    .array(
      z.strictObject({
        id: id.describe("Its kind, as the export of support sessions writes it."),
        label: z.string().describe("Name on the page."),
        planned: z.int().positive().describe("Sessions planned."),
        length: z.string().optional().describe("How long one lasts, in words."),
      }),
    )
    .default([])
    .describe("Kinds of support offered to projects."),
  source: z.string().optional().describe("Where these facts stand."),
});

/** Something that happened on a day and may show in the figures of the time around it; drawn beside charts over time. */
const event = z.strictObject({
  date: isoDate.describe("The day."),
  label: z
    .string()
    .min(1)
    .max(60, "at most 60 letters, so that it fits on a chart")
    .describe("What happened, in at most 60 letters."),
  project: z.string().optional().describe("The project, where it happened to one only."),
});

/** A target for a measure, agreed beforehand: control charts say whether a network will meet it. */
const measureTarget = z.strictObject({
  measure: z.string().describe("Its id in the measure library."),
  instrument: z.string().default("").describe("The instrument, for measures of outcomes."),
  value: z.number().describe("The target in the measure's own unit; shares from 0 to 1."),
  source: z.string().describe("Who agreed it, and when."),
});

const policyIds = ["nhs-england", "opensafely", "opensafely-midpoint6", "strict", "none"] as const;

/** Rules by which numbers are withheld and rounded; `none` is for local work. */
const disclosurePolicy = z.enum(policyIds, {
  error: ({ input }) => `there is no policy "${String(input)}": choose ${policyIds.join(", ")}`,
});

const surveyName = {
  id: id.describe("Short name."),
  label: z.string().describe("Name on the page."),
  source: z.string().describe("Where the question and its scoring stand; shown with the figure."),
  better: z.enum(["higher", "lower"]).describe("Which way is better."),
  instrument: z.string().describe("The survey, as its profile sets it."),
} as const;

/** A question of the staff survey: which answers are counted, of which. */
const surveyItem = z.strictObject({
  ...surveyName,
  item: z.string().describe("The question, as its profile sets it."),
  counted: z.array(z.string()).min(1).describe("Answers that count towards the share."),
  answers: z.array(z.string()).min(2).describe("All answers that the share is of."),
});

/** A score of the staff survey: the mean of the points of its items. */
const surveyScore = z.strictObject({
  ...surveyName,
  items: z.array(z.string()).min(1).max(12).describe("Its questions."),
  points: z
    .record(
      z.string(),
      z.number().refine((points) => Number.isInteger(Math.round(points * 1e6) / 1e4), {
        error: "points have two decimals at most",
      }),
    )
    .describe("Points of each answer, with two decimals at most."),
  reversed: z
    .array(z.string())
    .default([])
    .describe("Questions whose points are turned round: lowest and highest change places."),
  min_answered: z.int().positive().optional().describe("Fewest answers that make a score. Without it all."),
});

const weightOf = (words: string) => z.number().min(0).max(10).default(0.5).describe(words);

/** A programme folder's `programme.yaml`. */
export const programmeSchema = z.strictObject({
  id: id.describe("Short name of the programme; a later release is compared only with one of the same id."),
  name: z.string().describe("Name on every page."),
  synthetic: z
    .boolean()
    .describe("true where all records are made up: SYNTHETIC then stands on every page, chart and export."),
  window: span.describe("The days that are evaluated, both ends counted."),
  windows: windows
    .prefault({})
    .describe("Parts of the window that a question about before, during and after compares."),
  data_date: isoDate.describe("The day the exports were taken. It dates every document."),
  synthetic_key: z
    .string()
    .min(16)
    .optional()
    .describe("Key for pseudonyms, only where every record is made up. Real keys stay outside the folder."),
  dates: z
    .strictObject({
      order: dateOrder
        .optional()
        .describe("How exports write dates where a source does not say; without it day first."),
      earliest: isoDate
        .default(parseIsoDate("1900-01-01"))
        .describe("Earlier dates are refused as implausible. Without it 1900-01-01."),
    })
    .prefault({})
    .describe("How dates are read."),
  areas: z
    .strictObject({
      version: z.string().describe("Which version of the codes these are: boards and networks merge."),
      icbs: z.array(icb).default([]).describe("Integrated Care Boards."),
      boroughs: z.array(borough).default([]).describe("Boroughs."),
      pcns: z.array(pcn).default([]).describe("Primary Care Networks."),
    })
    .default({ version: "not stated", icbs: [], boroughs: [], pcns: [] })
    .describe("Areas that figures are shown for."),
  services: z.array(service).default([]).describe("Services with link workers."),
  reference_populations: z
    .array(referencePopulation)
    .default([])
    .describe("Who lives there, or is registered there: what referrals are set against."),
  projects: z.array(project).default([]).describe("Projects, each with its own question and page."),
  events: z.array(event).default([]).describe("What happened on a day, drawn on charts over time."),
  targets: z.array(measureTarget).default([]).describe("Targets that control charts are judged against."),
  pathway: pathway.prefault({}).describe("Stages from referral to completion."),
  programme_office: programmeOffice.prefault({}).describe("How projects were chosen and supported."),
  workforce: z
    .strictObject({
      referrals_per_fte: z
        .strictObject({
          from: z.number().describe("Fewest."),
          to: z.number().describe("Most."),
          source: z.string().describe("Whose guidance it is."),
        })
        .optional()
        .describe("New people a year for each full-time link worker: guidance to set figures against."),
      complexity_weights: z
        .strictObject({
          several_reasons: weightOf("Added for a referral with several reasons."),
          crisis: weightOf("Added for a referral in a crisis."),
          smi: weightOf("Added for a person with severe mental illness."),
          interpreter: weightOf("Added where an interpreter is needed."),
        })
        .prefault({})
        .describe(
          "What an open case counts for beyond 1. The defaults are a choice: nothing published tells them apart.",
        ),
      cbi_min_answered: z
        .strictObject({
          personal: z.int().positive().describe("Of the six on personal burnout."),
          work: z.int().positive().describe("Of the seven on work."),
          client: z.int().positive().describe("Of the six on the people supported."),
        })
        .optional()
        .describe("Fewest answers that make a score of the Copenhagen Burnout Inventory. Without it all."),
      cbi_points: z
        .array(
          z.strictObject({
            source: z.string().describe("Id of the source."),
            hundred_is: z
              .enum(["most burnout", "least burnout"])
              .describe("What 100 points stand for in that export."),
          }),
        )
        .default([])
        .describe("Sources whose burnout answers are points, every question turned one way already."),
      survey_respondents_followed: z
        .boolean()
        .default(false)
        .describe("true where people keep their code from one staff survey to the next."),
      survey_items: z
        .array(surveyItem)
        .default([])
        .describe("Questions of the staff survey of which a share is shown."),
      survey_scores: z
        .array(surveyScore)
        .default([])
        .describe("Scores from several questions, by rules that the programme answers for."),
      time_from: z
        .array(z.string())
        .min(1)
        .optional()
        .describe("Sources that working time is taken from. Without it all contacts with minutes."),
      staff_names_file: z
        .string()
        .optional()
        .describe("Which name is which staff number: a CSV file, read for the local view alone."),
    })
    .prefault({})
    .describe("What the figures of staff are set against, and how surveys are scored."),
  case_studies_file: z
    .string()
    .optional()
    .describe("People's own words, with consent: a YAML file below the programme folder."),
  sources: z.array(source).min(1).describe("The exports, and how each is read."),
  limits: limits.prefault({}).describe("Most that is read, against broken or hostile files."),
  instruments: z.array(instrument).default([]).describe("Outcome measures that the programme uses."),
  publisher: z
    .strictObject({
      name: z.string().min(1).describe("Name of the organisation."),
      contact: z
        .string()
        .min(1)
        .describe(
          "How readers reach it: an address of e-mail, a telephone number, or a page. Shown as it stands.",
        ),
    })
    .optional()
    .describe("Who publishes the site and answers for it; the accessibility statement names it."),
  disclosure: z
    .strictObject({
      policy: disclosurePolicy
        .default("nhs-england")
        .describe("Rules by which numbers are withheld and rounded; none is for local work only."),
    })
    .prefault({})
    .describe("How people are protected in what is published."),
  opt_out_file: z
    .string()
    .optional()
    .describe("NHS numbers of people who opted out, one a line; applied before anything is stored."),
});

export type Programme = z.output<typeof programmeSchema>;
export type ProgrammeSource = Programme["sources"][number];
export type ReadLimits = Programme["limits"];

/** The limits where programme.yaml sets none. */
export const defaultLimits: ReadLimits = limits.parse({});
export type Instrument = Programme["instruments"][number];
export type ProgrammeProject = Programme["projects"][number];
export type ProjectTarget = NonNullable<ProgrammeProject["target"]>;
