import { periodLabel } from "../measures/period-label.ts";
import type { Catalogue } from "../release/catalogue.ts";
import { capacityWords } from "./capacity-words.ts";
import { caseloadCaveats, caseloadWords, mostOpenCases } from "./caseload-words.ts";
import type { SelectionEstimates } from "./estimate-index.ts";
import { notShownWords } from "./not-shown-words.ts";
import {
  decidingInterval,
  intervalWords,
  levelWords,
  numberWords,
  percentLimitsWords,
  percentWords,
} from "./number-words.ts";
import { partYearCaveats } from "./part-year-words.ts";
import { publicationCaveat } from "./policy-caveat.ts";
import { pressedWords } from "./pressed-words.ts";
import type { PressureDocument } from "./pressure-document.ts";
import { opensWithPressure, pressureCaveats, pressureWords, pressureYear } from "./pressure-words.ts";
import { type Finding, type Interval, printableFigure, printableInterval } from "./released-estimate.ts";
import { retentionCaveats, retentionWords } from "./retention-words.ts";
import { listWords, sentence } from "./sentence.ts";
import { servesWords } from "./service-words.ts";
import { spreadWords } from "./spread-words.ts";
import { staffSurveyWords } from "./staff-survey-words.ts";
import { traineeWords } from "./trainee-words.ts";

/** Measures that open the page; without any of them there is nothing to say of staff. */
const WORKLOAD = ["new_referrals_per_fte", "open_cases_per_fte"] as const;
const BURNOUT = [
  ["burnout_personal", "personal"],
  ["burnout_work", "work-related"],
  ["burnout_client", "client-related"],
] as const;
const SHARES = [
  ["share_long_absence", "had 15 or more sick days in a financial year"],
  ["share_intend_to_leave", "said that they intend to leave"],
  ["share_satisfied", "said that they are satisfied with their work"],
  ["share_consulted", "said that they are consulted about it"],
  ["share_supervised", "said that they have enough supervision"],
  ["share_left", "left in the year"],
] as const;
const TIME = [
  ["time_direct", "to work with people"],
  ["time_administration", "to administration"],
  ["time_service_failures", "to responding to service failures"],
  ["time_travel", "to travel"],
] as const;
const STAFF: readonly string[] = [...BURNOUT, ...SHARES, ...TIME].map(([id]) => id);

const AREAS: ReadonlySet<string> = new Set(["programme", "service"]);
const PERIODS: ReadonlySet<string> = new Set(["all", "financial_year"]);

/** The areas and periods that these sentences are of, or speak of. */
export const placesOfLinkWorkers = (places: readonly SelectionEstimates[]): readonly SelectionEstimates[] =>
  places.filter(
    ({ selection: { area_type, period_type } }) => AREAS.has(area_type) && PERIODS.has(period_type),
  );

/**
 * What the work of link workers looks like in the programme or a service, over the whole time or a financial year:
 * null elsewhere, and where nothing about staff was collected. `others` are all such areas and periods of the release:
 * services whose open cases stand out from the programme's are named among them. Where signs of pressure are judged, the
 * sentences on the whole time are of one period, the last financial year that was over, and each says so or is led by one that does.
 */
export function linkWorkersFinding(
  chosen: SelectionEstimates,
  catalogue: Catalogue,
  chosenLead: string,
  others: readonly SelectionEstimates[] = [],
  pressure?: PressureDocument,
): Finding | null {
  const { area_type, period_type } = chosen.selection;
  if (!AREAS.has(area_type) || !PERIODS.has(period_type)) return null;
  const year = lastYear(chosen, others, pressure);
  const place = year?.place ?? chosen;
  const lead = year === undefined ? chosenLead : `${chosenLead}in ${year.words}, `;
  const has = (id: string) => place.whole(id, "") !== undefined;
  const capacity = capacityWords(place, lead);
  const collected = [...WORKLOAD, ...STAFF].some(has);
  const trainees = traineeWords(place, lead);
  if (!collected && capacity === null && trainees === null) return null;
  const flow = has("new_referrals_per_fte") ? flowWords(place, catalogue, lead) : null;
  const usual =
    flow ??
    sentence(
      capacity ?? trainees ?? `${lead}there is no figure here for referrals to each full-time link worker`,
    );
  const signs = pressureWords(place.selection, pressure, catalogue);
  const behind = pressedWords(place, others, pressure, catalogue);
  const [first] = opensWithPressure(place.selection, pressure) ? signs : [];
  const serves =
    area_type === "service" && behind.length === 0 ? servesWords(catalogue, place.selection.area) : null;
  const headline = first ?? usual;
  const staffed = STAFF.some(has);
  return {
    headline,
    detail: [
      ...(first === undefined ? [...signs, ...behind] : [...behind, ...signs.slice(1), usual]),
      ...(serves === null ? [] : [sentence(`It ${serves}`)]),
      ...(flow === null ? [] : spreadWords("new_referrals_per_fte", place, others, catalogue)),
      ...(area_type === "programme" ? mostOpenCases(place, others, catalogue) : []),
      ...(flow === null ? [] : aboveGuidance(place, others, catalogue)),
      ...openCases(place, others, catalogue),
      ...caseloadWords(place, others, catalogue),
      ...bands(place),
      ...retentionWords(place),
      ...burnout(place),
      ...staffSurveyWords(place, others),
      ...time(place),
      ...(flow !== null && capacity !== null ? [sentence(capacityWords(place, "") ?? "")] : []),
      ...((flow ?? capacity) !== null && trainees !== null ? [sentence(traineeWords(place, "") ?? "")] : []),
    ],
    caveats: [
      ...(year === undefined
        ? []
        : [
            `These sentences are of ${year.label}, the last financial year that was over. Each figure below names its own period: choose a year to see one year throughout.`,
          ]),
      ...(flow === null ? [] : guidanceCaveats(catalogue)),
      ...caseloadCaveats(place),
      ...(staffed
        ? [
            ...staffRule(catalogue),
            "Burnout is taken from staff's own answers only. New referrals and open cases show workload pressure, which is something else.",
            "Each burnout score runs from 0 to 100. No score is taken as a limit from which someone counts as burnt out.",
          ]
        : []),
      ...retentionCaveats(place),
      ...partYearCaveats(place, catalogue),
      ...pressureCaveats(pressure),
      publicationCaveat(catalogue),
    ],
  };
}

/** For the whole time, the last financial year that was over and could be judged; undefined where a period was chosen. */
function lastYear(
  { selection }: SelectionEstimates,
  others: readonly SelectionEstimates[],
  pressure: PressureDocument | undefined,
): { readonly place: SelectionEstimates; readonly words: string; readonly label: string } | undefined {
  const year = selection.period_type === "all" ? pressureYear(selection, pressure) : undefined;
  if (year === undefined) return undefined;
  const place = others.find(
    (one) =>
      one.selection.area_type === selection.area_type &&
      one.selection.area === selection.area &&
      one.selection.period_type === "financial_year" &&
      one.selection.period === year.period,
  );
  if (place?.whole("new_referrals_per_fte", "") === undefined) return undefined;
  return {
    place,
    words: year.period.replace("-", "–"),
    label: periodLabel("financial_year", year.period),
  };
}

const staffRule = ({ policy }: Catalogue): readonly string[] =>
  policy.staff_from === 0
    ? []
    : [
        `Figures of staff are shown for ${policy.staff_from} or more of them only, and shares of staff as broad bands, so that nobody can be picked out.`,
      ];

function flowWords(place: SelectionEstimates, catalogue: Catalogue, lead: string): string {
  const estimate = place.whole("new_referrals_per_fte", "");
  const figure = printableFigure(estimate);
  const subject = `${lead}the number of new referrals for each full-time link worker`;
  if (figure === null) return notShownWords(subject, estimate);
  const said = sentence(
    `${lead}there were ${numberWords(figure.value)} new referrals a year for each full-time link worker${limits(figure.interval, 0)}`,
  );
  const guidance = catalogue.workforce.referrals_per_fte;
  if (guidance === null || figure.interval === null) return said;
  const { lower, upper } = decidingInterval(figure.interval, 0);
  const range = `the ${numberWords(guidance.from)} to ${numberWords(guidance.to)} people a year of the guidance`;
  if (lower > guidance.to) return `${said} This is more than ${range}.`;
  if (upper < guidance.from) return `${said} This is fewer than ${range}.`;
  if (lower >= guidance.from && upper <= guidance.to) return `${said} This is within ${range}.`;
  return `${said} It is not clear whether this is within ${range}.`;
}

function openCases(
  place: SelectionEstimates,
  others: readonly SelectionEstimates[],
  catalogue: Catalogue,
): string[] {
  const estimate = place.whole("open_cases_per_fte", "");
  if (estimate === undefined) return [];
  const figure = printableFigure(estimate);
  if (figure === null)
    return [notShownWords("the number of open cases for each full-time link worker", estimate)];
  const said = sentence(
    `On the last day of the period there were ${numberWords(figure.value)} open cases for each full-time link worker${limits(figure.interval, 0)}`,
  );
  const own = figure.interval;
  if (own === null || place.selection.area_type !== "programme") return [said];
  const far = servicesAbove("open_cases_per_fte", decidingInterval(own, 0).upper, place, others, catalogue);
  if (far.length === 0) return [said];
  return [said, sentence(`More open cases than in the programme as a whole: ${listWords(far)}`)];
}

/** Services with clearly more new referrals than the guidance; none where no guidance is named. */
function aboveGuidance(
  place: SelectionEstimates,
  others: readonly SelectionEstimates[],
  catalogue: Catalogue,
): string[] {
  const guidance = catalogue.workforce.referrals_per_fte;
  if (guidance === null || place.selection.area_type !== "programme") return [];
  const far = servicesAbove("new_referrals_per_fte", guidance.to, place, others, catalogue);
  return far.length === 0 ? [] : [sentence(`More new referrals than the guidance: ${listWords(far)}`)];
}

/** Services in the same period whose interval lies wholly above a limit, by name, each with its figure. */
function servicesAbove(
  measure: string,
  limit: number,
  place: SelectionEstimates,
  others: readonly SelectionEstimates[],
  catalogue: Catalogue,
): string[] {
  return others
    .flatMap((other) => {
      const { area_type, area, period_type, period } = other.selection;
      if (area_type !== "service") return [];
      if (period_type !== place.selection.period_type || period !== place.selection.period) return [];
      const figure = printableFigure(other.whole(measure, ""));
      if (figure === null || figure.interval === null) return [];
      if (decidingInterval(figure.interval, 0).lower <= limit) return [];
      const name = catalogue.areas.find((one) => one.area_type === "service" && one.area === area)?.label;
      return [`${name ?? area} (${numberWords(figure.value)}, ${limitWords(figure.interval, 0)})`];
    })
    .sort();
}

function bands(place: SelectionEstimates): string[] {
  return SHARES.flatMap(([id, what]) => {
    const estimate = place.whole(id, "");
    const band = printableInterval(estimate);
    if (band === null) return [];
    return [
      sentence(
        `Between ${percentWords(band.lower, null)} and ${percentWords(band.upper, null)} of staff ${what}`,
      ),
    ];
  });
}

function burnout(place: SelectionEstimates): string[] {
  const scores = BURNOUT.flatMap(([id, name]) => {
    const figure = printableFigure(place.whole(id, ""));
    return figure === null ? [] : [`${name} ${numberWords(figure.value, 1)}${limits(figure.interval, 1)}`];
  });
  if (scores.length === 0) return [];
  return [
    sentence(
      `Staff who answered the burnout questions scored on average, on scales from 0 to 100: ${listWords(scores)}`,
    ),
  ];
}

function time(place: SelectionEstimates): string[] {
  const parts = TIME.flatMap(([id, name]) => {
    const figure = printableFigure(place.whole(id, ""));
    if (figure === null) return [];
    const { value, interval } = figure;
    const limits = interval === null ? "" : ` (${percentLimitsWords(interval, null)})`;
    return [`${percentWords(value, null)}${limits} ${name}`];
  });
  const interval = TIME.map(([id]) => printableFigure(place.whole(id, ""))?.interval).find(
    (one) => one?.level != null,
  );
  const kind = interval == null ? "" : `, with ${levelWords(interval)}s`;
  return parts.length === 0
    ? []
    : [sentence(`Recorded working time went${kind === "" ? " " : `${kind}, `}${listWords(parts)}`)];
}

function guidanceCaveats(catalogue: Catalogue): string[] {
  const guidance = catalogue.workforce.referrals_per_fte;
  return [
    ...(guidance === null
      ? []
      : [
          sentence(
            `The guidance is on new people in a year, not on open cases, and one person may be referred more than once: ${guidance.source}`,
          ),
        ]),
    "No published guidance on open cases was found: services can only be set side by side.",
    "Cases opened before the records begin are in no count of open cases, so it is too low at first and rises without any more work.",
  ];
}

const limits = (interval: Interval | null, decimals: number): string =>
  interval === null ? "" : ` (${limitWords(interval, decimals)})`;

const limitWords = (interval: Interval, decimals: number): string =>
  intervalWords(interval, (limit) => numberWords(limit, decimals));
