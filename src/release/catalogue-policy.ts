import type { Policy } from "../disclosure/policy.ts";
import type { Catalogue } from "./catalogue.ts";

/** What pages and sentences need to know of a policy. */
export const cataloguePolicy = (policy: Policy): Catalogue["policy"] => ({
  id: policy.id,
  title: policy.title,
  explanation: [...policy.explanation],
  source: policy.source,
  publishable: policy.publishable,
  withhold_up_to: policy.withholdUpTo,
  round_to: policy.roundTo,
  rounding: policy.rounding,
  described_from: policy.describedFrom,
  staff_from: policy.staff.fewest,
  staff_answers_from: policy.staff.fewestAnswers,
  staff_bands: [...policy.staff.bands],
});
