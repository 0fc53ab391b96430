import type { SampleStaff } from "./draw-staff.ts";
import { staffName } from "./names.ts";

/** File that says which name of the case records is which staff number. */
export const STAFF_NAMES = "staff-names.csv";

/**
 * The names under which the case records know link workers, beside their staff numbers. A case record keeps the name of
 * the post's first holder, as systems do in which nobody renames a user: it stands for whoever holds the post last.
 */
export function staffNames(staff: readonly SampleStaff[]): string {
  const holders = new Map(
    staff.flatMap(({ role, assignments, number }) => {
      const worker = /-(LW\d+)/.exec(assignments[0]?.post ?? "")?.[1];
      return role !== "link_worker" || worker === undefined ? [] : [[worker, number] as const];
    }),
  );
  const lines = [...holders].sort().map(([worker, number]) => `${number},${staffName(worker)}`);
  return ["# SYNTHETIC: invented people", "staff_id,name_in_case_records", ...lines, ""].join("\n");
}
