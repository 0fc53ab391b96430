import type { Programme } from "../model/programme.ts";

type Span = { readonly from: string; readonly to: string };
type WindowName = "before" | "during" | "after";

const NAMES = ["before", "during", "after"] as const;

/** The time of a programme cut wherever a window of it, or of a project, begins or ends. */
export interface Stretches {
  /** The number of the stretch that a date falls in; null without a date. */
  readonly sql: (date: string) => string;
  /** The window that a stretch lies in: of a project that has its own, else of the programme; undefined outside all. */
  readonly windowOf: (stretch: number, project?: string) => WindowName | undefined;
}

/** Cuts time into stretches, so that a row of each says which window of every project it belongs to. */
export function stretchesOf(programme: Pick<Programme, "windows" | "projects">): Stretches {
  const all = [programme.windows, ...programme.projects.flatMap(({ windows }) => windows ?? [])];
  const spans = all.flatMap((windows) => NAMES.flatMap((name) => windows[name] ?? []));
  const starts = [...new Set(spans.flatMap(({ from, to }) => [from, dayAfter(to)]))].sort();
  const own = new Map(
    programme.projects.flatMap(({ id, windows }) => (windows === undefined ? [] : [[id, windows]])),
  );
  return {
    sql: (date) =>
      starts.length === 0
        ? `CASE WHEN ${date} IS NOT NULL THEN 0 END`
        : `CASE ${starts.map((start, index) => `WHEN ${date} < DATE '${start}' THEN ${index}`).join(" ")} WHEN ${date} IS NOT NULL THEN ${starts.length} END`,
    windowOf(stretch, project) {
      const first = starts[stretch - 1] ?? "";
      const windows = (project === undefined ? undefined : own.get(project)) ?? programme.windows;
      const within = ({ from, to }: Span) => first >= from && first <= to;
      return NAMES.find((name) => {
        const span = windows[name];
        return span !== undefined && within(span);
      });
    },
  };
}

function dayAfter(day: string): string {
  const next = new Date(`${day}T00:00:00Z`);
  next.setUTCDate(next.getUTCDate() + 1);
  return next.toISOString().slice(0, 10);
}
