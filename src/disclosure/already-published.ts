import type { ReleaseLeak } from "./audit/release-audit-result.ts";
import { cellName } from "./cell-name.ts";
import { CRITERION } from "./criterion.ts";
import type { CountRange } from "./people-figures.ts";
import type { Policy } from "./policy.ts";
import type { EarlierRelease, KnownCount, PreviousFigures } from "./previous-figures.ts";
import { isSmall } from "./protect-count.ts";
import type { ExactEstimate } from "./protect-estimates.ts";

/**
 * Figures withheld now that readers of an earlier release have already: counts for which that release leaves fewer
 * whole numbers than the audit asks for, and means that are as they were. Nothing can be done to this release about
 * them, so they are reported.
 *
 * `withheld` gives the role of each withheld estimate by its index; one that an earlier release did not show is fine.
 */
export function alreadyPublished(
  exact: readonly ExactEstimate[],
  earlier: Pick<EarlierRelease, "id">,
  { knowledge, unchanged }: PreviousFigures,
  withheld: ReadonlyMap<number, keyof typeof CRITERION>,
  policy: Policy,
): readonly ReleaseLeak[] {
  const leaks: ReleaseLeak[] = [];
  for (const [index, role] of withheld) {
    const estimate = exact[index];
    if (estimate === undefined) continue;
    const told = secretsOf(estimate, knowledge.get(index) ?? []).flatMap(({ words, count, range }) => {
      const small = isSmall(count, policy);
      const lower = small ? Math.max(1, range.lower) : range.lower;
      const upper = small ? Math.min(policy.withholdUpTo, range.upper) : range.upper;
      const least =
        small && role === "primary" ? Math.min(CRITERION.primary, policy.withholdUpTo) : CRITERION[role];
      return upper - lower + 1 < least ? [`${words} is ${numbersFrom(lower, upper)}`] : [];
    });
    if (unchanged.has(index)) told.push("the figure is as it was");
    if (told.length === 0) continue;
    leaks.push({
      table: `release ${earlier.id}`,
      cell: cellName(estimate),
      what: `was already published in release ${earlier.id}: ${told.join(", ")}`,
      because: [],
      remedy: `It is out already: withdraw release ${earlier.id} and tell your information-governance lead, and publish nothing that repeats it.`,
    });
  }
  return leaks;
}

interface Secret {
  readonly words: string;
  readonly count: number;
  readonly range: CountRange;
}

/** The counts that a withheld estimate keeps secret, as the earlier release gives them. */
function secretsOf(estimate: ExactEstimate, known: readonly KnownCount[]): readonly Secret[] {
  const find = (figure: KnownCount["figure"]) => known.find((one) => one.figure === figure);
  const value = find("value");
  const part = find("numerator");
  const whole = find("denominator");
  const x = estimate.numerator ?? 0;
  const secrets: Secret[] = [];
  if (value !== undefined) secrets.push({ words: "it", count: estimate.value ?? 0, range: value });
  if (part !== undefined) secrets.push({ words: "the number counted", count: x, range: part });
  if (part !== undefined && whole !== undefined) {
    secrets.push({
      words: "the number not counted",
      count: (estimate.denominator ?? 0) - x,
      range: { lower: Math.max(0, whole.lower - part.upper), upper: whole.upper - part.lower },
    });
  }
  return secrets;
}

const numbersFrom = (lower: number, upper: number): string =>
  lower === upper ? `${lower}` : upper === lower + 1 ? `${lower} or ${upper}` : `${lower} to ${upper}`;
