import type { ComparePage } from "../release/catalogue.ts";
import { adjustedShare } from "../statistics/funnel-of-adjusted-shares.ts";
import { sampleQuantile } from "../statistics/sample-quantile.ts";
import type { ExactFunnel, NoLimits } from "./exact-funnel.ts";
import { funnelScale } from "./funnel-scale.ts";
import { type FunnelUnit, releasedUnit } from "./funnel-unit.ts";
import type { Policy } from "./policy.ts";
import { isFew } from "./protect-count.ts";
import type { ReleasedEstimate } from "./protect-estimates.ts";
import { centreOf, type ReleasedSide, releaseSide, shareDecimals } from "./release-funnel-side.ts";
import { Released, Unreleased } from "./sealed.ts";

/** A funnel plot as published. */
type ReleasedFunnel = ComparePage["funnels"][number];

/** With a larger share of withheld units than this a funnel would mislead. */
const MOST_WITHHELD = 0.2;
/** A network with a smaller share followed up than this is given no verdict on an outcome. */
const LEAST_FOLLOWED = 0.4;
/**
 * Decimals of what is expected of a network. A mean comes of a regression over all people. A share is a mean of shares of
 * others and its own people: it has a third decimal only where the share of all networks has one, and others weigh more.
 */
const EXPECTED_DECIMALS = { mean: 2, share: 2, share_of_others: 3 } as const;

const REASONS: Readonly<Record<NoLimits | "one_unit" | "withheld" | "telling", string>> = {
  nobody: "Nobody in any network is counted yet.",
  no_spread: "All networks have the same figure, so there are no limits to draw.",
  one_unit: "There are fewer than two networks to set side by side.",
  withheld:
    "More than one in five networks have a figure that is withheld, so a picture of the others could mislead.",
  telling: "The figure of all networks together, beside those shown, would tell of too few people.",
};

/**
 * Releases funnel plots. Centre and variance between units rest on all units, withheld ones too, and are rounded; limits
 * are worked out from these rounded figures at rounded sizes; points are the released estimates, with their
 * {@link funnelVerdict}; adjusted points are made from released figures and a rounded expected figure. With more than
 * one unit in five withheld there is no funnel; below ten units the variance between them is not estimated. A network
 * with fewer than {@link LEAST_FOLLOWED} followed up has no verdict on an outcome.
 * Source: Spiegelhalter (2005), Statistics in Medicine 24:1185–1202.
 */
export function releaseFunnels(
  sealed: Unreleased<readonly ExactFunnel[]>,
  released: Released<readonly ReleasedEstimate[]>,
  policy: Policy,
): Released<readonly ReleasedFunnel[]> {
  const figures = new Map(
    released.value
      .filter((row) => row.area_type === "pcn" && row.period_type === "all" && row.breakdown === "none")
      .map((row) => [`${row.measure}|${row.instrument}|${row.area}`, row]),
  );
  const at = (measure: string, instrument: string, area: string) =>
    figures.get(`${measure}|${instrument}|${area}`);
  return Released.mark(Unreleased.open(sealed).map((exact) => releaseFunnel(exact, at, policy)));
}

type FigureAt = (measure: string, instrument: string, area: string) => ReleasedEstimate | undefined;

function releaseFunnel(exact: ExactFunnel, at: FigureAt, policy: Policy): ReleasedFunnel {
  const { measure, instrument, keys, plain, caseMix, kind } = exact;
  const rows = keys.flatMap((area) => {
    const row = at(measure, instrument, area);
    return row?.status === "published" && row.value !== null ? [row] : [];
  });
  const shown = new Set(rows.map(({ area }) => area));
  const withheld = keys.filter((key) => !shown.has(key));
  const none: ReleasedFunnel = {
    measure,
    instrument,
    area_type: "pcn",
    kind,
    per: exact.per,
    status: "not_shown",
    reason: "",
    units: keys.length,
    ...BLANK_SIDE,
    withheld,
    case_mix: null,
  };
  if (plain.reason !== null || plain.target === null) {
    return { ...none, reason: REASONS[plain.reason ?? "nobody"] };
  }
  if (keys.length < 2) return { ...none, reason: REASONS.one_unit };
  if (withheld.length > MOST_WITHHELD * keys.length) return { ...none, reason: REASONS.withheld };
  if (tellsOfFew(exact, withheld, policy)) return { ...none, reason: REASONS.telling };
  const followed = (area: string) => (exact.needsFollowUp ? at("follow_up_rate", instrument, area) : null);
  const units = rows.map((row) => releasedUnit(row, exact, policy, followedUp(followed(row.area))));
  const side = releaseSide(exact, plain, units, policy);
  if (side === null) return { ...none, reason: REASONS.no_spread };
  return {
    ...none,
    ...side,
    status: "published",
    case_mix: caseMix === null ? null : releaseCaseMix(exact, caseMix, units, policy),
  };
}

/** Whether the mean of all networks, less those shown or within the programme's, would be that of a few people. */
function tellsOfFew({ behind, people }: ExactFunnel, withheld: readonly string[], policy: Policy): boolean {
  if (behind === undefined) return false;
  const hidden = withheld.reduce((sum, key) => sum + (behind.of.get(key) ?? 0), 0);
  return [hidden, behind.programme - people].some((count) => isFew(count, policy));
}

const BLANK_SIDE: ReleasedSide = {
  centre: null,
  within: null,
  phi: null,
  tau: null,
  tau_all: null,
  beyond_chance: null,
  limits: [],
  adjusted: [],
  points: [],
};

/** Undefined where a verdict may be given: by the released rate, so that the rule can be checked. */
function followedUp(
  row: ReleasedEstimate | undefined | null,
): "few_followed" | "follow_up_unknown" | undefined {
  if (row === null) return undefined;
  if (row === undefined || row.status !== "published" || row.value === null) return "follow_up_unknown";
  return row.value < LEAST_FOLLOWED ? "few_followed" : undefined;
}

function releaseCaseMix(
  exact: ExactFunnel,
  side: NonNullable<ExactFunnel["caseMix"]>,
  units: readonly FunnelUnit[],
  policy: Policy,
): ReleasedFunnel["case_mix"] {
  const { kind, decimals } = exact;
  if (side.reason !== null || side.target === null || kind === "rate") return null;
  const centre = centreOf(exact, side, policy);
  const fine = shareDecimals(exact, policy) === 3;
  const placed = units.flatMap((unit): FunnelUnit[] => {
    const others = kind === "share" && fine && !side.withThemselves.has(unit.area);
    const places = EXPECTED_DECIMALS[others ? "share_of_others" : kind];
    const half = policy.roundTo > 1 ? 0.5 / 10 ** places : 0;
    const usual = Number((side.expected.get(unit.area) ?? Number.NaN).toFixed(places));
    if (kind === "mean") {
      if (!Number.isFinite(usual)) return [];
      const ends = [usual - half, usual + half];
      return [
        {
          ...unit,
          value: Number((unit.value - usual + centre.target).toFixed(Math.max(1, decimals))),
          expected: usual,
          may: (about) =>
            unit
              .may(about)
              .flatMap((one) =>
                ends.map((end) => ({ value: one.value - end + about.target, size: one.size })),
              ),
        },
      ];
    }
    if (!(usual > 0 && usual < 1)) return [];
    const now = adjustedShare(unit.ratio, unit.size, usual, centre.target);
    const ends = half === 0 ? [usual] : [Math.max(1e-6, usual - half), Math.min(1 - 1e-6, usual + half)];
    return [
      {
        ...unit,
        value: Number(now.value.toFixed(3)),
        size: Math.max(1, Math.round(now.size)),
        expected: usual,
        may: (about) =>
          unit.may(about).flatMap((one) =>
            ends.map((end) => {
              const other = adjustedShare(one.value, one.size, end, about.target);
              return { value: other.value, size: Math.max(1, Math.round(other.size)) };
            }),
          ),
      },
    ];
  });
  // Adjusted for some networks only, a picture would compare unlike figures.
  if (placed.length < units.length) return null;
  const released = releaseSide(exact, side, placed, policy);
  if (released === null) return null;
  const moves = placed.map((unit, index) => Math.abs(unit.value - (units[index]?.ratio ?? unit.value)));
  const shown = (value: number | null) => Number((value ?? 0).toFixed(funnelScale(kind).decimals));
  return {
    ...released,
    strata: side.strata,
    moved_half: shown(sampleQuantile(moves, 0.5)),
    moved_most: shown(Math.max(...moves)),
  };
}
