import type { ExactFunnel } from "../disclosure/exact-funnel.ts";
import type { Policy } from "../disclosure/policy.ts";
import type { ExactEstimate, ReleasedEstimate } from "../disclosure/protect-estimates.ts";
import { releaseFunnels } from "../disclosure/release-funnels.ts";
import { type Released, Unreleased } from "../disclosure/sealed.ts";
import { contactShares, provisionShares, referralShares } from "../measures/activity-rows.ts";
import { EXPECTED_PARTS } from "../measures/case-mix.ts";
import type { CaseMix } from "../measures/case-mix-rows.ts";
import type { Cell } from "../measures/cell.ts";
import type { CellRow } from "../measures/cell-rows.ts";
import { periodYears } from "../measures/period-years.ts";
import type { Instrument, Programme } from "../model/programme.ts";
import { type AdjustedClusterMeans, adjustedClusterMeans } from "../statistics/adjusted-cluster-means.ts";
import type { WholeNumber } from "../statistics/exact-integer.ts";
import { funnelOfMeans, type MeanUnit } from "../statistics/funnel-of-means.ts";
import type { ShareUnit } from "../statistics/funnel-of-shares.ts";
import type { ComparePage } from "./catalogue.ts";
import { PATIENTS_PER, REFERRAL_RATE } from "./derived-referral-rates.ts";
import { capacityEstimates } from "./exact-capacity.ts";
import type { MeasureRows } from "./exact-estimates.ts";
import { publishedCapacity } from "./published-capacity.ts";
import { REACH_DECIMALS } from "./reach-cell.ts";

/**
 * What the page of networks side by side shows besides estimates. `estimates` hold those of all networks together
 * (`allNetworks`) too.
 */
export function comparePage(
  funnels: ReturnType<typeof exactFunnels>,
  estimates: Released<readonly ReleasedEstimate[]>,
  policy: Policy,
): Released<ComparePage> {
  return releaseFunnels(funnels, estimates, policy).map((released) => ({
    funnels: [...released],
    published_capacity: publishedCapacity(),
  }));
}

/** Shares that stand beside another one, and are no choice by themselves. */
const BESIDE = new Set(["share_same", "share_goals_partly", "share_goals_not_met"]);
/** Figures of second scores: they say nothing of a network where few were followed up. */
const OF_SECOND_SCORES = new Set(["mean_change", "share_improved", "share_worse"]);
/** Averages of the activity of a referral that are sums of its rows. */
const MEANS: Readonly<Record<string, string>> = {
  contacts_per_referral: "contacts_per_referral",
  mean_sessions_attended: "mean_sessions_attended",
  mean_gp_contacts_change: "gp_change",
};

/**
 * Funnels of every share, average and rate that networks can be compared by, over the whole time: made from exact figures
 * of all networks, before anything is withheld; people in no network are in none.
 */
export function exactFunnels(rows: MeasureRows, programme: Programme): Unreleased<readonly ExactFunnel[]> {
  return new Unreleased([
    ...shareFunnels(rows, programme.instruments),
    ...changeFunnels(rows, programme.instruments),
    ...meanFunnels(rows),
    ...referralsPerWorker(rows, programme),
    ...referralsPerPatient(rows, programme),
  ]);
}

const byKey = (a: { readonly key: string }, b: { readonly key: string }) => (a.key < b.key ? -1 : 1);

const isWholeNetwork = (row: Pick<Cell, "area_type" | "period_type" | "breakdown">) =>
  row.area_type === "pcn" && row.period_type === "all" && row.breakdown === "none";

interface NetworkShares {
  readonly measure: string;
  readonly instrument: string;
  readonly units: readonly ShareUnit[];
}

function networkShares(rows: MeasureRows, instruments: readonly Instrument[]): readonly NetworkShares[] {
  const found: NetworkShares[] = [];
  const add = (measure: string, instrument: string, units: readonly ShareUnit[]) => {
    const present = units.filter(({ denominator }) => denominator > 0).toSorted(byKey);
    if (present.length > 0) found.push({ measure, instrument, units: present });
  };
  const paired = rows.paired.filter(isWholeNetwork);
  for (const { id, follow_up } of instruments) {
    const own = paired.filter((row) => row.instrument === id);
    const units = (is: "followed" | "improved" | "worse", of: "due" | "n") =>
      own.map((row) => ({ key: row.area, numerator: row[is], denominator: row[of] }));
    if (follow_up.rate === "measured") add("follow_up_rate", id, units("followed", "due"));
    add("share_improved", id, units("improved", "n"));
    add("share_worse", id, units("worse", "n"));
  }
  const activity = (some: readonly CellRow[], measures: readonly string[]) => {
    const networks = some.filter(isWholeNetwork);
    for (const measure of measures.filter((one) => !BESIDE.has(one))) {
      add(
        measure,
        "",
        networks.map((row) => ({
          key: row.area,
          numerator: Number(row[`${measure}_is`] ?? 0),
          denominator: Number(row[`${measure}_of`] ?? 0),
        })),
      );
    }
  };
  activity(rows.activity?.referrals ?? [], [...referralShares, "share_men", ...provisionShares]);
  activity(rows.activity?.contacts ?? [], contactShares);
  return found;
}

function shareFunnels(rows: MeasureRows, instruments: readonly Instrument[]): readonly ExactFunnel[] {
  return networkShares(rows, instruments).map(({ measure, instrument, units }) => {
    const [of, is] = (["denominator", "numerator"] as const).map((name) =>
      units.reduce((sum, unit) => sum + unit[name], 0),
    ) as [number, number];
    const target = of === 0 ? null : is / of;
    return {
      measure,
      instrument,
      kind: "share",
      per: 1,
      decimals: 2,
      keys: units.map(({ key }) => key),
      plain: {
        target,
        within: null,
        reason: target === null ? "nobody" : target === 0 || target === 1 ? "no_spread" : null,
      },
      caseMix: rows.caseMix === undefined ? null : adjustedShares(rows.caseMix, measure, instrument, units),
      people: of,
      needsFollowUp: OF_SECOND_SCORES.has(measure),
    };
  });
}

function adjustedShares(
  { shares }: CaseMix,
  measure: string,
  instrument: string,
  units: readonly ShareUnit[],
): ExactFunnel["caseMix"] {
  const own = new Map(
    shares
      .filter((row) => row.measure === measure && row.instrument === instrument)
      .map((row) => [row.pcn, row]),
  );
  const [first] = own.values();
  const known = units.flatMap((unit) => {
    const row = own.get(unit.key);
    const expected = row === undefined ? 0 : Number(row.expected) / EXPECTED_PARTS;
    const same = row?.n === unit.denominator && row.x === unit.numerator;
    return same && expected > 0 && expected < unit.denominator ? [{ ...unit, expected }] : [];
  });
  // Adjusted figures of other people than the plain ones would mislead.
  if (first === undefined || known.length < units.length) return null;
  return {
    within: null,
    reason: null,
    expected: new Map(known.map(({ key, expected, denominator }) => [key, expected / denominator])),
    withThemselves: new Set(
      known
        .filter(({ key, denominator }) => Number(own.get(key)?.own ?? 0) / 1e6 > denominator / 2)
        .map(({ key }) => key),
    ),
    strata: Number(first.strata),
  };
}

function meanSide(units: readonly MeanUnit[], decimals: number): ExactFunnel["plain"] {
  const { target, pooledSd, reason } = funnelOfMeans(units, decimals);
  return { target, within: pooledSd, reason };
}

const peopleOf = (units: readonly MeanUnit[]) => units.reduce((sum, { sums }) => sum + Number(sums.n), 0);

function changeFunnels(rows: MeasureRows, instruments: readonly Instrument[]): readonly ExactFunnel[] {
  return instruments.flatMap(({ id, decimals }): ExactFunnel[] => {
    const units = rows.paired
      .filter((row) => row.instrument === id && isWholeNetwork(row) && row.n > 0)
      .map((row) => ({
        key: row.area,
        sums: { n: row.n, sum: row.sum_change, sumOfSquares: row.sum_change2 },
      }))
      .sort(byKey);
    if (units.length === 0) return [];
    const mix = rows.caseMix?.means.find((one) => one.instrument === id);
    const adjusted = mix === undefined ? undefined : adjustedClusterMeans(mix.design, mix.clusters);
    return [
      {
        measure: "mean_change",
        instrument: id,
        kind: "mean",
        per: 1,
        decimals: Math.max(1, decimals),
        keys: units.map(({ key }) => key),
        plain: meanSide(units, decimals),
        caseMix: adjusted === undefined ? null : adjustedMeans(adjusted),
        people: peopleOf(units),
        needsFollowUp: true,
      },
    ];
  });
}

function adjustedMeans(found: AdjustedClusterMeans): ExactFunnel["caseMix"] {
  return {
    within: found.residualSd,
    reason: found.reason,
    expected: new Map(found.clusters.map(({ key, expected }) => [key, expected])),
    withThemselves: new Set(),
    strata: null,
  };
}

function meanFunnels({ activity }: MeasureRows): readonly ExactFunnel[] {
  if (activity === undefined) return [];
  return Object.entries(MEANS).flatMap(([measure, name]): ExactFunnel[] => {
    const whole = (row: Readonly<Record<string, unknown>>, part: string) =>
      (row[`${name}_${part}`] ?? 0) as WholeNumber;
    const units = activity.referrals
      .filter((row) => isWholeNetwork(row) && Number(whole(row, "n")) > 0)
      .map((row) => ({
        key: row.area,
        sums: { n: whole(row, "n"), sum: whole(row, "sum"), sumOfSquares: whole(row, "sum2") },
      }))
      .sort(byKey);
    if (units.length === 0) return [];
    return [
      {
        measure,
        instrument: "",
        kind: "mean",
        per: 1,
        decimals: 1,
        keys: units.map(({ key }) => key),
        plain: meanSide(units, 0),
        caseMix: null,
        people: peopleOf(units),
        needsFollowUp: false,
      },
    ];
  });
}

/** New referrals a year for each full-time link worker; other rates of staff are of what is open on a day, not of events. */
function referralsPerWorker(rows: MeasureRows, programme: Programme): readonly ExactFunnel[] {
  const own = capacityEstimates(rows.workforce, programme).filter(
    (one) => one.measure === "new_referrals_per_fte" && isWholeNetwork(one) && one.numerator !== null,
  );
  const [first] = own;
  if (first === undefined) return [];
  return rateFunnel(
    first,
    own.map((one) => ({ key: one.area, events: one.numerator ?? 0, exposure: one.denominator ?? 0 })),
  );
}

/** Referrals a year for every 1,000 registered patients; a network without a published list is not among them. */
function referralsPerPatient({ referrals, capacity }: MeasureRows, programme: Programme) {
  const years = periodYears({ area: "programme", period_type: "all", period: "all" }, programme);
  const lists = new Map(
    capacity
      .filter(({ area_type }) => area_type === "pcn")
      .map(({ area, registered_patients }) => [area, registered_patients ?? 0]),
  );
  return rateFunnel(
    { measure: REFERRAL_RATE, instrument: "", per: PATIENTS_PER, decimals: REACH_DECIMALS },
    referrals
      .filter(isWholeNetwork)
      .map((row) => ({ key: row.area, events: row.referrals, exposure: (lists.get(row.area) ?? 0) * years })),
  );
}

interface RateUnit {
  readonly key: string;
  readonly events: number;
  readonly exposure: number;
}

function rateFunnel(
  {
    measure,
    instrument,
    per = 1,
    decimals,
  }: Pick<ExactEstimate, "measure" | "instrument" | "per" | "decimals">,
  all: readonly RateUnit[],
): readonly ExactFunnel[] {
  const own = all.filter(({ exposure }) => exposure > 0);
  if (own.length === 0) return [];
  const events = own.reduce((sum, one) => sum + one.events, 0);
  return [
    {
      measure,
      instrument,
      kind: "rate",
      per,
      decimals,
      keys: own.map(({ key }) => key).toSorted(),
      plain: { target: null, within: null, reason: events === 0 ? "no_spread" : null },
      caseMix: null,
      people: events,
      needsFollowUp: false,
    },
  ];
}
