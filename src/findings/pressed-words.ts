import type { Catalogue } from "../release/catalogue.ts";
import type { SelectionEstimates } from "./estimate-index.ts";
import { numberWords, percentWords } from "./number-words.ts";
import type { PressureDocument, ServicePressure } from "./pressure-document.ts";
import { isPressed } from "./pressure-signal.ts";
import { pressureYear } from "./pressure-words.ts";
import { printableFigure } from "./released-estimate.ts";
import { sentence } from "./sentence.ts";
import { servesWords } from "./service-words.ts";

/** Services told of in full; the figure shows all. */
const TOLD = 3;

/**
 * What lies behind the signs of a service under several pressures, and what to do next, three sentences a service: where it
 * works with its share of the programme's new referrals beside its share of the link workers; what to ask first and how many
 * link workers the guidance would ask for at as many referrals; each figure beside its mark. Arithmetic on released figures,
 * no causes. Of a service chosen that alone; none where no service shows several pressures.
 */
export function pressedWords(
  place: SelectionEstimates,
  others: readonly SelectionEstimates[],
  pressure: PressureDocument | undefined,
  catalogue: Catalogue,
): readonly string[] {
  const year = pressureYear(place.selection, pressure);
  if (pressure === undefined || year === undefined) return [];
  const { area_type, area } = place.selection;
  const at = (type: string, id: string) =>
    others.find(
      ({ selection }) =>
        selection.area_type === type &&
        selection.area === id &&
        selection.period_type === "financial_year" &&
        selection.period === year.period,
    );
  const programme = at("programme", "programme");
  return year.services
    .filter((one) => isPressed(one) === true && (area_type === "programme" || one.service === area))
    .slice(0, TOLD)
    .flatMap((one) => {
      const service = at("service", one.service);
      const name =
        catalogue.areas.find((known) => known.area_type === "service" && known.area === one.service)?.label ??
        one.service;
      const serves = servesWords(catalogue, one.service);
      const where = [
        ...(serves === null ? [] : [sentence(`${name} ${serves}`)]),
        ...shareWords(service, programme, serves === null ? name : "It"),
      ];
      return [
        ...(where.length === 0 ? [] : [where.join(" ")]),
        [
          `Next step ${where.length === 0 ? `in ${name}` : "there"}: ask whether a post stood empty, whether cases are closed when support ends, and who refers more than elsewhere.`,
          ...needWords(service, catalogue),
        ].join(" "),
        sentence(`The signs of ${name} in figures: ${signsWords(one, pressure)}`),
      ];
    });
}

const signsWords = ({ cells }: ServicePressure, { rules }: PressureDocument): string =>
  cells
    .filter(({ state }) => state === "shown")
    .map(({ rule, figure, mark }) => {
      const title = rules.find(({ id }) => id === rule)?.title ?? rule;
      return `${title.toLowerCase()}, ${figure}, beside ${mark}`;
    })
    .join("; ");

/** Its share of all new referrals beside its share of all link workers: where they part, the one is large for the other. */
function shareWords(
  service: SelectionEstimates | undefined,
  programme: SelectionEstimates | undefined,
  subject: string,
): readonly string[] {
  const [own, all] = [service, programme].map((one) =>
    printableFigure(one?.whole("new_referrals_per_fte", "")),
  );
  if (!own?.numerator || !own.denominator || !all?.numerator || !all.denominator) return [];
  const referrals = percentWords(own.numerator / all.numerator, null);
  const [posts, allPosts] = postsOf(service, programme) ?? [own.denominator, all.denominator];
  const workers = percentWords(posts / allPosts, null);
  return [
    `${subject} had ${referrals} of the programme’s new referrals and ${workers} of its full-time link workers (${numberWords(posts, 1)} of ${numberWords(allPosts, 1)}).`,
  ];
}

/**
 * Average full-time link workers of a service and of the programme, as other sentences give them; null unless both are
 * from staff records. The denominators of the referrals are these times the years of the period: in a leap year 0.2% more.
 */
function postsOf(
  service: SelectionEstimates | undefined,
  programme: SelectionEstimates | undefined,
): readonly [number, number] | null {
  const [own, all] = [service, programme].map((one) => {
    const estimate = one?.whole("link_worker_fte", "");
    return estimate?.method === "staff-records" ? printableFigure(estimate)?.value : undefined;
  });
  return own && all ? [own, all] : null;
}

/** Link workers at which as many referrals would be within the guidance; none where it is not above it, or no guidance is named. */
export function needWords(
  service: SelectionEstimates | undefined,
  { workforce }: Catalogue,
): readonly string[] {
  const own = printableFigure(service?.whole("new_referrals_per_fte", ""));
  const guidance = workforce.referrals_per_fte;
  if (guidance === null || !own?.numerator || !own.denominator) return [];
  const [fewest, most] = [own.numerator / guidance.to, own.numerator / guidance.from];
  if (fewest <= own.denominator) return [];
  return [
    `At as many referrals, ${numberWords(fewest, 1)} to ${numberWords(most, 1)} full-time link workers would be within the guidance.`,
  ];
}
