import { z } from "zod";
import { date, decimal, text } from "./column.ts";

/** A spell of absence of a member of staff. One illness stands once for each assignment the person holds. */
export const absence = z.strictObject({
  staff_key: text("Member of staff", "Keyed pseudonym."),
  assignment: text("Assignment", "Post the spell is booked against."),
  kind: text("Kind", "sickness or other."),
  first_day: date("First day"),
  last_day: date("Last day", "Null: still absent."),
  fte_days: decimal("FTE days lost"),
  hours: decimal("Hours lost"),
});
