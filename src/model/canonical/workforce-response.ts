import { z } from "zod";
import { date, text } from "./column.ts";

/** One answer of a member of staff to one item of a survey. */
export const workforceResponse = z
  .strictObject({
    respondent_key: text("Respondent", "Keyed pseudonym or anonymous key."),
    service: text("Service"),
    role: text("Role"),
    wave: text("Wave", "Which round of the survey, e.g. its financial year."),
    date: date("Date"),
    instrument: text("Instrument"),
    item: text("Item"),
    answer: text("Answer", "Code of the answer list."),
  })
  .describe("One answer of a member of staff to one item of a survey.");
