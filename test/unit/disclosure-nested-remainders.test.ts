import { describe, expect, it } from "vitest";
import { nestedRemainders, withholdRemainders } from "../../src/disclosure/tables/nested-remainders.ts";
import { tableOf } from "./nested-remainders-support.ts";

const everything = () => true;
const cell = (leaves: readonly number[], weight = 1) => ({ leaves, layers: [0], weight });
const people = (counts: readonly number[], cells: readonly ReturnType<typeof cell>[]) =>
  tableOf({ leaves: counts.length, layers: 1, counts, cells });

describe("what published averages leave when published parts are taken away", () => {
  it("is found for one part, for all parts of a kind, and for parts of several kinds", () => {
    // 30 people less 24 are 6; less 10, 9 and 8 are 3; less 16 and 9, of two kinds, 5.
    const one = people([24, 6], [cell([0, 1]), cell([0])]);
    expect(nestedRemainders(one, ["all", "year"], everything, 8)).toEqual([
      { whole: 0, parts: [1], people: 6, left: "of the whole" },
    ]);
    const kind = people([10, 9, 8, 3], [cell([0, 1, 2, 3]), cell([0]), cell([1]), cell([2])]);
    expect(nestedRemainders(kind, ["all", "pcn", "pcn", "pcn"], everything, 8)).toEqual([
      { whole: 0, parts: [1, 2, 3], people: 3, left: "of the whole" },
    ]);
    const mixed = people([16, 9, 5], [cell([0, 1, 2]), cell([0]), cell([1])]);
    expect(nestedRemainders(mixed, ["all", "service", "pcn"], everything, 8)).toEqual([
      { whole: 0, parts: [1, 2], people: 5, left: "of the whole" },
    ]);
  });

  it("is found where parts hold all of a published set and few besides", () => {
    // Quarters of 20 and 24 hold a window of 40 and four people besides.
    const table = people([20, 20, 4], [cell([0, 1], 9), cell([0]), cell([1, 2])]);
    expect(nestedRemainders(table, ["window", "quarter", "quarter"], everything, 8)).toEqual([
      { whole: 0, parts: [2, 1], people: 4, left: "of the parts" },
    ]);
  });

  it("is not looked for where nothing is told of a part, and may be nobody or enough", () => {
    const table = people([24, 6], [cell([0, 1]), cell([0])]);
    expect(nestedRemainders(table, ["all", "year"], (index) => index !== 1, 8)).toEqual([]);
    expect(nestedRemainders(table, ["all", "year"], everything, 6)).toEqual([]);
    const exact = people([24, 6], [cell([0, 1]), cell([0]), cell([1])]);
    expect(nestedRemainders(exact, ["all", "year", "year"], everything, 6)).toEqual([]);
    // An empty month changes nobody.
    const empty = people([24, 0], [cell([0, 1]), cell([0])]);
    expect(nestedRemainders(empty, ["all", "year"], everything, 8)).toEqual([]);
  });

  it("takes a set that holds few itself for one without parts", () => {
    const table = people([5], [cell([0])]);
    expect(nestedRemainders(table, ["all"], everything, 8)).toEqual([
      { whole: 0, parts: [], people: 5, left: "of the whole" },
    ]);
  });

  it("does not take cells for parts of one kind that have people in common", () => {
    // 12 and 12 would leave 6 of 30, but 4 are in both.
    const table = people([8, 4, 8, 10], [cell([0, 1, 2, 3]), cell([0, 1]), cell([1, 2])]);
    expect(nestedRemainders(table, ["all", "project", "project"], everything, 8)).toEqual([]);
  });
});

describe("the averages that are withheld", () => {
  it("are those that are missed least, and no more than need be", () => {
    const table = people([10, 9, 8, 3], [cell([0, 1, 2, 3], 100), cell([0], 5), cell([1], 3), cell([2], 4)]);
    const kinds = ["all", "pcn", "pcn", "pcn"];
    expect(withholdRemainders(table, kinds, everything, 8)).toEqual([
      { cell: 2, because: { whole: 0, parts: [1, 2, 3], people: 3, left: "of the whole" } },
    ]);
    // The whole itself, where it is missed less than any part.
    const dear = people([10, 9, 8, 3], [cell([0, 1, 2, 3], 1), cell([0], 5), cell([1], 3), cell([2], 4)]);
    expect(withholdRemainders(dear, kinds, everything, 8).map((one) => one.cell)).toEqual([0]);
  });

  it("go together where cells hold the same people", () => {
    // A project and its service.
    const table = people([24, 6], [cell([0, 1], 100), cell([0], 5), cell([0], 5)]);
    expect(withholdRemainders(table, ["all", "service", "project"], everything, 8)).toEqual(
      [1, 2].map((index) => ({
        cell: index,
        because: { whole: 0, parts: [1], people: 6, left: "of the whole" },
      })),
    );
  });

  it("leave nothing where areas, years and quarters of many sizes cross, too many to try them all", () => {
    const [areas, quarters] = [12, 12];
    const counts = Array.from({ length: areas * quarters }, (_, leaf) => (leaf * leaf * 7 + leaf * 3) % 23);
    const leavesOf = (from: number, to: number, first: number, last: number) =>
      Array.from({ length: areas * quarters }, (_, leaf) => leaf).filter((leaf) => {
        const [area, quarter] = [Math.floor(leaf / quarters), leaf % quarters];
        return area >= from && area < to && quarter >= first && quarter < last;
      });
    const spans = (size: number, of: number) =>
      Array.from(
        { length: Math.floor(of / size) },
        (_, index) => [index * size, (index + 1) * size] as const,
      );
    const drafts = [12, 6, 5, 2, 1].flatMap((width) =>
      [12, 5, 4, 1].flatMap((length) =>
        spans(width, areas).flatMap(([from, to]) =>
          spans(length, quarters).map(([first, last]) => ({
            kind: `${width} areas, ${length} quarters`,
            cell: cell(leavesOf(from, to, first, last), width * length),
          })),
        ),
      ),
    );
    const table = people(
      counts,
      drafts.map((draft) => draft.cell),
    );
    const kinds = drafts.map((draft) => draft.kind);
    const isDescribed = (index: number) => (table.cells[index]?.count ?? 0) >= 8;
    expect(nestedRemainders(table, kinds, isDescribed, 8).length).toBeGreaterThan(10);
    const withheld = new Set(withholdRemainders(table, kinds, isDescribed, 8).map((one) => one.cell));
    const isShown = (index: number) => isDescribed(index) && !withheld.has(index);
    expect(nestedRemainders(table, kinds, isShown, 8)).toEqual([]);
    expect(table.cells.filter((_, index) => isShown(index)).length).toBeGreaterThan(60);
  });
});
