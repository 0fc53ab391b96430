import { z } from "zod";
import { integer, text } from "./column.ts";

/** Use of health services in a period, such as GP contacts before and after a referral. */
export const healthUse = z
  .strictObject({
    person_key: text("Person"),
    period: text("Period", "before or after the first referral: windows of the same length."),
    kind: text("Kind of use", "gp (contacts with general practice) or another code."),
    count: integer("Times used"),
  })
  .describe("Use of health services in a period, such as GP contacts before and after a referral.");
