import { z } from "zod";
import { date, integer, text, whole } from "./column.ts";

/** One score of one instrument on one day. */
export const outcome = z
  .strictObject({
    record_key: text(
      "Record",
      "The export row it came from: ties a baseline to a follow-up where dates are absent.",
    ),
    person_key: text("Person"),
    referral_key: text("Referral"),
    instrument: text("Instrument"),
    stage: text("Stage", "baseline or follow_up."),
    date: date("Date completed"),
    score: whole("Score, scaled", "Score × 10^decimals of the instrument: an exact integer."),
    level_recorded: integer("Level as exported"),
    mode: text("Mode of completion", "For example telephone or face to face."),
  })
  .describe("One score of one instrument on one day.");
