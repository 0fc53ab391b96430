import type { Catalogue, ComparePage } from "../release/catalogue.ts";
import type { SelectionEstimates } from "./estimate-index.ts";
import { followUpWords } from "./follow-up-words.ts";
import { unmetWords } from "./language-finding.ts";
import { type NetworksFarOut, networksFarOut } from "./networks-far-out.ts";
import { numberWords, percentWords } from "./number-words.ts";
import { policyCaveat } from "./policy-caveat.ts";
import { needWords } from "./pressed-words.ts";
import type { PressureDocument, ServicePressure } from "./pressure-document.ts";
import { isPressed } from "./pressure-signal.ts";
import { reachedLess, reachedLessWords } from "./reach-finding.ts";
import { type Finding, printableFigure } from "./released-estimate.ts";
import { listWords, sentence } from "./sentence.ts";
import { servesWords } from "./service-words.ts";

/** Services, groups and networks named in the message; the pages name all. */
const NAMED = 2;
/** Groups that are named. */
const GROUPS_NAMED = 3;
/** Networks named before they are left to their page. */
const NETWORKS_NAMED = 6;
/** Of so many figures one lies beyond the 99.8% limits by chance alone. */
const BY_CHANCE = 500;
/** Below this share measured again, the first thing to ask for is more second scores. */
const FEW_FOLLOWED = 0.6;

/** One topic of the message: what is in the headline, in full, and what to do next. */
interface Topic {
  readonly topic: string;
  readonly short: string;
  readonly full: string;
  readonly next: string | null;
}

/**
 * One message for who pays for the services: capacity, reach, which networks differ by more than chance, what outcomes can
 * carry, and what to do next; of the whole programme. Each detail begins with its topic and a colon, the steps with `Next`.
 * Null where fewer than two topics can be told of. Nothing is claimed here that another page does not show with its interval.
 */
export function commissionerFinding(
  programme: SelectionEstimates,
  catalogue: Catalogue,
  from: {
    readonly pressure: PressureDocument | undefined;
    readonly compare: ComparePage | undefined;
    /** Figures of a service in a financial year; without it no need for staff is told. */
    readonly serviceAt?: (service: string, period: string) => SelectionEstimates | undefined;
    /** The sentence on how strong the evidence is, where it was graded. */
    readonly evidence: string | undefined;
  },
): Finding | null {
  const topics = [
    capacity(from.pressure, catalogue, from.serviceAt),
    reach(programme, catalogue),
    language(programme),
    differences(from.compare, catalogue),
    outcomes(programme, catalogue, from.evidence),
  ].filter((one) => one !== null);
  if (topics.length < 2) return null;
  const short = topics.map((one) => one.short).filter((text) => text !== "");
  const steps = topics.flatMap(({ next }) => (next === null ? [] : [next]));
  return {
    headline: short.map(sentence).join(" "),
    detail: [
      ...topics.map(({ topic, full }) => `${topic}: ${full}`),
      ...steps.map((step) => `Next: ${sentence(step)}`),
    ],
    caveats: [
      "Each line is a reason to ask, not a fault found: none of them says why.",
      ...(from.pressure === undefined || from.pressure.years.length === 0
        ? []
        : ["Capacity is of the last financial year that was over; the other lines are of the whole period."]),
      policyCaveat(catalogue),
    ],
  };
}

function capacity(
  pressure: PressureDocument | undefined,
  catalogue: Catalogue,
  serviceAt: (service: string, period: string) => SelectionEstimates | undefined = () => undefined,
): Topic | null {
  const year = pressure?.years.at(-1);
  const judged = (year?.services ?? []).filter((one) => isPressed(one) !== null);
  if (pressure === undefined || year === undefined || judged.length === 0) return null;
  const pressed = judged.filter((one) => isPressed(one) === true);
  const when = `in ${year.period.replace("-", "–")}`;
  const of = `${numberWords(judged.length)} ${judged.length === 1 ? "service" : "services"} that could be judged`;
  const nameOf = ({ service }: ServicePressure) =>
    catalogue.areas.find((one) => one.area_type === "service" && one.area === service)?.label ?? service;
  const names = pressed.map(nameOf);
  if (pressed.length === 0) {
    const none = `${when}, no service showed ${pressure.several} or more signs of workload pressure at once, of ${of}`;
    return { topic: "Capacity", short: none, full: sentence(none), next: null };
  }
  const where = pressed.slice(0, NAMED).map((one) => {
    const serves = servesWords(catalogue, one.service);
    const signs = one.cells
      .filter(({ state }) => state === "shown")
      .map(({ rule, figure, mark }) => {
        const title = pressure.rules.find(({ id }) => id === rule)?.title ?? rule;
        return sentence(`${title}: ${figure}, beside ${mark}`);
      });
    const place = sentence(serves === null ? nameOf(one) : `${nameOf(one)} ${serves}`);
    return [place, sentence(`its figures ${when}`).replace(/\.$/, ":"), ...signs].join(" ");
  });
  const many = pressed.length === 1 ? "was" : "were";
  const [only, ...more] = pressed;
  // Of several services the need of each stands on the Link workers page.
  const needs =
    only === undefined || more.length > 0
      ? ""
      : needWords(serviceAt(only.service, year.period), catalogue).join(" ");
  return {
    topic: "Capacity",
    short: `${when}, ${numberWords(pressed.length)} of ${of} ${many} under several pressures at once${pressed.length > NAMED ? "" : `: ${listWords(names)}`}`,
    full: where.join(" "),
    next: `ask ${pressed.length > NAMED ? "these services" : listWords(names)} whether a post stood empty, whether cases are closed when support ends, and who refers more than elsewhere${needs === "" ? "" : `. ${needs}`}`,
  };
}

function reach(programme: SelectionEstimates, catalogue: Catalogue): Topic | null {
  const found = reachedLess(programme, catalogue);
  if (found === null) return null;
  const { less, uncertain, untold, compared } = found;
  if (less.length === 0) {
    const none = `no group was shown to have fewer referrals than its share of the population, of ${numberWords(compared)} compared`;
    return { topic: "Reach", short: none, full: sentence(none), next: null };
  }
  // Nobody is to act on a group that people not known could turn round, where there are others.
  const sure = less.filter((one) => !one.uncertain);
  const named = (sure.length > 0 ? sure : less).slice(0, GROUPS_NAMED);
  const names = listWords(named.map(({ words }) => words));
  const counted = reachedLessWords(less.length, uncertain, untold);
  return {
    topic: "Reach",
    short: `${counted}${less.length > named.length ? `. Among them are ${names}` : `: ${names}`}`,
    full: [...(less.length > 1 ? [sentence(counted)] : []), ...named.map(({ sentences }) => sentences)].join(
      " ",
    ),
    next: `ask who refers, and where ${names} could be met who are not now; need differs between groups, so their own view comes first`,
  };
}

/** Contacts in which a need for an interpreter was not met; null where no need is recorded. */
function language(programme: SelectionEstimates): Topic | null {
  const unmet = unmetWords(programme);
  if (unmet === null) return null;
  return {
    topic: "Language",
    short: unmet,
    full: `${sentence(unmet)} Contacts of one person are alike and each counts by itself, so that interval is too narrow.`,
    next: "ask how an interpreter is booked and for which languages there is none, and who of the link workers speaks which",
  };
}

function differences(compare: ComparePage | undefined, catalogue: Catalogue): Topic | null {
  const far = networksFarOut(compare?.funnels ?? [], catalogue, catalogue.instruments[0]?.id ?? "");
  if (far === null) return null;
  const of = `${numberWords(far.looked)} networks`;
  const limits = `beyond the 99.8% limits of chance in at least one of ${numberWords(far.measures)} measures`;
  if (far.names.length === 0) {
    const none = `none of ${of} is known to lie ${limits}`;
    return { topic: "Differences", short: none, full: sentence(none), next: null };
  }
  const many = `${numberWords(far.names.length)} of ${of} ${far.names.length === 1 ? "lies" : "lie"} ${limits}`;
  return {
    topic: "Differences",
    short: many,
    full: `${far.names.length > NETWORKS_NAMED ? sentence(many) : sentence(`${many}: ${listWords(far.names)}`)} ${chanceWords(far)} Far on the better side and far on the worse side count alike.`,
    next: "ask the networks that stand out, the better ones too, what is done otherwise there; leave the order of the others alone, since chance can give it",
  };
}

/** How many figures lie beyond the limits, beside how many would by chance alone. */
const chanceWords = ({ figures, far }: NetworksFarOut): string =>
  `${numberWords(figures)} figures were looked at: ${numberWords(far)} ${far === 1 ? "lies" : "lie"} beyond those limits, and about ${numberWords(Math.max(1, Math.round(figures / BY_CHANCE)))} would by chance alone.`;

function outcomes(
  programme: SelectionEstimates,
  catalogue: Catalogue,
  evidence: string | undefined,
): Topic | null {
  const instrument = catalogue.instruments.find(({ id }) => programme.hasInstrument(id));
  if (instrument === undefined) return null;
  const rate = programme.whole("follow_up_rate", instrument.id);
  const figure = printableFigure(rate);
  const few = figure !== null && figure.value < FEW_FOLLOWED;
  return {
    topic: "Outcomes",
    short: "",
    full: [
      followUpWords(rate, instrument),
      ...(evidence === undefined ? [] : [evidence]),
      "Scores before and after, with no comparison group, cannot show what the service did.",
    ].join(" "),
    next: few
      ? `take the change in scores for a description only, and have more people measured again before the help is judged by it: ${percentWords(figure.value, figure.denominator)} of those due were`
      : null,
  };
}
