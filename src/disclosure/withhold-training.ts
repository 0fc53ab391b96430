import type { StaffRules } from "./policy.ts";
import type { ExactEstimate } from "./protect-estimates.ts";

/** One count of trainees and whether it is withheld. */
interface Step {
  readonly measure: string;
  readonly area_type: string;
  readonly time: string;
  readonly place: string;
  readonly count: number;
  hidden: boolean;
}

/**
 * Finds the counts of trainees that must be withheld so that nobody can tell how few stopped between two steps of their
 * training, or how few of one service came to a step.
 *
 * In a cell everything is withheld where fewer people started than staff rules show, and a step that differs from the
 * last shown one by 1 to that many less one. Of the services of a programme that is shown, those withheld are at least
 * two and together enough people, or none: else the service with the fewest (of several alike the first by id) is
 * withheld too. People of no declared service count as a service that is withheld.
 *
 * Gives a test for whether an estimate stands for such a count. Source: Hundepool et al. (2012), Statistical Disclosure
 * Control, section 4.3 (secondary suppression).
 */
export function trainingToWithhold(
  estimates: readonly ExactEstimate[],
  { fewest }: StaffRules,
): (estimate: ExactEstimate) => boolean {
  if (fewest === 0) return () => false;
  const steps = estimates.filter(isStep).map(stepOf);
  const isFew = (count: number) => count >= 1 && count < fewest;
  for (const cell of grouped(steps, ({ place }) => place)) hideWithin(cell, isFew);
  for (const table of grouped(steps, ({ measure, time }) => `${measure}|${time}`)) hideAcross(table, fewest);
  const hidden = new Set(steps.filter((step) => step.hidden).map(keyOf));
  return (estimate) => isStep(estimate) && hidden.has(keyOf(stepOf(estimate)));
}

const isStep = ({ kind }: ExactEstimate): boolean => kind === "staff_count";
const keyOf = ({ measure, place }: Step): string => `${measure}|${place}`;

function stepOf({ measure, area_type, area, period_type, period, value }: ExactEstimate): Step {
  const time = `${period_type}|${period}`;
  return {
    measure,
    area_type,
    time,
    place: `${area_type}|${area}|${time}`,
    count: value ?? 0,
    hidden: false,
  };
}

function grouped(steps: readonly Step[], by: (step: Step) => string): readonly (readonly Step[])[] {
  const groups = new Map<string, Step[]>();
  for (const step of steps) groups.set(by(step), [...(groups.get(by(step)) ?? []), step]);
  return [...groups.values()];
}

/** Each step is part of the one before, so their order is that of the counts. */
function hideWithin(cell: readonly Step[], isFew: (count: number) => boolean): void {
  const ordered = [...cell].sort((a, b) => b.count - a.count);
  const started = ordered[0]?.count ?? 0;
  let shown: number | null = null;
  for (const step of ordered) {
    step.hidden = isFew(started) || isFew(step.count) || (shown !== null && isFew(shown - step.count));
    if (!step.hidden) shown = step.count;
  }
}

function hideAcross(table: readonly Step[], fewest: number): void {
  const whole = table.find((step) => step.area_type === "programme");
  if (whole === undefined || whole.hidden) return;
  const services = table.filter((step) => step.area_type === "service");
  const elsewhere = Math.max(0, whole.count - sumOf(services));
  const open = services.filter((step) => !step.hidden).sort(byCount);
  for (;;) {
    const hidden = services.filter((step) => step.hidden);
    const unseen = hidden.length + (elsewhere > 0 ? 1 : 0);
    if (unseen === 0 || (unseen > 1 && sumOf(hidden) + elsewhere >= fewest)) return;
    const next = open.shift();
    if (next === undefined) return;
    next.hidden = true;
  }
}

const sumOf = (steps: readonly Step[]): number => steps.reduce((sum, { count }) => sum + count, 0);
const byCount = (a: Step, b: Step): number => a.count - b.count || (a.place < b.place ? -1 : 1);
