import { z } from "zod";
import { text } from "./column.ts";

/** What mattered to the person, and whether it was met. */
export const goal = z.strictObject({
  referral_key: text("Referral"),
  person_key: text("Person"),
  concern: text("Concern"),
  met: text("Met", "met, partly or not_met."),
});
