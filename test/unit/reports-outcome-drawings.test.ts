import { parseHTML } from "linkedom";
import { beforeAll, describe, expect, it } from "vitest";
import { alluvialDrawing, type Stream } from "../../reports/components/alluvial-drawing.ts";
import { changeBands } from "../../reports/components/change-distribution.ts";
import { type FlowBox, flowDrawing } from "../../reports/components/flow-drawing.ts";
import { catalogue } from "./reports-support.ts";

beforeAll(() => {
  const { document, window } = parseHTML("<!doctype html><html><body></body></html>");
  Object.assign(globalThis, { document, window });
});

const texts = (drawing: Element) => [...drawing.querySelectorAll("text")].map((text) => text.textContent);

describe("the flow from referral to two scores", () => {
  const steps: readonly FlowBox[] = [
    { label: "People referred", value: 400, text: "400", beside: [] },
    { label: "First score", value: 100, text: "100", beside: ["No first score: 300"] },
    { label: "Both scores", value: null, text: "Withheld", beside: ["And came late: withheld"], joins: true },
  ];
  const draw = (width: number) => flowDrawing(steps, { width, watermark: "SYNTHETIC", label: "Flow." });

  it.each([340, 1000])(
    "fills boxes in proportion to their people at %i pixels, and hatches what is withheld",
    (width) => {
      const drawing = draw(width);
      const filled = [...drawing.querySelectorAll('rect[fill="var(--data-pale)"]')].map((one) =>
        Number(one.getAttribute("width")),
      );
      expect(filled).toHaveLength(2);
      expect((filled[1] ?? 0) / (filled[0] ?? 1)).toBeCloseTo(0.25, 6);
      expect(drawing.querySelectorAll('rect[fill^="url("]')).toHaveLength(1);
      expect(texts(drawing)).toEqual(
        expect.arrayContaining(["400", "100", "Withheld", "No first score: 300"]),
      );
      expect(Number(drawing.getAttribute("width"))).toBe(width);
    },
  );

  it("is one image with a name and the release's mark", () => {
    const drawing = draw(800);
    expect([drawing.getAttribute("role"), drawing.getAttribute("aria-label")]).toEqual(["img", "Flow."]);
    expect(drawing.textContent).toContain("SYNTHETIC");
  });
});

describe("streams between levels", () => {
  const ends = {
    left: ["Level 2", "Level 1"].map((label) => ({ label, text: "" })),
    right: ["Level 2", "Level 1"].map((label) => ({ label, text: "" })),
  };
  const draw = (streams: readonly Stream[]) =>
    alluvialDrawing(streams, ends, {
      width: 800,
      watermark: "",
      label: "Streams.",
      heads: ["First score", "Second score"],
    });
  /** Height of a stream where it begins. */
  const thick = (path: Element | undefined): number => {
    const numbers = (path?.getAttribute("d") ?? "").match(/-?[\d.]+/g)?.map(Number) ?? [];
    return (numbers[8] ?? 0) - (numbers[7] ?? 0);
  };

  it("are as thick as their people are many; one withheld is hatched and as thick whatever it is", () => {
    const drawing = draw([
      { from: 0, to: 0, value: 300, mark: "same" },
      { from: 0, to: 1, value: null, mark: "worse" },
      { from: 1, to: 0, value: 100, mark: "improved" },
      { from: 1, to: 1, value: 0, mark: "same" },
    ]);
    const paths = [...drawing.querySelectorAll("path[fill-opacity]")];
    expect(paths).toHaveLength(3);
    const of = (fill: string) => paths.find((path) => (path.getAttribute("fill") ?? "").startsWith(fill));
    expect(thick(of("var(--same)")) / thick(of("var(--improved)"))).toBeCloseTo(3, 6);
    expect(thick(of("url("))).toBeCloseTo(7, 6);
  });
});

describe("bands of change in an instrument's own points", () => {
  const [one] = catalogue.instruments;
  if (one === undefined) throw new Error("No instrument.");
  const labels = (decimals: number, points: number) =>
    changeBands({ ...one, decimals, meaningful_change: { points, source: "a study" } }).map(
      ({ label }) => label,
    );

  it("begin with the meaningful change and twice that", () => {
    expect(labels(1, 5.4)).toEqual([
      "Better by 10.8 or more",
      "Better by 5.4 to 10.7",
      "Better by less than 5.4",
      "No change",
      "Worse by less than 5.4",
      "Worse by 5.4 to 10.7",
      "Worse by 10.8 or more",
    ]);
  });

  it("leave out what whole points cannot be", () => {
    expect(labels(0, 1)).toEqual([
      "Better by 2 or more",
      "Better by 1",
      "No change",
      "Worse by 1",
      "Worse by 2 or more",
    ]);
  });
});
