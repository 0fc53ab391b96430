import { z } from "zod";
import { date, flag, integer, text } from "./column.ts";

/** An attempt to be in touch, or work done for a referral. */
export const contact = z
  .strictObject({
    source_contact_id: text("Contact number in the source system"),
    referral_key: text("Referral"),
    person_key: text("Person"),
    service: text("Service"),
    link_worker: text("Link worker", "Keyed pseudonym of a member of staff."),
    date: date("Date"),
    mode: text("Mode", "face to face, telephone, video, home, group or text."),
    attendance: text("Attendance", "attended, did not attend, cancelled by the person or by the service."),
    minutes: integer("Minutes"),
    kind: text("Kind of work", "direct, administration, responding to service failures or travel."),
    interpreter_booked: flag("Interpreter booked"),
    interpreter_present: flag("Interpreter present"),
    language_matched: flag("Worker speaks the person's language"),
    two_way: flag("Two-way contact"),
  })
  .describe("An attempt to be in touch, or work done for a referral.");
