import { z } from "zod";
import { flag, integer, text } from "./column.ts";

/** A person who was referred or measured. One row a person; the key is a keyed pseudonym. */
export const person = z
  .strictObject({
    person_key: text("Person", "Keyed pseudonym (HMAC-SHA-256); never an identifier."),
    key_kind: text(
      "Kind of key",
      "nhs_number, local (the source system's own id) or row (anonymous microdata).",
    ),
    birth_year: integer("Year of birth"),
    age_band_recorded: text(
      "Age band as exported",
      "Only where the export gives a band and no date or year of birth.",
    ),
    gender: text(
      "Gender",
      "NHS person stated gender: 1 male, 2 female, 9 indeterminate; Z not stated and X not known are kept apart.",
    ),
    ethnic_category: text("Ethnic category", "NHS 16+1 code; Z not stated and 99 not known are kept apart."),
    language: text("Main spoken language", "ISO 639 code; q4 British Sign Language."),
    interpreter_required: flag("Interpreter required"),
    imd_decile: integer("Deprivation decile", "National decile; 1 is the most deprived tenth."),
    imd_vintage: text("Deprivation vintage", "2019 or 2025: the two are not comparable."),
    gp_registered: text("Registered with a general practice", "yes, no or not_known."),
    practice: text("General practice", "ODS code."),
    borough: text("Borough of residence", "ONS code."),
    gp_borough: text(
      "Borough of the general practice",
      "ONS code; where the person is registered elsewhere.",
    ),
  })
  .describe("A person who was referred or measured. One row a person; the key is a keyed pseudonym.");

/** A group of people a programme looks at, such as carers. Many per person. */
export const cohort = z
  .strictObject({
    person_key: text("Person"),
    cohort: text("Cohort", "Code of the cohort list."),
  })
  .describe("A group of people a programme looks at, such as carers. Many per person.");
