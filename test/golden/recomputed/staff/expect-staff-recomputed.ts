import { expect } from "vitest";
import type { Programme } from "../../../../src/model/programme.ts";
import { loadSolver } from "../../../../src/release/lp-solver.ts";
import type { Database } from "../../../../src/warehouse/database.ts";
import { unlikeDerived } from "./caseload-derived.ts";
import { compareStaff, type StaffRow, unlikeExact } from "./compare-staff.ts";
import { narrowedMeans, narrowedShares, narrowedSums, needlesslyHidden } from "./people-attack.ts";
import { type StaffExact, type StaffPlace, staffKey } from "./staff-exact.ts";
import { RECOMPUTED_OF_STAFF, staffFigures } from "./staff-figures.ts";
import { shownAs } from "./staff-policy.ts";
import { staffRecords } from "./staff-records.ts";
import { TimeAttack } from "./time-attack.ts";

type Row = Readonly<Record<string, unknown>>;

/** Rows of figures of staff, which are recomputed by themselves. */
export const isOfStaff = ({ measure }: Row): boolean => RECOMPUTED_OF_STAFF.some((one) => one === measure);

/**
 * Holds every figure of staff in a release, and the estimates that it was made from, to single records of its warehouse,
 * added up anew in TypeScript by the words of the measure library, with the policy's words applied anew; and attacks what is shown of staff with all of it at
 * once. Nothing of src/measures, src/statistics or src/release takes part, but for the solver.
 */
export async function expectStaffRecomputed(
  database: Database,
  programme: Programme,
  rows: readonly Row[],
  estimates: readonly object[],
): Promise<void> {
  const released = rows.filter(isOfStaff) as unknown as readonly StaffRow[];
  const records = await staffRecords(database, programme);
  const exact = staffFigures(records, programme);
  const found = compareStaff(released, exact);
  console.log(
    `recomputed of staff: ${found.checked} figures shown, ${[...found.primary].map(([why, n]) => `${n} not shown (${why})`).join(", ")}, ${found.secondary.length} for the sake of others`,
  );
  expect(found.wrong.slice(0, 20)).toEqual([]);
  expect(found.checked).toBeGreaterThan(1200);
  // Bands and steps hide much: so before protection too, to the last digit.
  const unprotected = (estimates as readonly StaffRow[]).filter(isOfStaff);
  expect(unprotected.length).toBe(released.length);
  expect(unlikeExact(unprotected, exact).slice(0, 20)).toEqual([]);
  expect(unlikeDerived(rows as unknown as readonly StaffRow[], programme).slice(0, 20)).toEqual([]);
  const missing = RECOMPUTED_OF_STAFF.filter((measure) => !released.some((row) => row.measure === measure));
  expect(missing).toEqual([]);

  expectFindsFaults(released, exact);

  // What an outsider works out from all of it together.
  expect(narrowedShares(released, exact)).toEqual([]);
  expect(narrowedMeans(released, exact)).toEqual([]);
  expect(narrowedSums(released, exact)).toEqual([]);
  // What the attacks are worth: were everything shown, each would find somebody.
  const open = released.map((row): StaffRow => {
    const one = exact.get(staffKey(row.measure, row));
    return row.status === "withheld" && one !== undefined
      ? { ...row, ...shownAs(one), status: "published" }
      : row;
  });
  for (const attack of [narrowedShares, narrowedMeans])
    expect(attack(open, exact).length, attack.name).toBeGreaterThan(0);
  // All services but one: what is left of the programme is that one's.
  const leftOut = (service: string) =>
    open.map((row): StaffRow => (row.area === service ? { ...row, status: "withheld" } : row));
  const lone = programme.services.flatMap(({ id }) => narrowedSums(leftOut(id), exact));
  expect(lone.length).toBeGreaterThan(0);
  expect(needlesslyHidden(found, released, exact)).toEqual([]);
  const attack = new TimeAttack(records.posts, programme, released, await loadSolver());
  for (const on of ["average", "day"] as const) {
    expect((await attack.narrowed(on)).slice(0, 10), on).toEqual([]);
    // Were all that is kept back for the sake of others shown, single workers' time would be known.
    const keptBack = found.secondary.filter((key) =>
      key.startsWith(on === "day" ? "open_cases" : "link_worker_fte|"),
    );
    expect((await attack.narrowed(on, keptBack.map(placeOf))).length, on).toBeGreaterThan(0);
  }
}

const placeOf = (key: string): StaffPlace => {
  const [, area_type = "", area = "", period_type = "", period = ""] = key.split("|");
  return { area_type, area, period_type, period };
};

/** A difference that can be seen in each measure. */
function stepOf(measure: string): number {
  if (/quarter|median/.test(measure)) return /burnout|fill/.test(measure) ? 5 : 1;
  if (/^vacant/.test(measure)) return 1.1;
  if (/alpha|absence_rate|10000|^share|^time/.test(measure)) return /rate|10000/.test(measure) ? 0.002 : 0.02;
  return /^burnout|^open|^new|spells/.test(measure) ? 0.2 : 0.02;
}

/** What it is worth: a figure moved by the least that can be seen is found, and so is one shown that may not be. */
function expectFindsFaults(released: readonly StaffRow[], exact: ReadonlyMap<string, StaffExact>): void {
  const isCaught = (spoilt: StaffRow) =>
    compareStaff([spoilt], exact).wrong.some(
      (text) =>
        text.startsWith(`${staffKey(spoilt.measure, spoilt)}: `) && !text.includes("not in the release"),
    );
  for (const measure of RECOMPUTED_OF_STAFF) {
    const row = released.find((one) => one.measure === measure && one.status === "published");
    if (row === undefined) {
      // Of one service alone, whose workers are too few.
      expect(measure).toBe("administration_change_compared");
      continue;
    }
    for (const part of ["numerator", "denominator", "n", "value", "lower", "upper"] as const) {
      const shown = row[part];
      if (typeof shown !== "number") continue;
      const step = stepOf(measure);
      const by = ["n", "numerator", "denominator"].includes(part) && Number.isInteger(shown) ? 5 : step;
      expect(isCaught({ ...row, [part]: shown + by }), `${measure} ${part}`).toBe(true);
      expect(isCaught({ ...row, [part]: null }), `${measure} without ${part}`).toBe(true);
    }
    expect(isCaught({ ...row, status: "withheld" }), `${measure} withheld with its figure`).toBe(true);
    const hidden = released.find((one) => one.measure === measure && one.status === "withheld");
    if (hidden === undefined) continue;
    const shown = { ...hidden, status: "published", value: 0.3, lower: 0.2, upper: 0.4 };
    expect(isCaught(shown), `${measure} shown`).toBe(true);
  }
}
