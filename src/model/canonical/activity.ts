import { z } from "zod";
import { date, integer, text } from "./column.ts";

/** What a person is referred on to. */
export const activity = z
  .strictObject({
    referral_key: text("Referral"),
    person_key: text("Person"),
    provider: text("Provider"),
    service: text("Service"),
    type: text("Type of activity", "Code of the activity list."),
    referred_date: date("Referred on"),
    started_date: date("Started"),
    ended_date: date("Ended"),
    sessions_planned: integer("Sessions planned"),
    sessions_attended: integer("Sessions attended"),
    waiting_reason: text("Reason for waiting"),
    feedback: integer("Feedback", "Rating from 1 (poor) to 5 (very good); never free text."),
  })
  .describe("What a person is referred on to.");
