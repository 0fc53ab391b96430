import type { AreaType, PeriodType } from "../measures/cell.ts";
import type { DisclosureLogRow, Utility } from "./audit/release-audit-result.ts";
import type { ExactEstimate, ReleasedEstimate } from "./protect-estimates.ts";

/** From fine to coarse. */
const AREAS: readonly AreaType[] = ["pcn", "service", "borough", "icb", "programme"];
const PERIODS: readonly PeriodType[] = ["month", "quarter", "financial_year", "all"];

/**
 * How much a release does not show: figures withheld for the sake of others, by its log, and the referrals of the finest
 * areas and periods that it counts, exactly. `released` are the estimates of `exact` in their order.
 */
export function releaseUtility(
  exact: readonly ExactEstimate[],
  released: readonly ReleasedEstimate[],
  log: readonly DisclosureLogRow[],
): Utility {
  const referrals = exact.flatMap((estimate, index) =>
    estimate.measure === "referrals" && estimate.kind === "count" && estimate.breakdown === "none"
      ? [
          {
            area_type: estimate.area_type,
            period_type: estimate.period_type,
            value: estimate.value,
            withheld: released[index]?.status === "withheld",
          },
        ]
      : [],
  );
  const area = AREAS.find((type) => referrals.some(({ area_type }) => area_type === type));
  const inArea = referrals.filter(({ area_type }) => area_type === area);
  const period = PERIODS.find((type) => inArea.some(({ period_type }) => period_type === type));
  const finest = inArea.filter(({ period_type }) => period_type === period);
  const withheld = finest.filter((one) => one.withheld);
  const sum = (some: typeof finest) => some.reduce((total, { value }) => total + (value ?? 0), 0);
  return {
    complementary: log.filter(({ role }) => role === "complementary").length,
    finest: {
      cells: finest.length,
      withheldCells: withheld.length,
      referrals: sum(finest),
      withheldReferrals: sum(withheld),
    },
  };
}
