import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csvCell, fileName, writeCsv } from "../../reports/components/csv.ts";
import { countedOf } from "../../reports/components/measure-style.ts";
import { estimateColumns } from "../../reports/components/table-model.ts";
import type { Catalogue } from "../../src/release/catalogue.ts";
import { catalogue, row } from "./reports-support.ts";

const heading = { title: "Table", source: "Programme", releaseId: "r1", synthetic: true, publishable: true };

describe("CSV", () => {
  it("cannot start a formula from text, and leaves negative numbers numbers", () => {
    expect(csvCell("=1+1")).toBe("'=1+1");
    expect(csvCell("@SUM(A1)")).toBe("'@SUM(A1)");
    expect(csvCell(-0.5)).toBe("-0.5");
    expect(csvCell(null)).toBe("");
    fc.assert(
      fc.property(fc.string(), (text) => {
        const [[cell] = [""]] = parse(csvCell(text) === "" ? '""' : csvCell(text)) as string[][];
        expect(cell ?? "").not.toMatch(/^[=+\-@\t\r]/);
      }),
    );
  });

  it("gives every text back through a reader", () => {
    const texts = fc.string().filter((text) => !/^[=+\-@\t\r]/.test(text));
    fc.assert(
      fc.property(fc.array(texts, { minLength: 2, maxLength: 4 }), (texts) => {
        const rows = parse(writeCsv(heading, ["a", "b"], [texts]), {
          bom: true,
          relax_column_count: true,
        }) as string[][];
        expect(rows.at(-1)).toEqual(texts);
      }),
    );
  });

  it("says above the table what it is, and marks synthetic data in text and name", () => {
    const text = writeCsv(heading, ["a"], []);
    expect(text.startsWith("\uFEFF# SYNTHETIC DATA")).toBe(true);
    expect(text).toContain("# Table\r\n");
    expect(text).toContain("# Release: r1\r\n");
    expect(text).not.toContain("NOT FOR PUBLICATION");
    expect(writeCsv({ ...heading, publishable: false }, ["a"], [])).toContain("# NOT FOR PUBLICATION");
    expect(fileName("Referrals by quarter", heading, "csv")).toBe("SYNTHETIC-referrals-by-quarter-r1.csv");
    expect(fileName("Ö & ü", { releaseId: "R 2", synthetic: false, publishable: true }, "svg")).toBe(
      "o-u-r-2.svg",
    );
    expect(fileName("A b", { releaseId: "r", synthetic: true, publishable: false }, "svg")).toBe(
      "NOT-FOR-PUBLICATION-SYNTHETIC-a-b-r.svg",
    );
  });
});

describe("columns of an estimate", () => {
  const style = { kind: "proportion", decimals: 1, signed: false } as const;
  const columns = estimateColumns("Rate", style, (item: ReturnType<typeof row>) => item, [
    "value",
    "interval",
    "n",
  ]);

  it("show words and download words where a figure is withheld", () => {
    const hidden = row({ status: "withheld", value: 0.5, lower: 0.4, upper: 0.6, n: 10 });
    expect(columns.map((column) => column.csv(hidden))).toEqual(["Withheld", "Withheld", "Withheld", null]);
    expect(columns.map((column) => column.text(hidden))).toEqual([
      "Withheld",
      "Withheld",
      "Withheld",
      "\u2013",
    ]);
  });

  it("download the released number itself", () => {
    const shown = row({ value: 0.5, lower: 0.4, upper: 0.6, n: 100, denominator: 100 });
    expect(columns.map((column) => column.csv(shown))).toEqual([0.5, 0.4, 0.6, 100]);
    expect(columns.map((column) => column.text(shown))).toEqual(["50%", "40%", "60%", "100"]);
  });

  it("name what their numbers count: people unless something else is named", () => {
    const heads = (parts: readonly ("n" | "fraction")[], ...counted: string[]) =>
      estimateColumns("Rate", style, (item: ReturnType<typeof row>) => item, parts, ...counted).map(
        ({ label }) => label,
      );
    expect(heads(["n", "fraction"])).toEqual(["People", "Of people"]);
    expect(heads(["n", "fraction"], "Activities")).toEqual(["Activities", "Of activities"]);
  });

  it("take what a measure counts from its unit, or from what its mean is over", () => {
    const [measure] = catalogue.measures;
    const counted = (unit: string, denominator = "") =>
      countedOf({ ...catalogue, measures: [{ ...measure, id: "m", unit, denominator }] } as Catalogue, "m");
    expect(counted("share of people due")).toBe("People due");
    expect(counted("share of activities", "Activities with feedback")).toBe("Activities");
    expect(counted("contacts", "Closed referrals that were not declined")).toBe("Closed referrals");
    expect(counted("sessions", "Activities started whose sessions are known")).toBe("Activities");
    expect(counted("score points", "People with a score before and after")).toBe("People");
    expect(countedOf(catalogue, "no such measure")).toBe("People");
  });
});
