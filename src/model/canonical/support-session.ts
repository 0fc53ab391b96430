import { z } from "zod";
import { date, integer, text } from "./column.ts";

/** A session of support that a programme offers its projects. */
export const supportSession = z
  .strictObject({
    project: text("Project"),
    date: date("Date"),
    kind: text("Kind"),
    attended: integer("People attending"),
  })
  .describe("A session of support that a programme offers its projects.");
