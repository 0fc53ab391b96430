import type { Catalogue } from "../release/catalogue.ts";
import type { PressureDocument, ServicePressure } from "./pressure-document.ts";
import { isPressed } from "./pressure-signal.ts";
import type { Selection } from "./selection.ts";
import { listWords, sentence } from "./sentence.ts";

/**
 * Which services show several pressures at once, of how many that could be judged; of a service, how many it shows.
 * For the whole time that is the last financial year that was over; none where nothing could be judged.
 */
export function pressureWords(
  { area_type, area, period_type, period }: Selection,
  pressure: PressureDocument | undefined,
  catalogue: Catalogue,
): readonly string[] {
  const year =
    period_type === "all" ? pressure?.years.at(-1) : pressure?.years.find((one) => one.period === period);
  if (pressure === undefined || year === undefined) return [];
  const when = `In ${year.period.replace("-", "–")}`;
  if (area_type === "service") {
    const own = year.services.find(({ service }) => service === area);
    if (own === undefined || isPressed(own) === null) return [];
    const which = own.shown === 0 ? "" : ` (${shownRules(own, pressure)})`;
    return [
      sentence(
        `${when} it showed ${own.shown === 0 ? "none" : own.shown} of the ${own.judged} signs of workload pressure that could be judged${which}`,
      ),
    ];
  }
  const judged = year.services.filter((one) => isPressed(one) !== null);
  if (judged.length === 0) return [];
  const pressed = judged.filter(isPressed);
  const name = ({ service }: ServicePressure) =>
    catalogue.areas.find((one) => one.area_type === "service" && one.area === service)?.label ?? service;
  const found = pressed
    .map((one) => `${name(one)} (${shownRules(one, pressure)}, of ${one.judged} that could be judged)`)
    .sort((a, b) => a.localeCompare(b, "en-GB"));
  const of = `${judged.length} ${judged.length === 1 ? "service" : "services"}`;
  return [
    sentence(
      found.length === 0
        ? `${when} no service showed ${pressure.several} or more signs of pressure at once, of ${of} that could be judged`
        : `${when} ${found.length} of ${of} that could be judged showed ${pressure.several} or more signs of pressure at once: ${listWords(found)}`,
    ),
  ];
}

const shownRules = ({ cells }: ServicePressure, { rules }: PressureDocument): string =>
  listWords(
    cells
      .filter(({ state }) => state === "shown")
      .map(({ rule }) => rules.find(({ id }) => id === rule)?.title.toLowerCase() ?? rule),
  );

/** What must be said beside the number of services under several pressures; nothing where none was judged. */
export const pressureCaveats = (pressure: PressureDocument | undefined): readonly string[] =>
  pressure === undefined || pressure.years.length === 0
    ? []
    : [
        "Signs of pressure tell of a service’s workload, never of a person, and not why it is so. A service in which few rules can be judged may be under more pressure than can be shown.",
      ];
