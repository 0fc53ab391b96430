import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CountTable } from "../../src/disclosure/tables/count-table.ts";
import { nestedRemainders, withholdRemainders } from "../../src/disclosure/tables/nested-remainders.ts";
import { bitsOf, leavesFew, tableOf } from "../unit/nested-remainders-support.ts";

const everything = () => true;
const subset = (size: number) =>
  fc
    .uniqueArray(fc.nat(size - 1), { minLength: 1, maxLength: size })
    .map((list) => list.sort((a, b) => a - b));
const people = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 4 }), fc.integer({ min: 3, max: 20 }));

/** Any cells at all over few columns. */
const anyTable = fc
  .record({ leaves: fc.integer({ min: 2, max: 5 }), layers: fc.integer({ min: 1, max: 2 }) })
  .chain(({ leaves, layers }) =>
    fc.record({
      leaves: fc.constant(leaves),
      layers: fc.constant(layers),
      counts: fc.array(people, { minLength: leaves * layers, maxLength: leaves * layers }),
      cells: fc.array(
        fc.record({ leaves: subset(leaves), layers: subset(layers), weight: fc.integer({ min: 1, max: 9 }) }),
        { minLength: 2, maxLength: 9 },
      ),
    }),
  )
  .map(tableOf);

/** Areas in areas by times in times, as a release has them; and some areas across the others. */
const latticeTable = fc
  .record({
    counts: fc.array(people, { minLength: 12, maxLength: 12 }),
    keep: fc.array(fc.boolean(), { minLength: 24, maxLength: 24 }),
  })
  .map(({ counts, keep }) => {
    const areas = [[0, 1, 2, 3], [0, 1], [2, 3], [0], [1], [2], [3], [1, 2]];
    const times = [[0, 1, 2], [0, 1], [2]];
    const cells = areas
      .flatMap((area) => times.map((time) => ({ area, time })))
      .filter((_, index) => keep[index])
      .map(({ area, time }) => ({
        leaves: area.flatMap((a) => time.map((t) => 3 * a + t)).sort((a, b) => a - b),
        layers: [0],
        weight: area.length * time.length,
      }));
    return tableOf({ leaves: 12, layers: 1, counts, cells });
  });

/** Puts each cell into the first kind of which it shares nobody with any cell. */
function kindsOf(table: CountTable): string[] {
  const taken: number[] = [];
  return table.cells.map((_, cell) => {
    const bits = bitsOf(table, cell);
    const found = taken.findIndex((own) => (own & bits) === 0);
    const kind = found === -1 ? taken.length : found;
    taken[kind] = (taken[kind] ?? 0) | bits;
    return `kind ${kind}`;
  });
}

describe.each([
  ["any cells", anyTable, 2000],
  ["areas by times", latticeTable, 1000],
] as const)("what described cells leave: %s", (_, tables, numRuns) => {
  const fewest = fc.integer({ min: 2, max: 8 });

  it("is found exactly where trying all families finds some", () => {
    const seen = { some: 0, none: 0 };
    fc.assert(
      fc.property(tables, fewest, (table, few) => {
        const kinds = kindsOf(table);
        const found = nestedRemainders(table, kinds, everything, few);
        const expected = leavesFew(table, everything, few);
        expect(found.length > 0).toBe(expected);
        seen[expected ? "some" : "none"] += 1;
        for (const { whole, parts, people: left, left: whose } of found) {
          const own = bitsOf(table, whole);
          const bits = parts.map((part) => bitsOf(table, part));
          const union = bits.reduce((sum, one) => sum | one, 0);
          const total = parts.reduce((sum, part) => sum + (table.cells[part]?.count ?? 0), 0);
          const inWhole = table.cells[whole]?.count ?? 0;
          // Nobody is in two parts, and the larger side holds all of the other.
          expect(bits.reduce((sum, one) => sum + one, 0)).toBe(union);
          if (whose === "of the whole") expect([union & ~own, inWhole - total]).toEqual([0, left]);
          else expect([own & ~union, total - inWhole]).toEqual([0, left]);
          expect(left).toBeGreaterThan(0);
          expect(left).toBeLessThan(few);
        }
      }),
      { numRuns },
    );
    expect(Math.min(seen.some, seen.none)).toBeGreaterThan(numRuns / 50);
  });

  it("is nobody or enough once what must be is withheld, and no withheld cell could be shown again", () => {
    let leaked = 0;
    let withheldSome = 0;
    fc.assert(
      fc.property(tables, fewest, (table, few) => {
        const kinds = kindsOf(table);
        const chosen = withholdRemainders(table, kinds, everything, few);
        const withheld = new Set(chosen.map(({ cell }) => cell));
        const isShown = (cell: number) => !withheld.has(cell);
        expect(leavesFew(table, isShown, few)).toBe(false);
        if (leavesFew(table, everything, few)) leaked += 1;
        if (withheld.size > 0) withheldSome += 1;
        for (const { cell, because } of chosen) {
          const same = (other: number) => bitsOf(table, other) === bitsOf(table, cell);
          expect(leavesFew(table, (other) => isShown(other) || same(other), few)).toBe(true);
          const takesPart = [because.whole, ...because.parts];
          expect(takesPart.some(same)).toBe(true);
          expect(takesPart.filter((other) => !same(other)).every(isShown)).toBe(true);
        }
      }),
      { numRuns },
    );
    // Without it, figures of few people would follow from what is shown.
    expect(leaked).toBeGreaterThan(numRuns / 50);
    expect(withheldSome).toBe(leaked);
  });
});
