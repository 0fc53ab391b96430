import type { DateOrder } from "../src/model/date-order.ts";
import type { Profile } from "../src/model/profile.ts";
import type { Programme, ProgrammeSource } from "../src/model/programme.ts";

/** The date order of a source's columns, and who said so. */
export interface DeclaredDateOrder {
  readonly order: DateOrder;
  /** `profile` and `default` are starting points: nobody who knows the export has said so. */
  readonly by: "source" | "programme" | "profile" | "default";
}

/** The order in which a source writes dates: of the source, the programme, the profile, else that of the United Kingdom. */
export function dateOrderOf(
  source: Pick<ProgrammeSource, "date_order">,
  profile: Pick<Profile, "dates">,
  programme: Pick<Programme, "dates">,
): DeclaredDateOrder {
  if (source.date_order !== undefined) return { order: source.date_order, by: "source" };
  // What the programme declares for all its exports does not override a layout that is known to differ.
  if (profile.dates !== undefined && profile.dates !== programme.dates.order) {
    return { order: profile.dates, by: "profile" };
  }
  if (programme.dates.order !== undefined) return { order: programme.dates.order, by: "programme" };
  return { order: "dmy", by: "default" };
}
