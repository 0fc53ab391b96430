import type { Catalogue } from "../release/catalogue.ts";
import type { SelectionEstimates } from "./estimate-index.ts";
import { numberWords, percentIntervalWords, percentWords } from "./number-words.ts";
import { policyCaveat } from "./policy-caveat.ts";
import { type Finding, printableFigure } from "./released-estimate.ts";
import { sentence } from "./sentence.ts";

type Breakdown = Catalogue["breakdowns"][number];

/**
 * How often a characteristic is not recorded, in the programme and in the service with most such referrals; null where the
 * release does not tell. Never recorded and declined are told apart. A service is named only where the interval of its share
 * lies wholly above that of the programme.
 */
export function completenessFinding(
  estimates: SelectionEstimates,
  services: readonly SelectionEstimates[],
  breakdown: Breakdown,
  catalogue: Catalogue,
): Finding | null {
  const share = (place: SelectionEstimates, category: string) =>
    printableFigure(
      place.groups("share_unrecorded", "", breakdown.breakdown).find((row) => row.category === category),
    );
  const [all, declined] = [share(estimates, "not_known"), share(estimates, "not_stated")];
  if (all === null) return null;
  const found = services.flatMap((place) => {
    const figure = share(place, "not_known");
    return figure === null ? [] : [{ area: place.selection.area, figure }];
  });
  const above = found
    .filter(({ figure }) => (figure.interval?.lower ?? 0) > (all.interval?.upper ?? 1))
    .sort((a, b) => b.figure.value - a.figure.value);
  const [most] = above;
  const nameOf = (code: string) =>
    catalogue.areas.find((one) => one.area_type === "service" && one.area === code)?.label ?? code;
  const percent = (figure: typeof all) =>
    `${percentWords(figure.value, figure.denominator)}${figure.interval === null ? "" : ` (${percentIntervalWords(figure.interval, figure.denominator)})`}`;
  return {
    headline: sentence(
      `“${breakdown.label}” is not known for ${percent(all)} of referrals: it was never asked or recorded`,
    ),
    detail: [
      ...(declined === null
        ? []
        : [sentence(`${percent(declined)} were of people who were asked and preferred not to say`)]),
      ...(most === undefined
        ? found.length > 1
          ? ["No service was shown to leave it out more often than the programme as a whole."]
          : []
        : [
            sentence(`it is left out most in ${nameOf(most.area)}: ${percent(most.figure)}`),
            ...(above.length > 1
              ? [
                  `${numberWords(above.length)} of ${numberWords(found.length)} services leave it out more often than the programme as a whole.`,
                ]
              : []),
          ]),
    ],
    caveats: [
      "A gap in recording is a gap in care: who is not known to a service cannot be seen to be missed. Preferring not to say is a person's choice.",
      "Several services are looked at, so one can stand out by chance.",
      policyCaveat(catalogue),
    ],
  };
}
