/** Seconds of several runs. */
export interface Spread {
  readonly median: number;
  readonly lowest: number;
  readonly highest: number;
}

/** What one amount of data costs. */
export interface SizeCost {
  readonly label: string;
  readonly referrals: number;
  readonly contacts: number;
  readonly networks: number;
  /** Size of the exports, and of the warehouse, in MB of 10⁶ bytes. */
  readonly exports_mb: number;
  readonly warehouse_mb: number;
  readonly read: Spread;
  /** The release without its audit, and the audit. */
  readonly release: Spread;
  readonly audit: Spread;
  /** Most memory of a process over all of it, in MB of 10⁶ bytes. */
  readonly memory_mb: number;
}

/** What one program takes for the compared tables. */
export interface ProgramCost {
  readonly label: string;
  readonly does: string;
  readonly seconds: Spread;
  readonly memory_mb: number | null;
}

/** A cost at the scale of a nation beside what is asked of it. */
export interface AskedCost {
  readonly what: string;
  readonly unit: "×" | "s" | "GB";
  /** The most that is asked; null where nothing is. */
  readonly most: number | null;
  readonly runs: number;
  readonly measured: Spread;
}

/** What was measured, on which machine: `data/reference/costs.json`. */
export interface Costs {
  readonly machine: string;
  /** Empty, or why the figures are to be read with care. */
  readonly note: string;
  readonly runs: number;
  readonly sizes: readonly SizeCost[];
  readonly asked: readonly AskedCost[];
  readonly programs: {
    readonly referrals: number;
    readonly rows: number;
    readonly list: readonly ProgramCost[];
  };
}

const STEPS = [
  ["read", "Read the exports"],
  ["release", "Make the release"],
  ["audit", "Audit it"],
] as const;
/** Steps between the ticks of the axis, in seconds. */
const TICK_STEPS = [0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400];
/** Ticks after nought that a narrow screen has room for. */
const MOST_TICKS = 6;

/** Seconds as a reader says them: `0.8 s`, `24 s`, `3 min 20 s`, `1 h 5 min`. */
export function duration(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60)];
  if (hours > 0) return minutes === 0 ? `${hours} h` : `${hours} h ${minutes} min`;
  return whole % 60 === 0 ? `${minutes} min` : `${minutes} min ${whole % 60} s`;
}

/** Round times at even distances from nought up to the most, few enough for a phone. */
function ticksTo(most: number): readonly number[] {
  const step = TICK_STEPS.find((one) => most / one <= MOST_TICKS) ?? most / MOST_TICKS;
  return Array.from({ length: Math.floor(most / step) + 1 }, (_, at) => at * step);
}

/** `6 min (5 min 40 s to 7 min)`; the median alone where the runs say the same. */
function spreadWords({ median, lowest, highest }: Spread): string {
  const [middle, least, most] = [median, lowest, highest].map(duration);
  return least === most ? `<b>${middle}</b>` : `<b>${middle}</b> <span>(${least} to ${most})</span>`;
}

/**
 * A table of the median time of each step by amount of data, with a bar in every row on one axis and a line from the
 * fastest to the slowest run, as HTML that is part of the page. Nothing is cut: the longest time fills the width. Its parts
 * name their roles, since a phone lays them out as blocks.
 */
export function costPlot({ sizes }: Pick<Costs, "sizes">): string {
  const most = Math.max(0.1, ...sizes.flatMap((size) => STEPS.map(([step]) => size[step].highest)));
  const at = (seconds: number): string => `${((100 * seconds) / most).toFixed(2)}%`;
  const ticks = ticksTo(most);
  const grid = ticks
    .map((tick) => `<line class="cost-grid" x1="${at(tick)}" x2="${at(tick)}" y1="0" y2="100%"/>`)
    .join("");
  const axis = ticks
    .map((tick, place) => {
      const anchor = place === 0 ? "start" : tick / most > 0.9 ? "end" : "middle";
      return `<text x="${at(tick)}" y="14" text-anchor="${anchor}">${tick === 0 ? "0" : duration(tick).replace(".0 ", " ")}</text>`;
    })
    .join("");
  const row = ([step, label]: (typeof STEPS)[number], size: SizeCost): string => {
    const { median, lowest, highest } = size[step];
    return (
      `<tr role="row"><th scope="row" role="rowheader">${label}</th>` +
      `<td role="cell" class="cost-bar"><svg aria-hidden="true" width="100%" height="26">${grid}<rect y="4" width="${at(median)}" height="18"/>` +
      `<line class="cost-range" x1="${at(lowest)}" x2="${at(highest)}" y1="13" y2="13"/></svg></td>` +
      `<td role="cell" class="cost-time">${spreadWords(size[step])}</td></tr>`
    );
  };
  const groups = sizes.map(
    (size) =>
      `<tbody role="rowgroup"><tr role="row"><th scope="rowgroup" role="rowheader" colspan="3">${size.label}: ${size.referrals.toLocaleString("en-GB")} referrals</th></tr>${STEPS.map((step) => row(step, size)).join("")}</tbody>`,
  );
  return `<table class="cost-plot" role="table"><caption>Time of each step by amount of data: the bar is the median of the runs, the line goes from the fastest to the slowest</caption><thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader">Step</th><th scope="col" role="columnheader" class="cost-bar"><span class="visually-hidden">Bar</span><svg aria-hidden="true" width="100%" height="20">${axis}</svg></th><th scope="col" role="columnheader">Median (fastest to slowest)</th></tr></thead>${groups.join("")}</table>`;
}
