import { describe, expect, it } from "vitest";
import { chartLessons } from "../../reports/components/chart-lessons.ts";
import { lessonFigures } from "../../src/statistics/examples/lesson-figures.ts";

const figures = lessonFigures();
const pictures = chartLessons(figures);
const picture = (name: string): string => pictures[`picture-${name}`]?.() ?? "";
const count = (text: string, part: string): number => text.split(part).length - 1;

describe("the pictures to learn from", () => {
  it("are drawn from the worked examples", () => {
    // Worked examples: mean 50, limits 42.2618 and 57.7382, months 12 to 20 flagged.
    const { mean, lower, upper, points } = figures.control;
    expect([mean, lower, upper].map((value) => value.toFixed(4))).toEqual(["50.0000", "42.2618", "57.7382"]);
    expect(points.map(({ special }) => special).indexOf(true)).toBe(11);
    expect(points.filter(({ special }) => special)).toHaveLength(9);
    expect(figures.funnel.target.toFixed(4)).toBe("0.5018");
    expect(figures.funnel.points).toHaveLength(14);
    expect(figures.regression.map(({ change }) => change.toFixed(1))).toEqual([
      "11.1",
      "2.3",
      "-3.3",
      "-12.4",
    ]);
  });

  it("have limits that narrow as people grow more, the outer ones outside the inner", () => {
    const { limits } = figures.funnel;
    const width = ([from, to]: readonly [number, number]) => to - from;
    for (const { inner, outer } of limits) expect(width(outer)).toBeGreaterThan(width(inner));
    expect(width(limits.at(-1)?.inner ?? [0, 1])).toBeLessThan(width(limits[0]?.inner ?? [0, 0]) / 3);
  });

  it("show each point, say what they show, and are marked as made up", () => {
    expect(count(picture("funnel"), "<circle")).toBe(14);
    const outside = figures.funnel.points.filter((point) => point.outside).length;
    expect(count(picture("funnel"), 'class="lesson-out"')).toBe(outside);
    expect(picture("funnel")).toContain(`${outside} networks lie beyond the outer limits.`);
    expect(count(picture("control"), 'class="lesson-out"')).toBe(9);
    expect(count(picture("regression"), "<rect")).toBe(4);
    expect(picture("regression")).toContain(
      "0 to 47: 11.1; 47 to 55.1: 2.3; 55.1 to 67: −3.3; 67 to 100: −12.4 points",
    );
    for (const name of ["funnel", "control", "regression"]) {
      expect(picture(name)).toContain("SYNTHETIC");
      expect(picture(name)).toMatch(/role="img" aria-label="[^"]{40,}"/);
      expect(picture(name)).not.toMatch(/NaN|undefined/);
    }
  });
});
