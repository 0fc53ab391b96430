import { parseHTML } from "linkedom";
import { beforeAll, describe, expect, it } from "vitest";
import * as page from "../../reports/components/equity-part.ts";
import { type StepCell, stepChart } from "../../reports/components/step-chart.ts";
import { clearNote, isClearNote, REFERENCE_NOTE } from "../../src/measures/reference-group.ts";
import { row } from "./reports-support.ts";

beforeAll(() => {
  const { document, window } = parseHTML("<!doctype html><html><body></body></html>");
  Object.assign(globalThis, { document, window });
});

describe("the marks of the release as the page reads them", () => {
  it("are the words that the release writes", () => {
    expect(page.REFERENCE_NOTE).toBe(REFERENCE_NOTE);
    const note = clearNote(12);
    expect([isClearNote(note), page.isClear(row({ note }))]).toEqual([true, true]);
    expect(page.isClear(row({ note: "" }))).toBe(false);
    expect(page.isClear(row({ note, status: "withheld" }))).toBe(false);
  });
});

describe("a chart of steps", () => {
  const cell = (step: string, more: Partial<StepCell> = {}): StepCell => ({
    ...{ row: "a", step, share: "50%", ratio: "× 0.71", missing: "", clear: null, greatest: false },
    ...more,
  });
  const draw = (width: number) =>
    stepChart(
      [
        cell("one", { clear: "lower", greatest: true }),
        cell("two", { share: "60%", ratio: "× 0.99" }),
        cell("three", { share: "", ratio: "", missing: "withheld" }),
      ],
      {
        ...{ width, rows: [["a", "Alpha"]], watermark: "SYNTHETIC", label: "Steps." },
        steps: ["one", "two", "three"].map((step) => [step, step] as const),
      },
    );

  it("marks a clear fall by a sign and not by colour alone, and no other", () => {
    const texts = [...draw(900).querySelectorAll("text")].map((text) => text.textContent);
    expect(texts).toContain("▼ 50%");
    expect(texts).toContain("60%");
    expect(texts).toContain("× 0.71");
  });

  it("says withheld in words, as a dash where there is no room, and draws it hatched", () => {
    const [wide, narrow] = [draw(900), draw(340)];
    expect(wide.textContent).toContain("withheld");
    expect(narrow.textContent).toContain("–");
    for (const chart of [wide, narrow]) {
      expect(chart.querySelectorAll("pattern").length).toBe(1);
      expect(chart.getAttribute("aria-label")).toBe("Steps.");
    }
  });
});
