import { parseHTML } from "linkedom";
import { beforeAll, describe, expect, it } from "vitest";
import { protectionDone, shareWords } from "../../reports/components/protection-section.ts";
import type { AuditSummary, Manifest } from "../../src/release/catalogue.ts";

beforeAll(() => {
  const { document, window } = parseHTML("<!doctype html><html><body></body></html>");
  Object.assign(globalThis, { document, window });
});

const audit: AuditSummary = {
  performed: true,
  result: "All is well.",
  withheld_cells: 2100,
  cells: 30_000,
  examined: {
    tables: 150,
    counts: 1234,
    by_arithmetic: 1000,
    by_example: 200,
    by_solver: 34,
    whole_numbers: true,
    criterion: { small: 4, further: 5 },
    further_withheld: 250,
    previous_release: null,
  },
  not_shown: { referrals: { from: 1, to: 2 }, by_area: [], by_breakdown: [] },
};
const words = (parts: Partial<AuditSummary>, examined: Partial<AuditSummary["examined"]> = {}) => {
  const all = { ...audit, examined: { ...audit.examined, ...examined }, ...parts };
  return protectionDone({ audit: all } as Manifest).textContent ?? "";
};

describe("what was done to protect people", () => {
  it("says how much is not shown, what a computer tried, and that it could not", () => {
    expect(words({})).toContain("2,100 of 30,000 figures are not shown.");
    expect(words({})).toContain("250 further figures were taken out");
    expect(words({})).toMatch(
      /in 150 tables with the totals they add up to, and tried to work out each of the 1,234 numbers/,
    );
    expect(words({})).toMatch(/It could not: for each, at least 4 .* at least 5 for those/);
    expect(words({})).toContain("Between 1 and 2 in 100 referrals");
  });

  it("says nothing of what was not done", () => {
    expect(words({})).not.toContain("published before");
    expect(words({}, { previous_release: "abc" })).toContain("Release abc was counted as known");
    expect(words({}, { further_withheld: 0 })).toContain("In this release that was not needed.");
    expect(words({}, { counts: 0 })).not.toContain("It could not");
  });

  it("claims no audit where none was performed", () => {
    const { examined: _examined, not_shown: _notShown, ...none } = audit;
    const text = protectionDone({
      audit: { ...none, performed: false, result: "Nothing is withheld." },
    } as Manifest).textContent;
    expect(text).toContain("No audit of all tables together was performed. Nothing is withheld.");
    expect(text).not.toContain("computer");
  });

  it("tells a range of referrals in words, or nothing", () => {
    const range = (referrals: { from: number; to: number } | null) =>
      words({ not_shown: { referrals, by_area: [], by_breakdown: [] } });
    expect(range({ from: 0, to: 1 })).toContain("At most 1 in 100 referrals");
    expect(range({ from: 50, to: 100 })).toContain("More than 50 in 100 referrals");
    expect(range(null)).not.toContain("in 100");
  });
});

describe("a share of figures in words", () => {
  it("is never none or all where it is not", () => {
    expect([
      shareWords(0, 500),
      shareWords(1, 500),
      shareWords(5, 500),
      shareWords(499, 500),
      shareWords(500, 500),
      shareWords(0, 0),
    ]).toEqual(["none", "under 1%", "1%", "99%", "100%", "none"]);
  });
});
