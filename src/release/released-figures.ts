import { allNetworks, isOfAllNetworks } from "../disclosure/all-networks.ts";
import type { Policy } from "../disclosure/policy.ts";
import { protectRelease } from "../disclosure/protect-release.ts";
import { Unreleased } from "../disclosure/sealed.ts";
import type { TableSources } from "../disclosure/tables/count-tables.ts";
import { isInRelease } from "../measures/lattice.ts";
import { withChangeLimits } from "./change-limits.ts";
import { withClusteredChange } from "./clustered-change.ts";
import { withDerivedCaseload } from "./derived-caseload.ts";
import { withDerivedOutcomes } from "./derived-outcomes.ts";
import { withReferralRates } from "./derived-referral-rates.ts";
import { withEquityShares } from "./equity-shares.ts";
import { sortEstimates } from "./estimates-table.ts";
import { exactEstimates } from "./exact-estimates.ts";
import { exactFunnels } from "./funnels.ts";
import { geographyOf } from "./geography.ts";
import { withLostPeople } from "./lost-people.ts";
import { loadSolver } from "./lp-solver.ts";
import type { ReleaseRequest } from "./make-release.ts";
import { withPathwayShares } from "./pathway-shares.ts";
import { withReach } from "./reach.ts";
import { readTables } from "./read-tables.ts";
import type { ReleaseWatch } from "./release-watch.ts";

type OnStage = NonNullable<ReleaseWatch["onStage"]>;

/**
 * The figures of a release, protected and audited, with what its documents need besides. All that they were worked out
 * and audited from is let go: it takes several times the room of the release itself.
 */
export async function releasedFigures(request: ReleaseRequest, policy: Policy, onStage: OnStage) {
  const { exact, sources, programme, ...others } = await exactFigures(request, onStage);
  onStage("protection");
  const protection = await protectRelease({
    exact,
    sources,
    policy,
    solve: await loadSolver(),
    earlier: request.previous,
    ...(request.onPlan === undefined ? {} : { onPlan: request.onPlan }),
  });
  // The figures of all networks together stand in funnels only.
  const ofNetworks = protection.estimates.map((some) => some.filter(isOfAllNetworks));
  const own = protection.estimates.map((some) => some.filter((one) => !isOfAllNetworks(one)));
  const derived = withClusteredChange(
    withEquityShares(withDerivedOutcomes(withPathwayShares(own, programme.pathway, policy), policy), policy),
    programme,
    policy,
  );
  const { populations = [] } = request;
  const rated = withReferralRates(withDerivedCaseload(derived, programme, policy), programme, policy);
  const reached = withReach(rated, programme, populations, policy);
  const estimates = withChangeLimits(
    withLostPeople(reached, programme.instruments, policy),
    programme.instruments,
    policy,
  ).map(sortEstimates);
  const together = estimates.map((some) => [...some, ...ofNetworks.value]);
  onStage("audit");
  const audit = await protection.audit(together, request.onAudit);
  const { log, alreadyOut, utility } = protection;
  return { ...others, programme, estimates, together, audit, log, alreadyOut, utility };
}

/** The figures before disclosure control, and what they are protected from. The rows behind them may be a million. */
async function exactFigures(asked: ReleaseRequest, onStage: OnStage) {
  onStage("measures");
  const { programme, rows, ...others } = await readTables(asked);
  onStage("estimates");
  const funnels = exactFunnels(rows, programme);
  const exact = exactEstimates(rows, programme, isInRelease);
  const { leaves, activity, robustness, wants, equity, workforce, comparedPlaces = [] } = rows;
  const sources: TableSources = {
    leaves,
    activity: activity && { leaves: activity.leaves, stages: activity.stages },
    robustness: robustness && {
      leaves: robustness.leaves,
      gains: robustness.gains,
      gainLayers: robustness.gainLayers,
    },
    wants,
    equity: equity && { leaves: equity.leaves, stages: equity.stages },
    caseload: { cases: workforce.cases, support: workforce.support, contacts: workforce.contacts },
    geography: geographyOf(programme),
  };
  const all = Unreleased.both(exact, allNetworks(funnels, exact));
  return { programme, exact: all, funnels, sources, comparedPlaces, ...others };
}
