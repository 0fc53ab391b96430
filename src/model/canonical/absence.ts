import { z } from "zod";
import { date, decimal, text } from "./column.ts";

/** A spell of absence of a member of staff. One illness stands once for each assignment the person holds. */
export const absence = z
  .strictObject({
    staff_key: text("Member of staff", "Keyed pseudonym."),
    assignment: text("Assignment", "Pseudonym of the post or assignment the spell is booked against."),
    kind: text("Kind", "sickness or other."),
    first_day: date("First day"),
    last_day: date("Last day", "Null: still absent."),
    fte: decimal(
      "Full-time equivalent",
      "Of the post: times the days of a period it gives the FTE days lost in it.",
    ),
    fte_days: decimal(
      "FTE days lost",
      "Of the whole spell, as exported: up to the export where it has not ended.",
    ),
    hours: decimal("Hours lost"),
  })
  .describe(
    "A spell of absence of a member of staff. One illness stands once for each assignment the person holds.",
  );
