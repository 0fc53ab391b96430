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
      column: z
        .union([z.string(), z.array(z.string()).min(1)])
        .optional()
        .describe("Column of the export; of several the first that is filled in wins."),
      constant: z.string().optional().describe("The same value on every row, in place of a column."),
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
        .optional()
        .describe("How the text is read. Without it the field's own type, or code beside codes."),
      codes: z.string().optional().describe("The code list that the values are looked up in."),
      required: z.boolean().default(false).describe("Whether a row without it goes to quarantine."),
      missing: z
        .array(z.string())
        .default([])
        .describe("Values that mean missing in this column, on top of the mapping's."),
      split: z.string().optional().describe("The sign between several values in one cell."),
      sum: z
        .array(z.string())
        .min(2)
        .optional()
        .describe("Columns of whole numbers to add up; blank where one of them is."),
      ticked: z
        .array(z.string())
        .min(1)
        .optional()
        .describe("Tick boxes, one column each: the names of those ticked are the values."),
      join: z
        .array(z.string())
        .min(1)
        .optional()
        .describe("Columns that make one number of a record together, stored as a pseudonym."),
      convert: z
        .string()
        .optional()
        .describe("Table of data/reference/conversions that turns a raw score into the scale's own."),
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
  set: z
    .record(z.string(), z.string())
    .default({})
    .describe("Fields with the same value on every row, such as instrument and stage."),
  fields: z
    .record(z.string(), fieldMapping)
    .describe("Field of the table, and the column it comes from; a column's name alone will do."),
  requires: z
    .array(z.string())
    .default([])
    .describe("Columns that must all hold a value, or no record is made of the row."),
});

/** A record in which a column called `constructor` is not found unless it stands there. */
const plainRecord = <T>(given: Readonly<Record<string, T>>): Readonly<Record<string, T>> =>
  Object.assign(Object.create(null), given);

/** How the columns of an export map on to the canonical model. */
const mappingSchema = z.strictObject({
  kind: z.enum(["delimited", "workbook", "parquet"]).describe("Kind of file."),
  sheet: z
    .string()
    .optional()
    .describe("Sheet of a workbook. Without it the first visible one that holds the header."),
  recognise: z
    .array(z.string())
    .min(1)
    .describe("Columns that must be there; the first row that holds them all is the header."),
  synonyms: z
    .record(z.string(), z.array(z.string()))
    .default({})
    .transform(plainRecord)
    .describe("Column, and other spellings of its name."),
  dates: dateOrder.optional().describe("How dates are written."),
  missing: z
    .array(z.string())
    .default([])
    .describe("Texts that mean missing in any column. Blank always does."),
  suppressed: z
    .array(z.string())
    .default([])
    .describe("Texts by which a publisher says that a value is withheld."),
  fill_down: z
    .array(z.string())
    .default([])
    .describe("Columns whose value stands only on the first row of a group."),
  open_ended_years: z
    .array(z.int())
    .default([])
    .describe("Years that mean no end yet, as staff systems write them."),
  total_rows: z
    .array(z.string())
    .default(["total", "grand total"])
    .describe("How the first filled-in cell of a sum or note begins."),
  where: z
    .record(z.string(), z.array(z.string()).min(1))
    .default({})
    .describe("Rows to keep: column and the values accepted."),
  stacked_levels: z
    .string()
    .optional()
    .describe("A column that stacks levels whose sums repeat: where must pick one."),
  person: z
    .strictObject({
      nhs_number: z.string().optional().describe("Column of the NHS number."),
      local_id: z.string().optional().describe("Column of the system's own number."),
      each: z.literal("row").optional().describe("row: each row is a person, as in anonymous public data."),
    })
    .optional()
    .describe("How a row says whose it is. What stands there is replaced by a pseudonym while loading."),
  safe: z
    .array(z.string())
    .default([])
    .describe("Columns that identify nobody and may be printed in the quarantine file."),
  identifying: z
    .array(z.string())
    .default([])
    .describe("Columns that identify a person or a member of staff: never stored, never printed."),
  tables: z
    .record(z.string(), z.union([tableMapping.transform((one) => [one]), z.array(tableMapping)]))
    .describe("Tables of the model that a row gives records for."),
});

/** A mapping that stands in programme.yaml itself. */
export const inlineMapping = mappingSchema.extend({ kind: mappingSchema.shape.kind.default("delimited") });

/** How one layout of export maps on to the canonical model: `loaders/profiles/*.yaml`. */
export const profileSchema = mappingSchema.extend({
  id: z.string().describe("Short name, given as profile."),
  title: z.string().describe("What it reads."),
  evidence: z.string().describe("What is known about the true layout, and what is a starting point."),
});

export type Profile = z.output<typeof profileSchema>;
export type TableMapping = Profile["tables"][string][number];
export type FieldMapping = TableMapping["fields"][string];
