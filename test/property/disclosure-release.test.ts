import { beforeAll, describe, expect, it } from "vitest";
import { policies } from "../../src/disclosure/policy.ts";
import { protectRelease } from "../../src/disclosure/protect-release.ts";
import { loadSolver } from "../../src/release/lp-solver.ts";
import { measureWorld } from "../disclosure-attack/measure-world.ts";
import { type Trial, trial, winsOf } from "../disclosure-attack/trial.ts";
import { randomWorld } from "../disclosure-attack/world.ts";

const WORLDS = [5, 9, 11, 13, 15];

describe("five random worlds under the default policy", () => {
  const trials: Trial[] = [];

  beforeAll(async () => {
    const solve = await loadSolver();
    for (const seed of WORLDS) trials.push(await trial(seed, "nhs-england", solve, { alone: true }));
  }, 120_000);

  it("are released without contradicting what was counted", () => {
    expect(trials.flatMap(({ audit }) => audit.contradictions)).toEqual([]);
  });

  it("give nothing away to an attacker who knows only what is printed", () => {
    expect(winsOf(trials, "share", "average", "count", "linked average", "linked count")).toEqual([]);
  });

  it("would be refused, and attacked with success, were each figure protected by itself alone", () => {
    const alone = trials.flatMap((one) => one.alone ?? []);
    expect(alone.filter(({ audit }) => audit.leaks.length > 0).length).toBeGreaterThan(0);
    for (const attack of ["average", "count"]) {
      const won = alone.filter(({ wins }) => wins.some((win) => win.attack === attack));
      expect(won.length).toBeGreaterThan(0);
    }
  });

  it("are released alike from the same records", async () => {
    const { exact, sources } = measureWorld(randomWorld(9));
    const solve = await loadSolver();
    const release = () => protectRelease({ exact, sources, policy: policies["nhs-england"], solve });
    const [one, other] = [await release(), await release()];
    expect(other.estimates.value).toEqual(one.estimates.value);
    expect(other.log).toEqual(one.log);
  });
});
