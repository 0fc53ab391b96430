import type { TeamView } from "../measures/team-members.ts";
import type { Policy } from "./policy.ts";
import { Released, Unreleased } from "./sealed.ts";

/**
 * Lets rows about single members of staff through to the local view, and to nothing else: under a policy whose releases
 * may be published it throws, whoever asks.
 */
export function releaseTeam(sealed: Unreleased<TeamView>, policy: Policy): Released<TeamView> {
  if (policy.publishable) {
    throw new TypeError(`Rows about single members of staff are never released under policy ${policy.id}.`);
  }
  return Released.mark(Unreleased.open(sealed));
}
