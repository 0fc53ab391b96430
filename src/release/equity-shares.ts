import type { Policy } from "../disclosure/policy.ts";
import {
  type ExactEstimate,
  protectEstimates,
  type ReleasedEstimate,
} from "../disclosure/protect-estimates.ts";
import { type Released, Unreleased } from "../disclosure/sealed.ts";
import { partsOfTotals } from "../disclosure/sum-of-parts.ts";
import { groupStages } from "../measures/equity-rows.ts";
import { clearNote, isUnknownGroup, largestGroup, REFERENCE_NOTE } from "../measures/reference-group.ts";
import { holmAdjusted } from "../statistics/adjusted-p.ts";
import { type RoundedPair, type RoundedRatio, roundedRiskRatio } from "../statistics/rounded-risk-ratio.ts";
import { blankEstimate } from "./blank-estimate.ts";
import { unrecordedShares } from "./unrecorded-shares.ts";

const LEVEL = 0.95;
const SIGNIFICANT = 0.05;
const MANY_PER_PERSON = "cohort";

/**
 * Adds what is worked out from released counts of groups alone: shares of the stages of the pathway, of all referrals and of
 * those at the stage before; their ratios to the reference group, with Holm's allowance for all groups, steps and
 * characteristics; and how many referrals have no group recorded. Where a count is withheld, so is what needs it.
 */
export function withEquityShares(
  released: Released<readonly ReleasedEstimate[]>,
  policy: Policy,
): Released<readonly ReleasedEstimate[]> {
  const parts = partsOfTotals(released.value, policy);
  const groups = groupsOf(released.value);
  const made = [
    ...groups.flatMap((group) => shares(group, parts)),
    ...ratios(groups, parts, policy),
    ...unrecordedShares(released.value, parts),
  ];
  const shown = protectEstimates(new Unreleased(made), policy);
  return released.map((rows) => [...rows, ...shown.value]);
}

/** The counts of a group of the whole programme, by how far its referrals came; the first is all referrals. */
interface Group {
  readonly breakdown: string;
  readonly category: string;
  readonly stages: readonly { readonly fact: string; readonly row: ReleasedEstimate }[];
}

function groupsOf(released: readonly ReleasedEstimate[]): readonly Group[] {
  const cells = new Map<string, Map<string, ReleasedEstimate>>();
  for (const row of released) {
    const { area_type, period_type, measure, breakdown, category } = row;
    if (area_type !== "programme" || period_type !== "all") continue;
    if (measure !== "referrals" && !measure.startsWith("group_pathway_")) continue;
    const key = `${breakdown}|${category}`;
    const cell = cells.get(key) ?? new Map<string, ReleasedEstimate>();
    cells.set(key, cell.set(measure, row));
  }
  return [...cells.values()].flatMap((cell) => {
    const first = cell.get("referrals");
    const stages = groupStages.flatMap((fact) => {
      const row = cell.get(`group_pathway_${fact}`);
      return row === undefined ? [] : [{ fact: fact as string, row }];
    });
    if (first === undefined || stages.length === 0) return [];
    const { breakdown, category } = first;
    return [{ breakdown, category, stages: [{ fact: "referred", row: first }, ...stages] }];
  });
}

type Parts = (row: ReleasedEstimate) => number;

/** A stage beside the first (`reached`) and beside the one before it (`onward`). */
function steps({ stages }: Group) {
  return stages.slice(1).flatMap(({ fact, row }, index) => {
    const [first, before] = [stages[0]?.row, stages[index]?.row];
    if (first === undefined || before === undefined) return [];
    return [
      { kind: "reached", fact, row, of: first },
      { kind: "onward", fact, row, of: before },
    ] as const;
  });
}

const shares = (group: Group, parts: Parts): readonly ExactEstimate[] =>
  steps(group).map(({ kind, fact, row, of }) => {
    const shown = row.status === "published" && of.status === "published";
    const missing = row.status === "published" ? of : row;
    const empty = shown && (of.value ?? 0) === 0;
    return {
      ...row,
      ...blankEstimate,
      measure: `group_${kind}_${fact}`,
      ...(shown ? { numerator: row.value, denominator: of.value, n: of.value } : {}),
      level: LEVEL,
      method: "wilson",
      status: empty ? "too_few" : shown ? "published" : missing.status,
      note: empty ? "No referral came as far as this." : shown ? "" : missing.note,
      kind: "proportion",
      decimals: 2,
      parts: Math.max(parts(row), parts(of)),
    };
  });

function ratios(groups: readonly Group[], parts: Parts, policy: Policy): readonly ExactEstimate[] {
  const breakdowns = [...new Set(groups.map(({ breakdown }) => breakdown))].filter((one) => one !== "none");
  const named: ExactEstimate[] = [];
  const found = breakdowns.flatMap((breakdown) => {
    const own = groups.filter((group) => group.breakdown === breakdown && !isUnknownGroup(group.category));
    const reference = referenceOf(breakdown, own, groups);
    if (reference === undefined) return [];
    const others = steps(reference);
    if (reference.breakdown === breakdown)
      named.push(...others.map((step) => blankRatio(step, "not_available", REFERENCE_NOTE)));
    return own
      .filter((group) => group !== reference)
      .flatMap((group) =>
        steps(group).map((step, index) => ({ step, ratio: ratioOf(step, others[index], parts, policy) })),
      );
  });
  // The steps make up the way to a stage, so that only they are compared: the rest repeats them.
  const adjusted = holmAdjusted(
    found.map(({ step, ratio }) => (step.kind === "onward" ? (ratio?.p ?? null) : null)),
  );
  const compared = adjusted.filter((p) => p !== null).length;
  return [
    ...named,
    ...found.map(({ step, ratio }, index) => {
      const isClear = (adjusted[index] ?? 1) < SIGNIFICANT;
      return ratioEstimate(step, ratio, isClear ? clearNote(compared) : "");
    }),
  ];
}

/** The largest group as released; for cohorts, of which a person may be in several, everybody. */
function referenceOf(breakdown: string, own: readonly Group[], all: readonly Group[]): Group | undefined {
  if (breakdown === MANY_PER_PERSON) return all.find((group) => group.breakdown === "none");
  const counts = new Map(own.map(({ category, stages }) => [category, stages[0]?.row.value ?? 0]));
  const largest = largestGroup(counts);
  return own.find(({ category }) => category === largest);
}

type Step = ReturnType<typeof steps>[number];

/** Undefined where a count is not shown. */
function ratioOf(
  step: Step,
  other: Step | undefined,
  parts: Parts,
  policy: Policy,
): RoundedRatio | undefined {
  const pairOf = ({ row, of }: Step): RoundedPair | undefined =>
    row.status === "published" && of.status === "published" && row.value !== null && of.value !== null
      ? { x: row.value, n: of.value, parts: Math.max(parts(row), parts(of)) }
      : undefined;
  const [own, set] = [pairOf(step), other === undefined ? undefined : pairOf(other)];
  return own === undefined || set === undefined ? undefined : roundedRiskRatio(own, set, policy, LEVEL);
}

const blankRatio = (
  { kind, fact, row }: Step,
  status: ExactEstimate["status"],
  note: string,
): ExactEstimate => ({
  ...row,
  ...blankEstimate,
  measure: `group_ratio_${kind}_${fact}`,
  method: "rounded-risk-ratio",
  status,
  note,
  kind: "published",
  decimals: 2,
});

function ratioEstimate(step: Step, ratio: RoundedRatio | undefined, note: string): ExactEstimate {
  if (ratio === undefined) {
    const { row, of } = step;
    const missing = row.status === "published" && of.status !== "published" ? of : row;
    return missing.status === "published"
      ? blankRatio(step, "not_available", "The reference group has no figure to be set beside.")
      : blankRatio(step, missing.status, missing.note);
  }
  if (ratio.reason !== null || ratio.lower === null)
    return blankRatio(step, "too_few", "Nobody of one of the two groups came as far as this.");
  return {
    ...blankRatio(step, "published", note),
    n: step.of.value,
    value: ratio.ratio,
    lower: ratio.lower,
    upper: ratio.upper,
    level: LEVEL,
  };
}
