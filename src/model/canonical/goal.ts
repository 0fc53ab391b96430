import { z } from "zod";
import { date, text } from "./column.ts";

/** What mattered to the person, and whether it was met. */
export const goal = z
  .strictObject({
    referral_key: text("Referral"),
    person_key: text("Person"),
    service: text("Service"),
    concern: text("Concern", "Code of the reason list; never the person's own words."),
    date: date("Date of the review"),
    met: text("Met", "met, partly or not_met."),
  })
  .describe("What mattered to the person, and whether it was met.");
