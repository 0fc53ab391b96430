import { z } from "zod";
import { dateOrder } from "./date-order.ts";

/**
 * Where one canonical field comes from.
 *
 * `columns`: the first that is filled in wins. `type` says how its text is read:
 * `text`, `date`, `date_time`, `birth_year` (from a date or a year), `integer`, `decimal`,
 * `hours` (decimal, or hours and minutes such as 37:30, over 24 too), `score` (scaled by the instrument's decimals), `flag` (yes/no), `code` (through the code list `codes`),
 * `suppressed` (whether the cell holds one of the texts that mean suppressed; null where it is blank).
 */
const fieldMapping = z
  .union([
    z.string().transform((column) => ({ column })),
    z.strictObject({
      column: z.union([z.string(), z.array(z.string()).min(1)]).optional(),
      constant: z.string().optional(),
      type: z
        .enum([
          "text",
          "date",
          "date_time",
          "birth_year",
          "integer",
          "decimal",
          "hours",
          "score",
          "flag",
          "code",
          "suppressed",
        ])
        .optional(),
      codes: z.string().optional(),
      /** The row is quarantined where the field is blank. */
      required: z.boolean().default(false),
      /** Values that mean "coded missing" in this column, on top of the profile's. */
      missing: z.array(z.string()).default([]),
      /** Splits a cell that holds several values. */
      split: z.string().optional(),
      /** Adds up these columns (whole numbers); blank where one of them is. */
      sum: z.array(z.string()).min(2).optional(),
      /** Tick boxes, one column each: those that are ticked are the values, each by its column's name here. */
      ticked: z.array(z.string()).min(1).optional(),
      /** Puts these columns together into one number of a record, stored as a keyed pseudonym. */
      join: z.array(z.string()).min(1).optional(),
      /** Turns a raw score into the scale's own by a table of data/reference/conversions. */
      convert: z.string().optional(),
    }),
  ])
  .transform((mapping) => ({
    required: false,
    missing: [] as string[],
    constant: undefined as string | undefined,
    type: undefined as string | undefined,
    codes: undefined as string | undefined,
    split: undefined as string | undefined,
    sum: undefined as string[] | undefined,
    ticked: undefined as string[] | undefined,
    join: undefined as string[] | undefined,
    convert: undefined as string | undefined,
    ...mapping,
    column: mapping.column === undefined ? [] : [mapping.column].flat(),
  }));

/** One canonical row that each export row may give. */
const tableMapping = z.strictObject({
  /** Fields with the same value on every row, e.g. instrument and stage. */
  set: z.record(z.string(), z.string()).default({}),
  fields: z.record(z.string(), fieldMapping),
  /** No row is made unless all these columns hold a value. */
  requires: z.array(z.string()).default([]),
});

/** A record in which a column called `constructor` is not found unless it stands there. */
const plainRecord = <T>(given: Readonly<Record<string, T>>): Readonly<Record<string, T>> =>
  Object.assign(Object.create(null), given);

/** How the columns of an export map on to the canonical model. */
const mappingSchema = z.strictObject({
  kind: z.enum(["delimited", "workbook", "parquet"]),
  /** Workbook: the sheet's name; absent = the first visible sheet that holds the header. */
  sheet: z.string().optional(),
  /** Columns that must be there; the header row is the first row that holds them all. */
  recognise: z.array(z.string()).min(1),
  /** Column name → other spellings seen in exports. */
  synonyms: z.record(z.string(), z.array(z.string())).default({}).transform(plainRecord),
  dates: dateOrder.optional(),
  /** Texts that mean "coded missing" in any column. Blank is always missing. */
  missing: z.array(z.string()).default([]),
  /** Texts that mean "suppressed by the publisher" in any column. */
  suppressed: z.array(z.string()).default([]),
  /** Columns whose value stands only on the first row of a group: blank cells take the value above. */
  fill_down: z.array(z.string()).default([]),
  /** Years that mean "no end yet" in a date, as staff systems write it. */
  open_ended_years: z.array(z.int()).default([]),
  /** Rows of sums and notes, found by the start of the first filled-in cell. */
  total_rows: z.array(z.string()).default(["total", "grand total"]),
  where: z.record(z.string(), z.array(z.string()).min(1)).default({}),
  /** A column that stacks levels (practice, PCN, ICB …) whose sums repeat: `where` must pick one. */
  stacked_levels: z.string().optional(),
  /** How a row identifies its person: both kinds are replaced by keyed pseudonyms while loading. */
  person: z
    .strictObject({
      nhs_number: z.string().optional(),
      /** The source system's own number, for people without an NHS number. */
      local_id: z.string().optional(),
      /** `row`: each row of the file is a person (anonymous published microdata). */
      each: z.literal("row").optional(),
    })
    .optional(),
  /** Columns that hold no identifier and may be printed in the quarantine file. Mapped ones are known. */
  safe: z.array(z.string()).default([]),
  /** Columns that identify a person or a member of staff: never stored, never printed. */
  identifying: z.array(z.string()).default([]),
  tables: z.record(z.string(), z.union([tableMapping.transform((one) => [one]), z.array(tableMapping)])),
});

/** A mapping that stands in programme.yaml itself. */
export const inlineMapping = mappingSchema.extend({ kind: mappingSchema.shape.kind.default("delimited") });

/** How one layout of export maps on to the canonical model: `loaders/profiles/*.yaml`. */
export const profileSchema = mappingSchema.extend({
  id: z.string(),
  title: z.string(),
  /** What is known about the true layout, and what is a starting point. */
  evidence: z.string(),
});

export type Profile = z.output<typeof profileSchema>;
export type TableMapping = Profile["tables"][string][number];
export type FieldMapping = TableMapping["fields"][string];
