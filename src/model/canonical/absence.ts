import { z } from "zod";
import { date, decimal, text } from "./column.ts";

/** A spell of absence of a member of staff. */
export const absence = z.strictObject({
  staff_key: text("Member of staff"),
  first_day: date("First day"),
  last_day: date("Last day", "Null: still absent."),
  fte_days: decimal("FTE days lost"),
});
