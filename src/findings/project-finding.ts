import type { Catalogue } from "../release/catalogue.ts";
import type { ProjectComparisons } from "../release/project-comparisons-schema.ts";
import { baselineCaveat } from "./baseline-words.ts";
import { changesApart } from "./changes-apart.ts";
import { besideWords, differenceBeside, togetherWords } from "./comparison-words.ts";
import { countsBehind } from "./counts-behind.ts";
import { directionWords, type WindowDirection, windowDirection } from "./direction-words.ts";
import type { SelectionEstimates } from "./estimate-index.ts";
import { type MeasureWords, measureWords } from "./measure-words.ts";
import { notShownWords } from "./not-shown-words.ts";
import { numberWords, shownDecimals } from "./number-words.ts";
import { policyCaveat } from "./policy-caveat.ts";
import { chanceCaveats, comparisonCaveats, readingCaveats } from "./project-caveats.ts";
import type { ProjectAnswer } from "./projects-finding.ts";
import { type Finding, printableFigure, type ReleasedEstimate } from "./released-estimate.ts";
import type { Selection } from "./selection.ts";
import { sentence } from "./sentence.ts";
import { sharedServiceCaveat } from "./shared-service-words.ts";
import { burnoutWords, isBand, staffFigureWords, staffYearsWords } from "./staff-words.ts";
import {
  differenceWords,
  figureWords,
  laterFigure,
  sidedDifferenceWords,
  type WindowEstimates,
  windowWords,
} from "./window-words.ts";

type Project = Catalogue["projects"][number];
type ProjectMeasure = Project["measures"][number];
type Told = Partial<Pick<ProjectComparisons["projects"][number], "compared" | "together" | "others">>;
type Compared = NonNullable<Told["compared"]>;
/** The estimates of an area and period; undefined where nothing is released there. */
export type PlaceLookup = (place: Selection) => SelectionEstimates | undefined;

const WINDOWS = ["before", "during", "after"] as const;
/** What a target group's rate of referral is set beside. */
const OTHERS_RATE = "referrals_per_1000_others";

/**
 * The answer to a project's question from its own measures, the first of which is the primary one: before and after
 * the pilot, beside its comparison networks. Where a change is set beside another, both are told with no verdict on either, and the
 * sentence ends with the difference between the two and its interval, which is never put down to the project. Where the change is
 * released beside single networks (`compared`), it opens with that difference and its rank among them. A measure of staff is told by
 * financial year of the project's service, with the burnout scores that the project named beside it.
 */
export function projectFinding(
  project: Project,
  at: PlaceLookup,
  catalogue: Catalogue,
  told: Told = {},
): Finding & { readonly answer: ProjectAnswer } {
  const { compared = null, together = null } = told;
  const [primary, ...others] = project.measures.map((one, place) =>
    measureFinding(one, project, at, catalogue, { told, isFirst: place === 0 }),
  );
  const said = primary ?? {
    headline: "No measure was named beforehand to answer this question.",
    here: null,
    detail: [],
    direction: [],
    staff: false,
    compared: false,
    beside: false,
    band: false,
    caveat: "",
    baseline: "",
  };
  const all = [said, ...others];
  const burnout = said.staff ? burnoutWords(burnoutYears(project, at, catalogue)) : "";
  const plain = [
    said.beside ? "" : directionWords(said.here, project.measures[0]?.instrument ? "difference" : "change"),
    said.headline,
    burnout,
  ]
    .filter((text) => text !== "")
    .join(" ");
  const lead = compared?.status === "published" ? comparedWords(project, compared, at, catalogue) : "";
  return {
    answer: said.staff ? "staff" : (said.here?.direction ?? "none"),
    headline: lead === "" ? plain : lead,
    detail: [
      ...(lead === "" ? [] : [plain]),
      ...said.direction,
      ...others.map(({ headline }) => headline),
      ...said.detail,
    ],
    caveats: [
      ...(said.baseline === "" ? [] : [said.baseline]),
      ...(primary === undefined
        ? []
        : comparisonCaveats({ ...said, besideOthers: together?.beside === "others" }, others)),
      ...[all.some((one) => one.compared) ? sharedServiceCaveat(project) : ""].filter((text) => text !== ""),
      ...(all.some(({ band }) => band)
        ? ["Shares of staff are shown as a range only, so that no member of staff can be picked out."]
        : []),
      ...(said.caveat === "" ? [] : [sentence(said.caveat)]),
      ...readingCaveats(project.measures, catalogue.measures),
      ...chanceCaveats(others.length, catalogue.projects.length),
      policyCaveat(catalogue),
    ],
  };
}

/** The figures before and after, here and there, then the difference between the two changes with its interval and rank. */
function comparedWords(project: Project, compared: Compared, at: PlaceLookup, catalogue: Catalogue): string {
  const { measure, instrument, later, networks, left_out, as_far, may_claim } = compared;
  const entry = catalogue.measures.find(({ id }) => id === measure);
  const scale = catalogue.instruments.find(({ id }) => id === instrument);
  const words = measureWords(entry, measure, scale, project);
  const pair = (area_type: Selection["area_type"]): string | null => {
    const [before, after] = ["before", later].map((period) =>
      printableFigure(
        at({ area_type, area: project.id, period_type: "window", period })?.whole(measure, instrument),
      ),
    );
    if (!before || !after) return null;
    const value = ({ value: one, denominator }: typeof before) => words.value(one, denominator);
    return `${value(before)} before and ${value(after)} ${later}`;
  };
  const [here, there] = [pair("project"), pair("comparator")];
  if (here === null || there === null) return "";
  // With fewer networks than a rank needs it says nothing by itself, and would be read as if it did.
  const rank =
    as_far === null || !may_claim
      ? ""
      : `, and ${as_far === 0 ? "none" : numberWords(as_far)} of them ${as_far < 2 ? "lies" : "lie"} as far from the others`;
  const better = scale?.better ?? entry?.polarity ?? "neither";
  return [
    sentence(
      `${words.title}: ${here} the pilot here; ${there} in the ${numberWords(networks + left_out)} comparison networks together`,
    ),
    sentence(`${oneByOneWords(project, compared, catalogue)}${rank}`),
    better === "neither" ? "" : sentence(`${better === "lower" ? "Lower" : "Higher"} is better here`),
  ]
    .filter((text) => text !== "")
    .join(" ");
}

/** `Set beside them one by one, the change is 5 percentage points higher here than on average there (95% interval 1 to 9 higher)`. */
function oneByOneWords(project: Project, compared: Compared, catalogue: Catalogue): string {
  const { networks, left_out } = compared;
  const them = left_out === 0 ? "them" : `${numberWords(networks)} of them (the others have too few people)`;
  return `Set beside ${them} one by one, the change ${differenceBeside(project, compared, catalogue).words}`;
}

interface MeasureFinding {
  readonly headline: string;
  /** Direction of the project; null where it has none. */
  readonly here: WindowDirection | null;
  readonly detail: readonly string[];
  /** That lower is better, where it is. */
  readonly direction: readonly string[];
  readonly staff: boolean;
  /** Set beside comparison networks. */
  readonly compared: boolean;
  /** Its change is set beside another, so that the difference decides and not its own direction. */
  readonly beside: boolean;
  readonly band: boolean;
  readonly caveat: string;
  /** That the project started apart from its comparison networks; "" where it did not. */
  readonly baseline: string;
}

function measureFinding(
  { measure, instrument }: ProjectMeasure,
  project: Project,
  at: PlaceLookup,
  catalogue: Catalogue,
  { told, isFirst }: { readonly told: Told; readonly isFirst: boolean },
): MeasureFinding {
  const entry = catalogue.measures.find(({ id }) => id === measure);
  const scale = catalogue.instruments.find(({ id }) => id === instrument);
  const words = measureWords(entry, measure, scale, project);
  const windowsOf = (area_type: Selection["area_type"]): WindowEstimates => {
    const [before, during, after] = WINDOWS.map((period) =>
      at({ area_type, area: project.id, period_type: "window", period })?.whole(measure, instrument),
    );
    return { before, during, after };
  };
  const here = windowsOf("project");
  // What is said of a score anywhere tells of no comparison; here there may be one, and readingCaveats says the rest.
  const caveat = scale === undefined ? (entry?.caveat ?? "") : "";
  if (WINDOWS.every((window) => here[window] === undefined)) {
    const { years, whole } = staffEstimates(measure, instrument, project, at, catalogue);
    if (years.length > 0) {
      return {
        ...staffFinding(years, whole, words, serviceName(project, catalogue)),
        staff: true,
        compared: false,
        beside: false,
        baseline: "",
        band: [...years, whole].some(isBand),
        caveat,
      };
    }
  }
  const there = windowsOf("comparator");
  const whole = wholeWords(measure, instrument, project, at, words);
  if (project.windows.length === 0 && WINDOWS.every((window) => here[window] === undefined)) {
    return {
      headline: [
        sentence(words.title),
        whole[0] ?? "No figure of it can be shown.",
        ...(isFirst ? ["No dates of a pilot were declared, so there is no before and after."] : []),
      ].join(" "),
      here: null,
      detail: [],
      direction: [],
      staff: false,
      compared: false,
      beside: false,
      band: false,
      caveat,
      baseline: "",
    };
  }
  const isCompared = project.comparator_label !== null && WINDOWS.some((one) => there[one] !== undefined);
  const both = isCompared && hasChange(here) && hasChange(there);
  const isOthers = told.together?.beside === "others" && measure === OTHERS_RATE;
  const difference = isFirst && told.together ? togetherWords(project, told.together, catalogue) : "";
  const beside = both || isOthers || difference !== "";
  const tell = beside ? sidedDifferenceWords : differenceWords;
  const lower = (scale?.better ?? entry?.polarity) === "lower";
  return {
    headline: [
      sentence(placeWords(`${words.title}: `, here, words, tell)),
      isCompared ? sentence(placeWords("In the comparison networks: ", there, words, tell)) : "",
      difference === "" && both
        ? networksWords({ measure, instrument }, project, { here, there }, words, catalogue, told, isFirst)
        : difference,
    ]
      .filter((text) => text !== "")
      .join(" "),
    here: windowDirection(here, words),
    detail: [
      ...(isFirst && entry?.kind === "proportion" ? countsBehind(here, there) : []),
      ...windowDetail("Here: ", here, words),
      ...windowDetail("In the comparison networks: ", there, words),
      ...(scale === undefined ? [] : whole),
    ],
    direction: lower
      ? [
          scale === undefined
            ? `A lower figure is better: ${words.title.charAt(0).toLowerCase()}${words.title.slice(1)}.`
            : `A lower ${scale.short} score is better, so a change further below 0 is better.`,
        ]
      : [],
    staff: false,
    compared: isCompared,
    beside,
    band: false,
    caveat,
    baseline: isFirst && isCompared ? baselineCaveat(here, there, words) : "",
  };
}

/** `Men: 38% before and 44% after the pilot, a rise of …`, as far as it is shown. */
function placeWords(
  lead: string,
  windows: WindowEstimates,
  words: MeasureWords,
  tell: typeof differenceWords,
): string {
  const before = printableFigure(windows.before);
  const later = laterFigure(windows);
  const value = (figure: NonNullable<typeof before>) => words.value(figure.value, figure.denominator);
  if (before !== null && later !== null) {
    return `${lead}${value(before)} before and ${value(later.figure)} ${later.when} the pilot, ${tell(before, later.figure, words)}`;
  }
  const missing = (when: string, estimate: ReleasedEstimate | undefined) =>
    notShownWords(`the figure ${when} the pilot`, estimate);
  if (later !== null) {
    return `${sentence(`${lead}${value(later.figure)} ${later.when} the pilot`)} ${missing("before", windows.before)}`;
  }
  if (before !== null) {
    return `${sentence(`${lead}${value(before)} before the pilot`)} ${missing("after", windows.after)}`;
  }
  return `${lead}${lowerFirst(notShownWords("the figure", windows.after ?? windows.during ?? windows.before))}`;
}

/** How the change of a measure lies beside that of the comparison networks: one by one where released, else taken together. */
function networksWords(
  { measure, instrument }: ProjectMeasure,
  project: Project,
  { here, there }: Readonly<Record<"here" | "there", WindowEstimates>>,
  words: MeasureWords,
  catalogue: Catalogue,
  { compared, others = [] }: Told,
  isFirst: boolean,
): string {
  const released = [...(compared ? [compared] : []), ...others].find(
    (one) => one.measure === measure && one.instrument === instrument,
  );
  if (released?.status === "published") return sentence(oneByOneWords(project, released, catalogue));
  const scale = catalogue.instruments.find(({ id }) => id === instrument);
  const [own, other] = [laterFigure(here), laterFigure(there)];
  const apart =
    own?.when === other?.when
      ? changesApart(
          measure,
          { before: printableFigure(here.before), later: own?.figure ?? null },
          { before: printableFigure(there.before), later: other?.figure ?? null },
          scale === undefined ? 1 : shownDecimals(scale),
        )
      : null;
  return apart === null
    ? "The difference between the two changes cannot be worked out from these figures."
    : `${besideWords("networks", { estimate: apart.value, lower: apart.lower, upper: apart.upper }, words)}${isFirst ? "" : ` ${TAKEN_TOGETHER}`}`;
}

/** Said of each later measure whose comparison networks could only be taken together. */
const TAKEN_TOGETHER =
  "That interval is too narrow, since networks go their own way too: a first look at most.";

const hasChange = (windows: WindowEstimates): boolean =>
  printableFigure(windows.before) !== null && laterFigure(windows) !== null;

/** The figure over the whole period, here and in the comparison networks: more people are behind it. */
function wholeWords(
  measure: string,
  instrument: string,
  project: Project,
  at: PlaceLookup,
  words: MeasureWords,
): string[] {
  const [here, there] = (["project", "comparator"] as const).map((area_type) =>
    printableFigure(
      at({ area_type, area: project.id, period_type: "all", period: "all" })?.whole(measure, instrument),
    ),
  );
  if (here === null || here === undefined) return [];
  const beside =
    there === null || there === undefined
      ? ""
      : `, and ${figureWords(there, words)} in the comparison networks`;
  return [
    sentence(
      `Over the whole period: ${figureWords(here, words)}${project.comparator_label === null && beside === "" ? "" : ` here${beside}`}`,
    ),
  ];
}

function windowDetail(lead: string, windows: WindowEstimates, words: MeasureWords): string[] {
  const said = windowWords(windows, words);
  return said === "" ? [] : [sentence(`${lead}${said}`)];
}

function staffFinding(
  years: readonly ReleasedEstimate[],
  whole: ReleasedEstimate | undefined,
  words: MeasureWords,
  service: string,
) {
  const said = staffYearsWords(years, words);
  const ever = said === "" ? staffFigureWords(whole, words) : null;
  const headline =
    said !== ""
      ? sentence(`${words.title}, ${service}: ${said}`)
      : ever !== null
        ? sentence(
            `${words.title}, ${service}: ${ever} over the whole period, and no single year can be shown`,
          )
        : notShownWords(`${lowerFirst(words.title)}, ${service},`, years.at(-1));
  return { headline, here: null, detail: [], direction: [] };
}

/** Figures of the project's service by financial year, in time order, and over the whole period. */
function staffEstimates(
  measure: string,
  instrument: string,
  project: Project,
  at: PlaceLookup,
  catalogue: Catalogue,
): { readonly years: readonly ReleasedEstimate[]; readonly whole: ReleasedEstimate | undefined } {
  if (project.service === null) return { years: [], whole: undefined };
  const area = project.service;
  const find = (period_type: "all" | "financial_year", period: string) => {
    const place = at({ area_type: "service", area, period_type, period });
    return place?.whole(measure, instrument) ?? place?.whole(measure, "");
  };
  const years = catalogue.periods
    .filter(({ period_type }) => period_type === "financial_year")
    .flatMap(({ period }) => find("financial_year", period) ?? []);
  return { years, whole: find("all", "all") };
}

/** The burnout scores among a project's measures, by year, each with the title of its subscale. */
function burnoutYears(project: Project, at: PlaceLookup, catalogue: Catalogue) {
  return project.measures.slice(1).flatMap(({ measure, instrument }) => {
    if (!measure.startsWith("burnout_")) return [];
    const { years } = staffEstimates(measure, instrument, project, at, catalogue);
    const words = measureWords(
      catalogue.measures.find(({ id }) => id === measure),
      measure,
      undefined,
    );
    return [{ words, years }];
  });
}

function serviceName({ service }: Project, catalogue: Catalogue): string {
  return catalogue.services.find(({ id }) => id === service)?.name ?? service ?? "";
}

const lowerFirst = (text: string): string => `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
