import type { Catalogue } from "../release/catalogue.ts";
import type { PressureDocument, ServicePressure } from "./pressure-document.ts";
import { isPressed } from "./pressure-signal.ts";
import type { Selection } from "./selection.ts";
import { listWords, sentence } from "./sentence.ts";

/**
 * Which services show several pressures at once, of how many that could be judged, and by which signs; of a service, how
 * many it shows.
 * For the whole time that is the last financial year that was over; none where nothing could be judged.
 */
export function pressureWords(
  selection: Selection,
  pressure: PressureDocument | undefined,
  catalogue: Catalogue,
): readonly string[] {
  const { area_type, area } = selection;
  const year = pressureYear(selection, pressure);
  if (pressure === undefined || year === undefined) return [];
  const when = `In ${year.period.replace("-", "–")}`;
  if (area_type === "service") {
    const own = year.services.find(({ service }) => service === area);
    if (own === undefined || isPressed(own) === null) return [];
    const which = own.shown === 0 ? "" : ` (${shownRules(own, pressure)})`;
    return [
      sentence(
        `${when}, it showed ${own.shown === 0 ? "none" : own.shown} of the ${own.judged} signs of workload pressure that could be judged${which}`,
      ),
    ];
  }
  const judged = year.services.filter((one) => isPressed(one) !== null);
  if (judged.length === 0) return [];
  const label = ({ service }: ServicePressure) =>
    catalogue.areas.find((one) => one.area_type === "service" && one.area === service)?.label ?? service;
  const pressed = judged
    .filter(isPressed)
    .map((one) => ({ ...one, name: label(one) }))
    .sort((a, b) => a.name.localeCompare(b.name, "en-GB"));
  const of = `${judged.length} ${judged.length === 1 ? "service" : "services"} that could be judged`;
  const [first] = pressed;
  if (first === undefined)
    return [
      sentence(`${when}, no service showed ${pressure.several} or more signs of pressure at once, of ${of}`),
    ];
  const signs = (one: (typeof pressed)[number]) =>
    `${one.name} showed ${one.shown} of the ${one.judged} signs of pressure that could be judged: ${shownRules(one, pressure)}.`;
  if (pressed.length === 1) {
    const others = judged.length - 1;
    const rest =
      others === 0
        ? "No other service could be judged."
        : `${others === 1 ? "The one other service" : `Each of the ${others} other services`} that could be judged showed fewer than ${pressure.several}.`;
    return [`${when}, ${signs(first)} ${rest}`];
  }
  return [
    sentence(
      `${when}, ${pressed.length} of ${of} showed ${pressure.several} or more signs of pressure at once: ${listWords(pressed.map(({ name }) => name))}`,
    ),
    ...pressed.map(signs),
  ];
}

/** Whether some service of the programme is under several pressures in the period, so that it opens the page. */
export function opensWithPressure(selection: Selection, pressure: PressureDocument | undefined): boolean {
  const services = pressureYear(selection, pressure)?.services ?? [];
  return selection.area_type === "programme" && services.some((one) => isPressed(one) === true);
}

/** The year chosen; for the whole time the last one that was over. */
export const pressureYear = ({ period_type, period }: Selection, pressure: PressureDocument | undefined) =>
  period_type === "all" ? pressure?.years.at(-1) : pressure?.years.find((one) => one.period === period);

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
