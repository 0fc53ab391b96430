import type { ComparePage } from "../release/catalogue.ts";
import { adjustedShare } from "../statistics/funnel-of-adjusted-shares.ts";
import { sampleQuantile } from "../statistics/sample-quantile.ts";
import { ALL_NETWORKS } from "./all-networks.ts";
import type { ExactFunnel, NoLimits } from "./exact-funnel.ts";
import { funnelScale } from "./funnel-scale.ts";
import { type FunnelUnit, releasedUnit } from "./funnel-unit.ts";
import type { Policy } from "./policy.ts";
import type { ReleasedEstimate } from "./protect-estimates.ts";
import { type Centre, centreOf, type ReleasedSide, releaseSide } from "./release-funnel-side.ts";
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
 * Releases funnel plots. The centre is the released share or mean of all networks together ({@link allNetworks}), those
 * withheld too, and of rates that of the programme. Points are the released estimates, with their
 * {@link funnelVerdict}; limits are worked out at their sizes, and the variance between networks from the points alone.
 * Adjusted points are made from released figures and a rounded expected figure. So a network without a point tells of
 * itself by nothing but its part in the centre, which is audited with all other figures.
 * With more than one unit in five withheld, or the centre, there is no funnel; below ten points the variance between
 * networks is not estimated. A network with fewer than {@link LEAST_FOLLOWED} followed up has no verdict on an outcome.
 * Source: Spiegelhalter (2005), Statistics in Medicine 24:1185–1202.
 */
export function releaseFunnels(
  sealed: Unreleased<readonly ExactFunnel[]>,
  released: Released<readonly ReleasedEstimate[]>,
  policy: Policy,
): Released<readonly ReleasedFunnel[]> {
  const figures = new Map<string, Map<string, ReleasedEstimate>>();
  for (const row of released.value) {
    if (row.period_type !== "all" || row.breakdown !== "none") continue;
    if (row.area_type !== "pcn" && row.area_type !== "programme") continue;
    const key = `${row.area_type}|${row.measure}|${row.instrument}`;
    const own = figures.get(key) ?? new Map<string, ReleasedEstimate>();
    figures.set(key, own.set(row.area, row));
  }
  const of = (measure: string, instrument: string, type: "pcn" | "programme" = "pcn"): Figures =>
    figures.get(`${type}|${measure}|${instrument}`) ?? new Map();
  return Released.mark(Unreleased.open(sealed).map((exact) => releaseFunnel(exact, of, policy)));
}

/** Released figures of a measure by network. */
type Figures = ReadonlyMap<string, ReleasedEstimate>;

function releaseFunnel(
  exact: ExactFunnel,
  of: (measure: string, instrument: string, type?: "pcn" | "programme") => Figures,
  policy: Policy,
): ReleasedFunnel {
  const { measure, instrument, plain, caseMix, kind, per } = exact;
  const figures = of(measure, instrument);
  const rows = exact.keys.flatMap((area) => {
    const row = figures.get(area);
    return row?.status === "published" && row.value !== null ? [row] : [];
  });
  const shown = new Set(rows.map(({ area }) => area));
  // Also a network that nobody is in, where even that is withheld.
  const hidden = [...figures.values()].flatMap(({ status, area }) => (status === "withheld" ? [area] : []));
  const withheld = [...new Set([...exact.keys, ...hidden])]
    .filter((area) => area !== ALL_NETWORKS && !shown.has(area))
    .sort();
  const units = rows.length + withheld.length;
  const none: ReleasedFunnel = {
    measure,
    instrument,
    area_type: "pcn",
    kind,
    per,
    status: "not_shown",
    reason: "",
    units,
    ...BLANK_SIDE,
    withheld,
    case_mix: null,
  };
  if (plain.reason === "nobody") return { ...none, reason: REASONS.nobody };
  if (units < 2) return { ...none, reason: REASONS.one_unit };
  if (withheld.length > MOST_WITHHELD * units) return { ...none, reason: REASONS.withheld };
  const programme = of(measure, instrument, "programme").get("programme");
  // Of shares the programme's stands for all networks where it is the same.
  const whole = kind === "mean" ? figures.get(ALL_NETWORKS) : (figures.get(ALL_NETWORKS) ?? programme);
  if (whole?.status !== "published" || whole.value === null) return { ...none, reason: REASONS.telling };
  if (plain.reason !== null) return { ...none, reason: REASONS[plain.reason] };
  const centre = centreOf(whole, exact, policy);
  const followed = exact.needsFollowUp ? of("follow_up_rate", instrument) : undefined;
  const points = rows.map((row) => releasedUnit(row, exact, policy, followedUp(row.area, followed)));
  const side = releaseSide(exact, centre, plain.within, points, policy);
  if (side === null) return { ...none, reason: REASONS.no_spread };
  return {
    ...none,
    ...side,
    status: "published",
    case_mix:
      caseMix === null || shinesThrough(caseMix, withheld)
        ? null
        : releaseCaseMix(exact, caseMix, centre, points, policy),
  };
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

/**
 * Whether a network without a point is compared with itself more than with others. What is expected of all networks adds up
 * to what all have, so that the others' would leave its own, which is then nearly what it has.
 */
const shinesThrough = (
  { withThemselves }: NonNullable<ExactFunnel["caseMix"]>,
  withheld: readonly string[],
): boolean => withheld.some((area) => withThemselves.has(area));

/** Undefined where a verdict may be given: by the released rate, so that the rule can be checked. */
function followedUp(area: string, rates: Figures | undefined): FunnelUnit["barred"] {
  if (rates === undefined) return undefined;
  const row = rates.get(area);
  if (row === undefined || row.status !== "published" || row.value === null) return "follow_up_unknown";
  return row.value < LEAST_FOLLOWED ? "few_followed" : undefined;
}

function releaseCaseMix(
  exact: ExactFunnel,
  side: NonNullable<ExactFunnel["caseMix"]>,
  centre: Centre,
  units: readonly FunnelUnit[],
  policy: Policy,
): ReleasedFunnel["case_mix"] {
  const { kind, decimals } = exact;
  if (side.reason !== null || kind === "rate") return null;
  const fine = centre.decimals === 3;
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
          ratio: unit.ratio - usual + centre.target,
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
        ratio: now.value,
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
  const released = releaseSide(exact, { ...centre, ratio: centre.target }, side.within, placed, policy);
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
