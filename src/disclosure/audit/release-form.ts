import { cellName } from "../cell-name.ts";
import { WITHHELD_NOTE } from "../hide-estimate.ts";
import { cellAndMethod } from "../people-figures.ts";
import type { Policy } from "../policy.ts";
import { placeOf } from "../staff-basis.ts";
import { partsOfTotals } from "../sum-of-parts.ts";
import {
  decimals,
  empty,
  FIGURES,
  type FormFault,
  type FormRow,
  isNear,
  MAKE_AGAIN,
  people,
  present,
  rounded,
  same,
} from "./form-faults.ts";
import { rateFaults, shareFaults } from "./ratio-form.ts";
import type { ReleaseLeak } from "./release-audit-result.ts";

/**
 * Looks at the form of every row about to be published, without regard to how it was made: what each kind of figure may
 * show under a policy, and no more.
 *
 * Withheld rows show nothing and all say the same; counts are rounded ones that no small count rounds to; percentages and
 * rates are those of the counts beside them, and their limits follow from these alone; averages, medians and figures of
 * staff rest on enough people and carry the decimals declared. One cell is published once. Empty where all is well,
 * and under a policy for local work.
 */
export function releaseForm(rows: readonly FormRow[], policy: Policy): readonly ReleaseLeak[] {
  if (!policy.publishable) return [];
  const seen = new Set<string>();
  const partsOf = partsOfTotals(rows, policy);
  const summed = new Map(
    rows.flatMap((row) => {
      const parts = partsOf(row);
      return row.measure.startsWith("pathway_") && parts > 1 ? [[placeOf(row), parts] as const] : [];
    }),
  );
  return rows.flatMap((row) => {
    const key = cellAndMethod(row);
    const twice: FormFault[] = seen.has(key)
      ? [
          {
            what: "is published twice, so that two figures can be compared",
            remedy: "Leave one of them out.",
          },
        ]
      : [];
    seen.add(key);
    return [...twice, ...faultsOf(row, policy, summed.get(placeOf(row)))].map((fault) => ({
      table: `form of ${row.measure}`,
      cell: cellName(row),
      because: [],
      ...fault,
    }));
  });
}

function faultsOf(row: FormRow, policy: Policy, parts = 1): readonly FormFault[] {
  const unreal = FIGURES.filter((figure) => row[figure] !== null && !Number.isFinite(row[figure]));
  if (unreal.length > 0)
    return [{ what: `has a ${unreal.join(", ")} that is no number`, remedy: MAKE_AGAIN }];
  if (row.status === "withheld") {
    return row.note === WITHHELD_NOTE
      ? empty(row, [])
      : [...empty(row, []), { what: "says why it is withheld", remedy: `All say “${WITHHELD_NOTE}”` }];
  }
  if (row.status !== "published") {
    return [...empty(row, row.kind.startsWith("staff_") ? [] : ["n"]), ...rounded(row, ["n"], policy)];
  }
  const { lower, upper, value } = row;
  const holds =
    (lower ?? upper) === null ||
    ((lower ?? 1) <= (value ?? lower ?? 0) && (value ?? lower ?? 1) <= (upper ?? 0));
  if (!holds || (lower === null) !== (upper === null)) {
    return [{ what: "has limits that do not hold its value", remedy: MAKE_AGAIN }];
  }
  const faults = CHECKS[row.kind](row, policy);
  // A share of stages whose numbers are sums of rounded ones has limits that allow for each of these.
  return faults.length > 0 && parts > 1 && OF_STAGES.test(row.measure)
    ? shareFaults(row, policy, parts)
    : faults;
}

const OF_STAGES = /^share_(reached|onward)_/;

const CHECKS: Readonly<Record<FormRow["kind"], (row: FormRow, policy: Policy) => readonly FormFault[]>> = {
  count: (row, policy) => [
    ...empty(row, ["value", "n"]),
    ...rounded(row, ["value"], policy),
    ...same(row, "n", "value"),
    ...present(row, ["value"]),
  ],
  staff_count: (row, policy) => [
    ...empty(row, ["value", "n"]),
    ...rounded(row, ["value"], { ...policy, withholdUpTo: policy.staff.fewest - 1 }),
    ...same(row, "n", "value"),
    ...present(row, ["value"]),
  ],
  proportion: (row, policy) => shareFaults(row, policy),
  rate: rateFaults,
  mean: (row, policy) => [
    ...averageFaults(row, policy, policy.describedFrom),
    ...present(row, ["value"]),
    ...spread(row),
  ],
  // Where few of enough staff answered, the average says nothing of how many did.
  staff_mean: (row, policy) => [
    ...averageFaults(row, policy, row.n === null ? undefined : policy.staff.fewest),
    ...present(row, ["value"]),
    ...spread(row),
  ],
  band: (row, policy) => [
    ...averageFaults(row, policy, policy.describedFrom),
    ...empty(row, ["n", "lower", "upper"]),
    ...present(row, ["lower", "upper"]),
  ],
  quantile: (row, policy) => [
    ...averageFaults(row, policy, Math.max(policy.describedFrom, policy.quantilesFrom)),
    ...present(row, ["value"]),
  ],
  staff_quantile: (row, policy) => [
    ...averageFaults(row, policy, Math.max(policy.staff.fewest, policy.quantilesFrom)),
    ...present(row, ["value"]),
    ...inSteps(row),
  ],
  staff_rate: (row, policy) => [
    ...averageFaults(row, policy, policy.staff.fewest),
    ...present(row, ["value"]),
    ...(row.step === undefined ? [] : inSteps(row)),
  ],
  // How many posts were filled is not shown.
  staff_gap: (row) => [
    ...empty(row, ["value", "lower", "upper", "level"]),
    ...present(row, ["value"]),
    ...inSteps(row),
  ],
  staff_curve: (row, policy) =>
    row.value === null ? bandFaults(row, policy) : averageFaults(row, policy, policy.staff.fewest),
  staff_share: bandFaults,
  capacity: capacityFaults,
  published: (row) => decimals(row, ["value", "lower", "upper", "numerator"], row.decimals),
};

function averageFaults(row: FormRow, policy: Policy, least: number | undefined): readonly FormFault[] {
  return [
    ...empty(row, ["n", "value", "lower", "upper", "level"]),
    ...rounded(row, ["n"], policy),
    ...(least === undefined ? [] : people(row, least, policy)),
    ...decimals(row, ["value", "lower", "upper"], row.decimals),
  ];
}

/** A quantile over staff lies at single people's figures: only multiples of its step are shown. */
function inSteps({ value, lower, upper, step = 1 }: FormRow): readonly FormFault[] {
  const off = [value, lower, upper].filter((x) => x !== null && !isNear(x, Math.round(x / step) * step, 0));
  return off.length === 0 ? [] : [{ what: `is no multiple of ${step}`, remedy: MAKE_AGAIN }];
}

/** Where all of some people are alike, their average is the score of each. */
function spread({ lower }: FormRow): readonly FormFault[] {
  if (lower !== null) return [];
  return [
    {
      what: "is an average without an interval: it is the figure of every single person",
      remedy: "Withhold it.",
    },
  ];
}

/** A share of staff is one of so many equal bands, and nothing else. */
function bandFaults(row: FormRow, { staff }: Policy): readonly FormFault[] {
  const { lower, upper } = row;
  const faults = [...empty(row, ["lower", "upper"]), ...present(row, ["lower", "upper"])];
  const isBand = staff.bands.some(({ parts }) => {
    const place = Math.round((lower ?? -1) * parts);
    return (
      place >= 0 && place < parts && isNear(lower, place / parts, 0) && isNear(upper, (place + 1) / parts, 0)
    );
  });
  if (isBand) return faults;
  const widths = staff.bands.map(({ parts }) => `1/${parts}`).join(" or ");
  return [...faults, { what: `is no band of ${widths}, as shares of staff are shown`, remedy: MAKE_AGAIN }];
}

/** Working time says how much there is, or only up to how many whole full-time equivalents; never how many people. */
function capacityFaults(row: FormRow): readonly FormFault[] {
  const faults = [
    ...empty(row, ["numerator", "denominator", "value", "lower", "upper"]),
    ...decimals(row, ["numerator", "value", "lower", "upper"], row.decimals),
    ...decimals(row, ["denominator"], 0),
  ];
  const { value, lower, upper, per = 1 } = row;
  if (value !== null || faults.length > 0) return faults;
  const isUpTo = lower === 0 && upper !== null && upper > 0 && (per !== 1 || Number.isInteger(upper));
  const hidden = empty(row, ["lower", "upper"]);
  return isUpTo
    ? hidden
    : [
        ...hidden,
        { what: "shows working time of one worker other than as up to a whole number", remedy: MAKE_AGAIN },
      ];
}
