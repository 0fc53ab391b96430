import type { OrganisationFact } from "../measures/programme-office.ts";
import { Released, Unreleased } from "./sealed.ts";

/**
 * Releases facts of organisations: money spent and sessions attended by projects. They say nothing of a person, so no
 * rule on numbers of people applies. Only project, kind and value pass, whatever else a row may carry.
 */
export function releaseFacts(
  sealed: Unreleased<readonly OrganisationFact[]>,
): Released<readonly OrganisationFact[]> {
  return Released.mark(Unreleased.open(sealed).map(({ project, kind, value }) => ({ project, kind, value })));
}
