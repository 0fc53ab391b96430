import { describe, expect, it } from "vitest";
import { projectCost } from "../../src/findings/cost-words.ts";
import type { ReleasedEstimate } from "../../src/findings/released-estimate.ts";
import type { Catalogue } from "../../src/release/catalogue.ts";
import type { ComparedChange } from "../../src/release/project-comparisons-schema.ts";
import { catalogue, row } from "./reports-support.ts";

const instrument = catalogue.instruments[0]?.id ?? "";
const project: Catalogue["projects"][number] = {
  id: "P1",
  name: "First",
  question: "Do people feel better?",
  borough: null,
  service: "S1",
  target_label: null,
  comparator_label: "Networks without a project",
  measures: [{ measure: "mean_change", instrument }],
  context: [],
  grant: 9000,
  windows: [],
};
const improved: ComparedChange = {
  project: "P1",
  measure: "share_improved",
  instrument,
  kind: "share",
  later: "after",
  status: "published",
  reason: "",
  estimate: 0.2,
  lower: 0.1,
  upper: 0.3,
  level: 0.95,
  networks: 8,
  left_out: 0,
  as_far: 0,
  may_claim: false,
};
const rows = [
  row({
    measure: "share_improved",
    instrument,
    area_type: "project",
    area: "P1",
    period_type: "window",
    period: "after",
    value: 0.5,
    numerator: 75,
    denominator: 150,
  }) as ReleasedEstimate,
];
const cost = (more: Partial<Parameters<typeof projectCost>[0]> = {}) =>
  projectCost({ project, improved, rows, spend: [], ...more }, catalogue);

describe("cost for each additional person improved", () => {
  it("is the grant over the additional people, its limits those of the difference turned over", () => {
    // £9,000 ÷ 150 = £60; ÷ 0.2 = £300, ÷ 0.3 = £200, ÷ 0.1 = £600.
    expect(cost()).toMatchObject({ kind: "interval", cost: 300, lower: 200, upper: 600 });
    expect(cost().words[0]).toBe(
      "About £300 for each additional person improved (95% interval £200 to £600).",
    );
    expect(cost().words.join(" ")).toContain("about 150 people referred after the pilot");
  });

  it("goes by what was reported as spent, where it was", () => {
    const spend = [
      { project: "P1", kind: "staff", value: 2000 },
      { project: "P1", kind: "venues", value: 1000 },
      { project: "P2", kind: "venues", value: 50_000 },
    ];
    expect(cost({ spend })).toMatchObject({ cost: 100, lower: 66, upper: 200 });
    expect(cost({ spend }).words.join(" ")).toContain("£3,000 that the project reported as spent");
    expect(cost().words.join(" ")).toContain("£9,000 granted");
  });

  it("has a least and no upper end where the interval includes no difference", () => {
    const open = cost({ improved: { ...improved, lower: -0.05 } });
    expect(open).toMatchObject({ kind: "no_upper_limit", cost: null, lower: 200, upper: null });
    expect(open.words[0]).toBe(
      "No single cost can be given. At the difference seen it would be about £300 for each additional person improved, but there may be none: the interval begins at £200 and has no upper end.",
    );
    const fewer = cost({ improved: { ...improved, estimate: -0.02, lower: -0.1 } });
    expect(fewer.words[0]).toBe(
      "No cost can be given: the share who improved changed less here than there. Even at the most favourable end of the interval each would have cost £200.",
    );
    const less = cost({ improved: { ...improved, estimate: -0.1, lower: -0.3, upper: 0.1 } });
    expect(less).toMatchObject({ kind: "no_upper_limit", lower: 600 });
    expect(less.words[1]).toContain("10 percentage points less here");
  });

  it("is never given where fewer improved, or without networks to set beside it", () => {
    const none = (more: Parameters<typeof cost>[0]) => {
      const found = cost(more);
      expect(found).toMatchObject({ kind: "none", cost: null, lower: null, upper: null });
      expect(found.words.join(" ")).not.toMatch(/£/);
      return found.words.join(" ");
    };
    none({ improved: { ...improved, estimate: -0.2, lower: -0.3, upper: -0.1 } });
    none({ improved: { ...improved, estimate: -0.2, lower: -0.3, upper: 0 } });
    expect(none({ project: { ...project, comparator_label: null }, improved: null })).toMatch(
      /without comparison networks, everybody who would have improved anyway/,
    );
    expect(none({ improved: null })).toMatch(/cannot be set beside single networks/);
    expect(none({ improved: { ...improved, networks: 5, left_out: 3 } })).toMatch(/more than one in five/);
    expect(none({ rows: [] })).toMatch(/no interval/);
    expect(none({ project: { ...project, grant: null } })).toMatch(/No grant or spending/);
    expect(none({ project: { ...project, measures: [{ measure: "share_men", instrument: "" }] } })).toMatch(
      /was named as a measure of this question|was not named as a measure of this question/,
    );
  });
});
