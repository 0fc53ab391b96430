import { z } from "zod";
import { date, decimal, text } from "./column.ts";

/** Money a project spent. */
export const spend = z
  .strictObject({
    project: text("Project"),
    date: date("Date"),
    kind: text("Kind of spend"),
    amount: decimal("Amount", "Pounds."),
  })
  .describe("Money a project spent.");
