import { z } from "zod";

/** Characteristics that a population can be counted by, and the ages that its people may have to match referrals. */
const AGES_OF = {
  gender: ["all", "20+"],
  age_band_20: ["20+"],
  ethnic_group: ["all"],
  ethnic_category: ["all"],
  language_group: ["3+"],
  language: ["3+"],
  interpreter: ["3+"],
  imd_quintile: ["all"],
} as const;
export type PopulationBreakdown = keyof typeof AGES_OF;
const breakdowns = Object.keys(AGES_OF) as [PopulationBreakdown, ...PopulationBreakdown[]];

/** Populations that come with the software: `data/reference/populations/<id>.csv`. */
export const shippedPopulations = {
  "census-2021-ethnic-category": {
    of: "ethnic_category",
    title: "Census 2021: residents of all ages, by ethnic group",
    people: "residents of all ages",
    ages: "all",
    source: "Office for National Statistics, Census 2021, table TS021, Open Government Licence v3.0",
  },
  "census-2021-main-language-english": {
    of: "language_group",
    title: "Census 2021: residents aged 3 and over, by main language",
    people: "residents aged 3 and over",
    ages: "3+",
    source: "Office for National Statistics, Census 2021, table TS029, Open Government Licence v3.0",
  },
  "census-2021-main-language": {
    of: "language",
    title: "Census 2021: residents aged 3 and over, by main language",
    people: "residents aged 3 and over",
    ages: "3+",
    source: "Office for National Statistics, Census 2021, table TS024, Open Government Licence v3.0",
  },
  "census-2021-english-proficiency": {
    of: "interpreter",
    title: "Census 2021: residents aged 3 and over, by how well they speak English",
    people: "residents aged 3 and over",
    ages: "3+",
    source: "Office for National Statistics, Census 2021, table TS029, Open Government Licence v3.0",
  },
} as const satisfies Readonly<
  Record<string, Omit<PopulationFacts, "id" | "of" | "synthetic"> & { readonly of: PopulationBreakdown }>
>;
type ShippedId = keyof typeof shippedPopulations;

/** What is said of a population wherever a figure rests on it. */
export interface PopulationFacts {
  readonly id: string;
  readonly of: PopulationBreakdown;
  readonly title: string;
  /** Who is counted, in the words of a sentence: `residents of all ages`. */
  readonly people: string;
  readonly ages: "all" | "3+" | "20+";
  readonly source: string;
  /** True where the people are invented, as a sample's may be. */
  readonly synthetic: boolean;
}

/** A population by the areas and categories that referrals are counted by: whole numbers of people. */
export interface ReferencePopulation extends PopulationFacts {
  readonly rows: readonly {
    readonly area_type: string;
    readonly area: string;
    readonly category: string;
    readonly people: number;
  }[];
}

const madeOf = z
  .record(z.string(), z.array(z.string()).min(1))
  .default({})
  .describe("Rows of the table that an area is made of, where it is not the row of its own code.");

const declared = {
  id: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9_-]*$/, "use letters, digits, - and _ only")
    .describe("Short name."),
  title: z.string().min(1).describe("What the pages call it."),
  people: z.string().min(1).describe("Who is counted, as within a sentence."),
  source: z.string().min(1).describe("Where the table comes from, with its licence."),
  file: z.string().min(1).describe("A CSV file below the programme folder."),
  area_type: z
    .enum(["pcn", "borough", "service", "project", "programme"])
    .describe("Which areas its rows are."),
  synthetic: z.boolean().default(false).describe("true where the people are made up."),
  made_of: madeOf,
};

/** A population that referrals are set against: one that comes with the software, one of the user's, or a registered list. */
export const referencePopulation = z.union([
  z.strictObject({
    shipped: z
      .enum(Object.keys(shippedPopulations) as [ShippedId, ...ShippedId[]])
      .describe("One that comes with the software; then nothing else but made_of is given."),
    made_of: madeOf,
  }),
  /** NHS England, Patients Registered at a GP Practice, by sex and five-year band: gender and age, 20 and over. */
  z.strictObject({
    ...declared,
    layout: z
      .literal("nhs_registered_list")
      .describe("The CSV file of NHS England as it is: gives gender and age."),
  }),
  z
    .strictObject({
      ...declared,
      of: z.enum(breakdowns).describe("The characteristic that people are counted by."),
      ages: z.enum(["all", "3+", "20+"]).describe("Ages counted; each characteristic has its own."),
    })
    .refine(({ of, ages }) => (AGES_OF[of] as readonly string[]).includes(ages), {
      message:
        "these ages do not match: ethnic group and deprivation take all, language and interpreter 3+, age 20+, gender all or 20+",
      path: ["ages"],
    }),
]);
export type DeclaredPopulation = z.output<typeof referencePopulation>;
