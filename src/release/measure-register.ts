import type { ReleasedEstimate } from "../disclosure/protect-estimates.ts";
import { type MeasureSource, measureGroups, measureSources } from "../measures/library/measure-groups.ts";
import type { MeasureEntry } from "../measures/library.ts";
import type { Catalogue, ComparePage } from "./catalogue.ts";
import type { ControlCharts } from "./control-charts-schema.ts";

/** A kind of area at which at least one figure of a measure is shown, with its periods and characteristics. */
export interface MeasureLevel {
  readonly area_type: string;
  readonly period_types: readonly string[];
  readonly breakdowns: readonly string[];
}

/** `reports/data/measures.json`: every measure that the toolkit knows, and where this release shows it. */
export interface MeasureRegister {
  readonly groups: readonly {
    readonly id: string;
    readonly title: string;
    readonly measures: readonly RegisteredMeasure[];
  }[];
}

/** One measure: its definition, where its rows come from, and where its figures are. */
export interface RegisteredMeasure extends Omit<MeasureEntry, "telling"> {
  readonly sources: readonly MeasureSource[];
  /** Ids of pages; of a measure that the release does not hold, the pages that would show it. */
  readonly pages: readonly string[];
  /** Ids of projects that answer their question with it, primary measure or not. */
  readonly projects: readonly string[];
  /** Measured here, whether or not a figure may be shown. */
  readonly held: boolean;
  readonly levels: readonly MeasureLevel[];
}

const AREAS = ["programme", "icb", "borough", "service", "pcn", "project", "comparator"];
const PERIODS = ["all", "window", "financial_year", "quarter", "month"];

/**
 * Lists the whole measure library with what a release holds of each measure; from released figures alone. A level is
 * named where at least one figure is shown; a measure without any figure has none.
 */
export function measureRegister(
  estimates: readonly ReleasedEstimate[],
  { measures, projects }: Pick<Catalogue, "measures" | "projects">,
  { funnels }: Pick<ComparePage, "funnels">,
  { series }: Pick<ControlCharts, "series">,
): MeasureRegister {
  const levels = levelsOf(estimates);
  const held = new Map(measures.map((measure) => [measure.id, measure]));
  const compared = new Set(funnels.map(({ measure }) => measure));
  const charted = new Set(series.map(({ measure }) => measure));
  return {
    groups: measureGroups.map((group) => ({
      id: group.id,
      title: group.title,
      measures: group.entries.map(({ telling: _, ...entry }) => {
        const { id } = entry;
        const users = projects.filter((project) => project.measures.some(({ measure }) => measure === id));
        return {
          ...(held.get(id) ?? entry),
          sources: measureSources(group, id),
          pages: [
            ...new Set([
              ...group.pages,
              ...(compared.has(id) ? ["compare"] : []),
              ...(charted.has(id) ? ["network"] : []),
              ...(users.length > 0 ? ["projects"] : []),
            ]),
          ],
          projects: users.map((project) => project.id),
          held: held.has(id),
          levels: levels.get(id) ?? [],
        };
      }),
    })),
  };
}

interface Seen {
  readonly periods: Set<string>;
  readonly breakdowns: Set<string>;
}

function levelsOf(estimates: readonly ReleasedEstimate[]): ReadonlyMap<string, readonly MeasureLevel[]> {
  const seen = new Map<string, Map<string, Seen>>();
  for (const { measure, area_type, period_type, breakdown, status } of estimates) {
    if (status !== "published") continue;
    const areas = seen.get(measure) ?? new Map<string, Seen>();
    if (areas.size === 0) seen.set(measure, areas);
    const level = areas.get(area_type) ?? { periods: new Set(), breakdowns: new Set() };
    areas.set(area_type, level);
    level.periods.add(period_type);
    if (breakdown !== "none") level.breakdowns.add(breakdown);
  }
  const inOrder = (order: readonly string[]) => (a: string, b: string) => order.indexOf(a) - order.indexOf(b);
  return new Map(
    [...seen].map(([measure, areas]) => [
      measure,
      [...areas]
        .toSorted(([a], [b]) => inOrder(AREAS)(a, b))
        .map(([area_type, { periods, breakdowns }]) => ({
          area_type,
          period_types: [...periods].toSorted(inOrder(PERIODS)),
          breakdowns: [...breakdowns].toSorted(),
        })),
    ]),
  );
}
