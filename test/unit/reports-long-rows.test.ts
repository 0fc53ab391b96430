import { parseHTML } from "linkedom";
import { beforeEach, describe, expect, it } from "vitest";
import { longRows } from "../../reports/components/long-rows.ts";
import { toldOrCounted } from "../../reports/components/told-or-counted.ts";

const named = (count: number) =>
  Array.from({ length: count }, (_, place) => ({ label: `Service ${place + 1}`, strong: place === 250 }));
const whole = { label: "Whole programme", strong: false };

const of = (id: string, rows: readonly { readonly label: string; readonly strong: boolean }[]) =>
  longRows(rows, {
    ...{ id, one: "service", many: "services", order: "those in bold, then the first by name" },
    name: ({ label }) => label,
    always: (row) => row === whole,
    first: ({ strong }) => strong,
  });

describe("a chart of many rows", () => {
  beforeEach(() => {
    const { document, window } = parseHTML("<html><body></body></html>");
    Object.assign(globalThis, { document, Node: window.Node });
  });
  const chart = () => document.createElement("figure");
  const type = (box: HTMLElement, text: string): void => {
    const input = box.querySelector("input") as HTMLInputElement;
    input.value = text;
    input.dispatchEvent(new (document.defaultView as unknown as { Event: typeof Event }).Event("input"));
  };

  it("is drawn whole, without a box, up to sixty rows beside the whole they belong to", () => {
    const rows = [...named(60), whole];
    const long = of("short", rows);
    expect(long.now()).toEqual(rows);
    expect(long.around(chart).tagName).toBe("FIGURE");
  });

  it("draws forty of more: those that stand out and the first, in the order given, and the whole always", () => {
    const long = of("many", [...named(300), whole]);
    const labels = long.now().map(({ label }) => label);
    expect(labels).toHaveLength(41);
    expect(labels.slice(0, 2)).toEqual(["Service 1", "Service 2"]);
    expect(labels.slice(-3)).toEqual(["Service 39", "Service 251", "Whole programme"]);
    const box = long.around(chart);
    expect(box.querySelector("[role=status]")?.textContent).toBe(
      "40 of 300 services drawn: those in bold, then the first by name. The table below has them all.",
    );
    expect(box.querySelector("label")?.getAttribute("for")).toBe(box.querySelector("input")?.id);
  });

  it("draws those whose name holds what is typed, says how many, and keeps it when the page is drawn again", () => {
    const box = of("typed", [...named(300), whole]).around(chart);
    type(box, "service 29");
    const again = of("typed", [...named(300), whole]);
    expect(again.now().map(({ label }) => label)).toEqual([
      "Service 29",
      ...Array.from({ length: 10 }, (_, place) => `Service ${290 + place}`),
      "Whole programme",
    ]);
    expect(box.querySelector("[role=status]")?.textContent).toBe("11 of 300 services drawn.");
    expect(box.querySelector("button")).toBeNull();
    type(box, "nobody");
    expect(box.querySelector("[role=status]")?.textContent).toBe("No service has this in its name.");
    expect(box.querySelector("figure")).toBeNull();
  });

  it("draws all when asked, and no more than forty again for the next words", () => {
    const long = of("all", [...named(300), whole]);
    const box = long.around(chart);
    const button = box.querySelector("button");
    expect(button?.textContent).toBe("Draw all 300 services");
    const focused: Element[] = [];
    Object.assign(box.querySelector("input") as object, { focus: () => focused.push(box) });
    button?.click();
    expect(long.now()).toHaveLength(301);
    expect(focused).toEqual([box]);
    type(box, "service");
    expect(long.now()).toHaveLength(41);
    expect(box.querySelector("button")?.textContent).toBe("Draw all 300 services");
  });
});

describe("names in a sentence", () => {
  const names = (count: number) => Array.from({ length: count }, (_, place) => `S${place}`);
  it("are told up to eight, and counted from nine on", () => {
    expect(toldOrCounted(names(8), "services", "drawn in bold")).toBe("S0; S1; S2; S3; S4; S5; S6; S7");
    expect(toldOrCounted(names(9), "services", "drawn in bold")).toBe("9 services, drawn in bold");
  });
});
