import { type PointPosition, specialCauses } from "./special-causes.ts";
import {
  type Assurance,
  assurance,
  type Improvement,
  type Variation,
  variation,
} from "./variation-and-assurance.ts";
import { TRIAL_BELOW, type XmrLimits, xmrLimits } from "./xmr-limits.ts";

/** How a chart is drawn up. */
export interface ControlChartOptions {
  readonly improvement: Improvement;
  /** Drop outlying moving ranges once (default true); false is the convention of the Excel tool. */
  readonly screening?: boolean;
  /** Where limits are calculated anew: points before each start, so 12 to begin a phase at the 13th point. */
  readonly phaseStarts?: readonly number[];
  /** Limits from so many first points hold for the whole chart; at least 12, and not with `phaseStarts`. */
  readonly limitsFromFirst?: number;
  readonly target?: number | null;
}

/** One point: its phase, counted from 0, and what the rules say of it. */
export interface ControlPoint extends PointPosition {
  readonly value: number;
  readonly phase: number;
  readonly variation: Variation;
}

/** An XmR chart, ready to be drawn. */
export interface ControlChart {
  readonly phases: readonly XmrLimits[];
  readonly points: readonly ControlPoint[];
  /** Icon of the last point; null without points. */
  readonly variation: Variation | null;
  /** Icon for the target against the last limits. */
  readonly assurance: Assurance;
}

/**
 * An XmR control chart under Making Data Count's four rules: limits of each phase, the rules' marks, and icons.
 *
 * `values` are one per period, in order of time; a period without a value is left out. Moving ranges, rows and
 * trends do not cross from one phase to the next. Made for one figure per period: not for small counts, nor for
 * shares whose denominators differ much. Throws a RangeError for a value that is not finite, for phase starts out of
 * order or off the chart, and for frozen limits from fewer than 12 points.
 * Sources: Wheeler (1993), Understanding Variation; NHS England, Making Data Count; NHSRplotthedots 0.2.2.
 */
export function controlChart(values: readonly number[], options: ControlChartOptions): ControlChart {
  const { improvement, screening = true, phaseStarts = [], limitsFromFirst, target = null } = options;
  if (limitsFromFirst !== undefined && phaseStarts.length > 0) {
    throw new RangeError("Limits are either frozen or calculated anew, not both.");
  }
  if (
    limitsFromFirst !== undefined &&
    !(Number.isInteger(limitsFromFirst) && limitsFromFirst >= TRIAL_BELOW)
  ) {
    throw new RangeError(`Frozen limits come from ${TRIAL_BELOW} points or more, not ${limitsFromFirst}.`);
  }
  const starts = [0, ...phaseStarts];
  const wrong = phaseStarts.find(
    (start, index) => !(Number.isInteger(start) && start > (starts[index] ?? 0) && start < values.length),
  );
  if (wrong !== undefined) throw new RangeError(`No phase of ${values.length} points starts at ${wrong}.`);

  const parts = starts.map((start, index) => values.slice(start, starts[index + 1]));
  const phases = parts.map((part) => xmrLimits(part.slice(0, limitsFromFirst), screening));
  const points = parts.flatMap((part, phase): ControlPoint[] => {
    const limits = phases[phase];
    if (limits === undefined) return [];
    return specialCauses(part, limits).map((position, index) => ({
      ...position,
      value: part[index] ?? Number.NaN,
      phase,
      variation: variation(position.cause, improvement),
    }));
  });
  const last = phases.at(-1) ?? xmrLimits([]);
  return {
    phases,
    points,
    variation: points.at(-1)?.variation ?? null,
    assurance: assurance(last, target, improvement),
  };
}
