import { z } from "zod";
import { date, flag, integer, text } from "./column.ts";

/** An attempt to be in touch, or work done for a referral. */
export const contact = z.strictObject({
  referral_key: text("Referral"),
  person_key: text("Person"),
  link_worker: text("Link worker"),
  date: date("Date"),
  mode: text("Mode", "face to face, telephone, video, home, group or text."),
  attendance: text("Attendance", "attended, did not attend, cancelled by the person or by the service."),
  minutes: integer("Minutes"),
  kind: text("Kind of work", "direct, administration, responding to service failures or travel."),
  interpreter_present: flag("Interpreter present"),
  two_way: flag("Two-way contact"),
});
