import type { Catalogue } from "../release/catalogue.ts";
import type { PressureDocument, ServicePressure } from "./pressure-document.ts";
import { type PressureEvidence, pressureJudgements } from "./pressure-judgements.ts";
import { pressureRules, SEVERAL } from "./pressure-rules.ts";
import { PRESSURE_SIMULATION } from "./pressure-simulation.ts";
import type { ReleasedEstimate } from "./released-estimate.ts";

/**
 * Judges every service by the table of rules in each financial year that was over, from released figures only.
 *
 * A rule whose figures are withheld or absent is not judged: it is neither a pressure nor its absence. Nothing is added
 * up but the number of pressures shown. Services without any figure of a rule are left out; no services, no years.
 */
export function pressureSignal(
  estimates: readonly ReleasedEstimate[],
  catalogue: Catalogue,
): PressureDocument {
  const rules = pressureRules(catalogue);
  const wanted = new Set(rules.flatMap(({ measures }) => measures));
  const found = new Map<string, ReleasedEstimate>();
  const key = (measure: string, area: string, period: string) => `${measure}|${area}|${period}`;
  for (const one of estimates) {
    if (!wanted.has(one.measure) || one.breakdown !== "none" || one.instrument !== "") continue;
    if (!["programme", "service"].includes(one.area_type)) continue;
    const place = key(one.measure, one.area_type === "programme" ? "" : one.area, one.period);
    if (!found.has(place)) found.set(place, one);
  }
  const at = (area: string, period: string) => (measure: string) => found.get(key(measure, area, period));
  const services = catalogue.areas.filter(({ area_type }) => area_type === "service").map(({ area }) => area);
  const collected = new Set([...found.values()].map(({ area }) => area));
  const years = yearsOver(catalogue).map((period) => ({
    period,
    services: services
      .filter((service) => collected.has(service))
      .map((service): ServicePressure => {
        const end = Number(period.slice(0, 4)) + 1;
        const hasYearBefore = `${end - 1}-04-01` >= yearAfter(catalogue.programme.window.from);
        const evidence: PressureEvidence = {
          catalogue,
          service: at(service, period),
          programme: at("", period),
          now: at(service, `${end}-Q1`),
          before: hasYearBefore ? at(service, `${end - 1}-Q1`) : undefined,
        };
        const cells = rules.map(({ id }) => ({ rule: id, ...pressureJudgements[id](evidence) }));
        return {
          service,
          shown: cells.filter(({ state }) => state === "shown").length,
          judged: cells.filter(({ state }) => state !== "not_judged").length,
          cells,
        };
      }),
  }));
  return {
    several: SEVERAL,
    rules: [...rules],
    years: years.filter((year) => year.services.some(({ judged }) => judged > 0)),
    simulation: { replicates: PRESSURE_SIMULATION.replicates, rows: [...PRESSURE_SIMULATION.rows] },
  };
}

/** Whether a service shows several pressures at once; null where fewer rules could be judged than that takes. */
export const isPressed = ({ shown, judged }: ServicePressure): boolean | null =>
  judged < SEVERAL ? null : shown >= SEVERAL;

/** Financial years, 1 April to 31 March, that ended within the window and before the data were taken; oldest first. */
function yearsOver({ periods, programme }: Catalogue): readonly string[] {
  const last = programme.window.to < programme.data_date ? programme.window.to : programme.data_date;
  return periods
    .filter((one) => one.period_type === "financial_year")
    .map(({ period }) => period)
    .filter((period) => `${Number(period.slice(0, 4)) + 1}-03-31` <= last)
    .sort();
}

const yearAfter = (day: string): string => `${Number(day.slice(0, 4)) + 1}${day.slice(4)}`;
