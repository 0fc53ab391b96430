import { tableFromIPC } from "apache-arrow";
import { expect } from "vitest";
import { shippedCodeLists } from "../../../loaders/code-map.ts";
import { loadProgramme } from "../../../loaders/load-programme.ts";
import { openWarehouse } from "../../programme-folder.ts";
import { compare } from "./compare.ts";
import { notRecomputed } from "./not-recomputed.ts";
import { recompute } from "./recompute.ts";
import { expectStaffRecomputed, isOfStaff } from "./staff/expect-staff-recomputed.ts";

type Row = Readonly<Record<string, unknown>>;

/** The tables of estimates of a release, as plain rows. */
const rowsOf = (files: Readonly<Record<string, string | Uint8Array>>): readonly Row[] =>
  Object.entries(files)
    .filter(([name]) => /^estimates.*\.arrow$/.test(name))
    .flatMap(([, bytes]) => tableFromIPC(bytes as Uint8Array).toArray())
    .map((row) => row.toJSON() as Row);

/**
 * Holds every figure of people in a release under the policy `nhs-england` to plain SQL over its warehouse, written anew
 * from the definitions in the measure library, with the policy applied anew from its text; and every figure of staff to
 * single records (`expectStaffRecomputed`); `estimates` are what the release was made from, before protection. Nothing of src/measures,
 * src/statistics, src/release or src/disclosure plays a part. Measures left out are named with the reason.
 */
export async function expectRecomputed(
  folder: string,
  files: Readonly<Record<string, string | Uint8Array>>,
  estimates: readonly object[],
): Promise<void> {
  const { programme } = loadProgramme(folder);
  expect(programme.disclosure.policy).toBe("nhs-england");
  // A project's own windows would need periods of its own here.
  expect(programme.projects.filter(({ windows }) => windows !== undefined)).toEqual([]);
  const all = rowsOf(files);
  const released = all.filter((row) => !isOfStaff(row));
  const database = await openWarehouse(folder);
  const recomputeAll = async () => {
    await expectStaffRecomputed(database, programme, all, estimates);
    return recompute(database, { programme, lists: shippedCodeLists() }, released);
  };
  const exact = await recomputeAll().finally(() => database.close());
  const stages = programme.pathway.stages.map(({ fact }) => fact);
  const found = compare(released, exact, stages);
  const total = (counts: ReadonlyMap<string, number>) =>
    [...counts.values()].reduce((sum, one) => sum + one, 0);
  const left = total(found.uncovered);
  console.log(
    `recomputed: ${total(found.checked)} figures shown and ${total(found.withheld)} not shown, of ${found.checked.size} measures; ${left} rows left out`,
  );
  expect(found.wrong.slice(0, 20)).toEqual([]);
  expect(total(found.checked)).toBeGreaterThan(80_000);
  expect([...found.uncovered.keys()].filter((measure) => notRecomputed[measure] === undefined)).toEqual([]);
  expect(left / released.length).toBeLessThan(0.1);

  // What it is worth: a figure of each measure moved by the least that can be seen is found, and so is one shown that may not be.
  const spoilt = [...found.checked.keys()].flatMap((measure) => {
    const row = released.find((one) => one.measure === measure && one.status === "published");
    if (row === undefined) return [];
    const part = row.value === null ? "upper" : "value";
    // Days of support are shown whole.
    const isWhole = /^support_\w+_days$/.test(String(row.measure));
    const step = row.numerator === null ? (isWhole ? 2 : 0.2) : 0.02;
    const by = Number.isInteger(row[part]) && row.lower === null ? 5 : step;
    return [{ ...row, [part]: Number(row[part]) + by }];
  });
  const caught = compare(spoilt, exact, stages).wrong.map((text) => text.slice(0, text.indexOf("|")));
  const unseen = spoilt.map(({ measure }) => String(measure)).filter((measure) => !caught.includes(measure));
  // Shares of released counts are looked up beside their counts, which are not among these few.
  expect(unseen.filter((measure) => !/^(group|share)_(reached|onward)_/.test(measure))).toEqual([]);
  const hidden = released.filter(
    (row) => row.status === "withheld" && row.measure === "share_crisis" && row.area_type === "pcn",
  );
  const shown = hidden.map((row) => ({
    ...row,
    status: "published",
    value: 0.1,
    numerator: 5,
    denominator: 50,
    n: 50,
  }));
  expect(shown.length).toBeGreaterThan(0);
  const caughtToo = compare(shown, exact, stages).wrong.map((text) => text.slice(0, text.indexOf(": ")));
  expect(new Set(caughtToo).size).toBe(shown.length);
}
