import type { Solve } from "../../src/disclosure/audit/linear-program.ts";
import type { ReleaseAudit } from "../../src/disclosure/audit/release-audit-result.ts";
import { type Policy, policies } from "../../src/disclosure/policy.ts";
import { protectEstimates } from "../../src/disclosure/protect-estimates.ts";
import { protectRelease } from "../../src/disclosure/protect-release.ts";
import { Unreleased } from "../../src/disclosure/sealed.ts";
import { attack } from "./attack.ts";
import { measureWorld } from "./measure-world.ts";
import type { Win } from "./released-cells.ts";
import { randomWorld } from "./world.ts";

/** What became of a world: as released, and as it would be with each estimate protected by itself alone. */
export interface Trial {
  readonly seed: number;
  readonly audit: ReleaseAudit;
  readonly wins: readonly Win[];
  /** Absent where not tried. */
  readonly alone?: { readonly audit: ReleaseAudit; readonly wins: readonly Win[] };
}

/** Releases a random world under a policy and attacks it; `alone`: without a plan as well. */
export async function trial(
  seed: number,
  id: Policy["id"],
  solve: Solve,
  { alone = false }: { readonly alone?: boolean } = {},
): Promise<Trial> {
  const policy = policies[id];
  const measured = measureWorld(randomWorld(seed));
  const { sources } = measured;
  const exact = Unreleased.both(measured.exact, measured.networks);
  const release = await protectRelease({ exact, sources, policy, solve });
  const audit = await release.audit(release.estimates);
  const wins = await attack(measured, release.estimates.value, policy);
  if (!alone) return { seed, audit, wins };
  const unplanned = protectEstimates(exact, policy);
  return {
    seed,
    audit,
    wins,
    alone: {
      audit: await release.audit(unplanned),
      wins: await attack(measured, unplanned.value, policy),
    },
  };
}

/** The wins of some attacks as lines that say where they come from. */
export const winsOf = (trials: readonly Trial[], ...attacks: readonly Win["attack"][]): readonly string[] =>
  trials.flatMap(({ seed, wins }) =>
    wins
      .filter((win) => attacks.includes(win.attack))
      .map((win) => `world ${seed}: ${win.attack}: ${win.cell} ${win.what}`),
  );
