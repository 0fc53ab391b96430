import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import {
  type ProjectComparisons,
  projectComparisonsSchema,
} from "../../src/release/project-comparisons-schema.ts";
import { sharedSample } from "../shared-sample.ts";

/** The window of a planted share before and after the pilot. */
type Planted = Readonly<Record<"before" | "after", number>>;
interface Effect {
  readonly project: string;
  readonly planted?: Readonly<Record<string, unknown>>;
}

/** What of the truth moves the first measure of a project, and which way the measure then moves. */
const FIRST: Readonly<Record<string, readonly [key: string, sign: 1 | -1]>> = {
  SPIP10: ["goalsMet", 1],
  SPIP12: ["notGp", 1],
  SPIP16: ["men", 1],
  // More tasters, fewer days without support.
  SPIP25: ["taster", -1],
  SPIP26: ["somaliOrArabic", 1],
  SPIP31: ["unregistered", 1],
  SPIP40: ["again", 1],
};
/** Nothing was planted that moves their first measure. */
const NULLS = ["SPIP07", "SPIP13", "SPIP23", "SPIP33"];

let comparisons: ProjectComparisons;
let effects: readonly Effect[];
beforeAll(async () => {
  const { release, programme } = await sharedSample();
  const read = (...path: string[]): unknown => JSON.parse(readFileSync(join(...path), "utf8"));
  comparisons = projectComparisonsSchema.parse(read(release, "project-comparisons.json"));
  effects = (read(programme, "truth.json") as { effects: Effect[] }).effects;
}, 600_000);

const told = (id: string) => {
  const found = comparisons.projects.find(({ project }) => project === id);
  if (found === undefined) throw new Error(`No ${id}.`);
  return found;
};
const plantedSign = (id: string): number => {
  const [key = "", sign = 1] = FIRST[id] ?? [];
  const truth = effects.find(({ project }) => project === id)?.planted?.[key] as Planted;
  return sign * Math.sign(truth.after - truth.before);
};

describe("the questions of the sample's projects", () => {
  it("are answered, or at first look, with the planted sign and nowhere else", () => {
    const said = comparisons.projects.filter(({ verdict }) => verdict.kind !== "not_yet");
    expect(said.length).toBeGreaterThan(3);
    for (const { project, compared, together, verdict } of said) {
      // All that is planted is for the better, so each answer is a yes.
      expect(verdict.way, project).toBe("yes");
      expect(NULLS).not.toContain(project);
      const estimate = compared?.status === "published" ? compared.estimate : together?.estimate;
      expect(Math.sign(estimate ?? 0), project).toBe(plantedSign(project));
    }
    expect(told("SPIP12").verdict.kind).toBe("answered");
  });

  it("stay open where nothing was planted", () => {
    for (const id of NULLS) expect(told(id).verdict.kind, id).toBe("not_yet");
  });

  it("give a difference in whole percentage points within its interval for every measure that is shown", () => {
    const all = comparisons.projects.flatMap(({ compared, others }) => [
      ...(compared === null ? [] : [compared]),
      ...others,
    ]);
    const shown = all.filter(({ status }) => status === "published");
    expect(shown.length).toBeGreaterThan(15);
    for (const { estimate, lower, upper, kind, networks, left_out, as_far } of shown) {
      const decimals = kind === "share" ? 2 : 1;
      for (const figure of [estimate, lower, upper]) {
        expect(Number(figure?.toFixed(decimals))).toBe(figure);
      }
      expect(lower ?? 0).toBeLessThanOrEqual(estimate ?? 0);
      expect(upper ?? 0).toBeGreaterThanOrEqual(estimate ?? 0);
      expect(networks).toBeGreaterThanOrEqual(4);
      expect(as_far ?? 0).toBeLessThanOrEqual(networks);
      expect(networks + left_out).toBeLessThanOrEqual(8);
    }
    for (const { status, estimate, lower, upper, reason } of all) {
      if (status === "published") continue;
      expect([estimate, lower, upper]).toEqual([null, null, null]);
      expect(reason).not.toBe("");
    }
  });

  it("give a cost only beside networks, and with no upper end where there may be no difference", () => {
    for (const { cost } of comparisons.projects) {
      expect(cost.words.length).toBeGreaterThan(0);
      if (cost.kind === "interval") expect(cost.upper).toBeGreaterThan(cost.lower ?? Number.NaN);
      else expect([cost.cost, cost.upper]).toEqual([null, null]);
    }
    // Administration, recruitment and reach: no score says who improved.
    for (const id of ["SPIP12", "SPIP13", "SPIP31", "SPIP33"]) expect(told(id).cost.kind).toBe("none");
  });
});
