import { z } from "zod";
import { date, text } from "./column.ts";

/** One answer of a member of staff to one item of a survey. */
export const workforceResponse = z.strictObject({
  respondent_key: text("Respondent", "Keyed pseudonym or anonymous key."),
  service: text("Service"),
  date: date("Date"),
  instrument: text("Instrument"),
  item: text("Item"),
  answer: text("Answer"),
});
