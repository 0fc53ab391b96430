import { parseHTML } from "linkedom";
import { describe, expect, it } from "vitest";
import { sheetFacts } from "../../reports/components/print-facts.ts";
import { catalogue } from "./reports-support.ts";

/** A page as the global one, and what it does before it is printed. */
function open(chosen: string): { readonly document: Document; readonly printing: readonly (() => void)[] } {
  const { document } = parseHTML(
    `<!doctype html><html><body><main id="observablehq-main"><form class="filters"><div class="field"><label>Area</label><select><option value="a" selected>${chosen}</option></select></div></form></main></body></html>`,
  );
  const select = document.querySelector("select") as object;
  Object.defineProperty(select, "value", { value: "a" });
  const printing: (() => void)[] = [];
  const window = {
    addEventListener: (name: string, work: () => void) => {
      if (name === "beforeprint") printing.push(work);
    },
  };
  Object.assign(globalThis, { document, window });
  return { document, printing };
}

describe("the facts of printed sheets", () => {
  it("are prepared once for each page, also where pages are drawn one after the other by the same code", () => {
    for (const chosen of ["Whole programme", "Honeyacre"]) {
      const { document, printing } = open(chosen);
      sheetFacts(catalogue);
      sheetFacts(catalogue);
      expect(printing).toHaveLength(1);
      printing[0]?.();
      const style = document.documentElement.getAttribute("style") ?? "";
      expect(style).toContain(`--sheet-chosen:"Area: ${chosen}"`);
      expect(style).toContain(catalogue.release_id);
    }
  });
});
