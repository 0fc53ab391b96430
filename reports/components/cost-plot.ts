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

/** What was measured, on which machine: `data/reference/costs.json`. */
export interface Costs {
  readonly machine: string;
  /** Empty, or why the figures are to be read with care. */
  readonly note: string;
  readonly runs: number;
  readonly sizes: readonly SizeCost[];
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
const WIDTH = 760;
const BAR = 18;
const LEFT = 150;
const RIGHT = 90;

/** Seconds as a reader says them: `0.8 s`, `24 s`, `3 min 20 s`, `1 h 5 min`. */
export function duration(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60)];
  if (hours > 0) return minutes === 0 ? `${hours} h` : `${hours} h ${minutes} min`;
  return whole % 60 === 0 ? `${minutes} min` : `${minutes} min ${whole % 60} s`;
}

/**
 * Bars of the median time of each step by amount of data, with lines from the fastest to the slowest run, as SVG text
 * that is part of the page. Nothing is cut: the longest time fills the width.
 */
export function costPlot({ sizes }: Pick<Costs, "sizes">): string {
  const most = Math.max(1, ...sizes.flatMap((size) => STEPS.map(([step]) => size[step].highest)));
  const x = (seconds: number) => LEFT + (seconds / most) * (WIDTH - LEFT - RIGHT);
  const group = 26 + STEPS.length * (BAR + 6) + 14;
  const parts = sizes.map((size, at) => {
    const top = at * group;
    const bars = STEPS.map(([step, label], row) => {
      const y = top + 26 + row * (BAR + 6);
      const { median, lowest, highest } = size[step];
      const middle = y + BAR / 2;
      return `<text x="${LEFT - 8}" y="${middle + 4}" text-anchor="end" fill="var(--ink-soft)" font-size="13">${label}</text>
<rect x="${LEFT}" y="${y}" width="${(x(median) - LEFT).toFixed(1)}" height="${BAR}" fill="var(--data)" fill-opacity="0.55"/>
<line x1="${x(lowest).toFixed(1)}" x2="${x(highest).toFixed(1)}" y1="${middle}" y2="${middle}" stroke="var(--ink)" stroke-width="2"/>
<text x="${(x(highest) + 6).toFixed(1)}" y="${middle + 4}" fill="var(--ink)" font-size="13">${duration(median)}</text>`;
    });
    return `<text x="0" y="${top + 15}" fill="var(--ink)" font-size="14" font-weight="600">${size.label}: ${size.referrals.toLocaleString("en-GB")} referrals</text>${bars.join("")}`;
  });
  const words = sizes.map(
    (size) =>
      `${size.label}, ${size.referrals.toLocaleString("en-GB")} referrals: ${STEPS.map(([step, label]) => `${label.toLowerCase()} ${duration(size[step].median)}`).join(", ")}`,
  );
  return `<svg class="chart" viewBox="0 0 ${WIDTH} ${sizes.length * group}" role="img" aria-label="Time by amount of data. ${words.join("; ")}." width="${WIDTH}" height="${sizes.length * group}">${parts.join("")}</svg>`.replaceAll(
    "\n",
    "",
  );
}
