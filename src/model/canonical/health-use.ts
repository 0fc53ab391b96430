import { z } from "zod";
import { integer, text } from "./column.ts";

/** Use of health services in a period, such as GP contacts before and after a referral. */
export const healthUse = z.strictObject({
  person_key: text("Person"),
  period: text("Period"),
  kind: text("Kind of use"),
  count: integer("Times used"),
});
