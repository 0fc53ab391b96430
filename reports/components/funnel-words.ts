import type { Catalogue, ComparePage } from "../../src/release/catalogue.ts";
import { measureTitle } from "./figure-data.js";
import { formatDecimal, formatValue, type NumberStyle, numberStyle } from "./format.js";

/** A funnel of one measure by network, as released. */
export type Funnel = ComparePage["funnels"][number];
/** Its limits and points, as they are or adjusted for case mix. */
export type FunnelSide = Omit<NonNullable<Funnel["case_mix"]>, "strata" | "moved_half" | "moved_most">;
/** One network of it. */
export type FunnelPoint = FunnelSide["points"][number];

const VERDICTS: Readonly<Record<FunnelPoint["verdict"], string>> = {
  inside: "within the 95% limits",
  above_inner: "above the 95% limits",
  above_outer: "above the 99.8% limits",
  below_inner: "below the 95% limits",
  below_outer: "below the 99.8% limits",
  close: "too close to a limit to say",
  few_followed: "too few followed up to say",
  follow_up_unknown: "not known how many were followed up: cannot say",
};

/** Share followed up below which a network has no verdict on an outcome; the release applies it. */
export const LEAST_FOLLOWED_WORDS = "40%";

/** A verdict in words. */
export const verdictWords = (verdict: FunnelPoint["verdict"]): string => VERDICTS[verdict];

/** Whether a network has a verdict at all. */
export const isBarred = (verdict: FunnelPoint["verdict"]): boolean =>
  verdict === "few_followed" || verdict === "follow_up_unknown";

/** Referrals for the people registered; other rates are for link workers. */
const PER_PATIENT = "referrals_per_1000_patients";

/** How the figures of a funnel are written. */
export function funnelStyle(
  catalogue: Catalogue,
  { measure, instrument, kind }: Pick<Funnel, "measure" | "instrument" | "kind">,
): NumberStyle {
  if (kind === "share") return { kind: "proportion", decimals: 0, signed: false };
  if (kind === "rate") return { kind: "rate", decimals: measure === PER_PATIENT ? 1 : 0, signed: false };
  return numberStyle(catalogue, measure, instrument);
}

/** The centre, with the decimals it was released with. */
export function centreWords(funnel: Pick<Funnel, "kind">, centre: number, style: NumberStyle): string {
  if (funnel.kind !== "share") return formatValue(centre, style);
  const percent = Number((centre * 100).toFixed(1));
  return `${formatDecimal(percent, Number.isInteger(percent) ? 0 : 1)}%`;
}

/** A distance between two figures, without its sign. */
export function distanceWords(funnel: Funnel, distance: number, style: NumberStyle): string {
  if (funnel.kind === "share") {
    const points = formatDecimal(distance * 100, 1);
    return `${points} percentage ${points === "1.0" ? "point" : "points"}`;
  }
  return `${formatDecimal(distance, Math.max(1, style.decimals))}${funnel.instrument === "" ? "" : " points"}`;
}

/** What the sizes of a funnel are numbers of. */
export function sizeWords(catalogue: Catalogue, { measure, kind }: Funnel): string {
  if (measure === PER_PATIENT) return "Registered patients, counted for each year";
  if (kind === "rate") return "Years of full-time link worker";
  if (measure === "follow_up_rate") return "People due a second score (rounded)";
  if (/^(mean_change|share_improved|share_worse|share_men|mean_gp_)/.test(measure)) return "People (rounded)";
  if (/^share_(dna|interpret|language)/.test(measure)) return "Appointments or contacts (rounded)";
  if (/^share_goals_/.test(measure)) return "Goals (rounded)";
  if (/^share_(completed_sessions|feedback|review)|sessions/.test(measure)) return "Activities (rounded)";
  const unit = catalogue.measures.find(({ id }) => id === measure)?.unit ?? "";
  return unit.includes("referral") || measure.startsWith("share_") || measure.includes("referral")
    ? "Referrals (rounded)"
    : "Number it rests on (rounded)";
}

/** True where several of what is counted belong to one person, so that chance alone spreads networks more than the limits say. */
export const isCountedMoreThanOnce = ({ measure }: Funnel): boolean =>
  /^share_(dna|interpret|language|goals|completed_sessions|feedback|review)/.test(measure);

/** Whether networks differ by more than chance, in plain words. */
export function dispersionWords({ tau, beyond_chance }: FunnelSide): string {
  if (tau === null) return " With fewer than ten networks, differences beyond chance cannot be estimated.";
  if (tau === 0)
    return " Taken together, networks differ by no more than chance alone would give, whatever a single one does.";
  return beyond_chance === true
    ? " Networks differ by more than chance alone would give."
    : " Networks differ a little more than chance alone would usually give, which may itself be chance.";
}

/** φ and τ for those who know them; undefined where they cannot be estimated. */
export function dispersionFigures(funnel: Funnel, { phi, tau }: FunnelSide): string | undefined {
  if (tau === null) return undefined;
  const scale = { share: "arcsine scale", mean: "score points", rate: "square-root scale" }[funnel.kind];
  return `For statisticians: ${[
    ...(phi === null ? [] : [`overdispersion factor φ ${formatDecimal(phi, 1)}, where about 1 is chance`]),
    `spread between networks τ ${formatDecimal(tau, funnel.kind === "mean" ? 2 : 3)} (${scale})`,
  ].join("; ")}.`;
}

/** Why a network's own interval can lie off the figure of all networks while the network is within the limits. */
export const INTERVAL_WORDS =
  "A network’s own interval can miss the figure of all networks while the network lies within the limits: where they can be worked out, the limits allow for differences beyond chance too, and the verdict for case mix.";

/** What a figure is counted out of, where another page counts by nearly the same name out of others. */
export const baseWords = (measure: string): string | undefined =>
  measure === "follow_up_rate"
    ? "Followed up: of the people due a second score. The stages on the Equity page count those followed up out of the referrals that completed their sessions, which is another figure."
    : /^(median|p90)_days_to_first_contact$/.test(measure)
      ? "These waits are of the people reached. The waits on the Equity page are of all referrals, those never reached too, and are longer."
      : undefined;

/** What figures are adjusted for, how far that moves them, and what it leaves out; undefined without adjustment. */
export function caseMixWords(funnel: Funnel, style: NumberStyle): string | undefined {
  const { case_mix, kind } = funnel;
  if (case_mix === null) return undefined;
  const scored = kind === "mean" || /^(follow_up_rate|share_improved|share_worse)$/.test(funnel.measure);
  const start = kind === "mean" ? "first score, " : scored ? "level at the start, " : "";
  const way =
    kind === "mean"
      ? "by a regression of the last score over all people (analysis of covariance)"
      : `by comparing people who are alike, in ${case_mix.strata ?? 0} groups; groups of fewer than 50 people are put together. The size of a network is then the number of people of the usual mix who would tell as much`;
  return `Adjusted for ${start}age, gender, deprivation and whether mental health is a reason for referral, ${way}. Not known is a group of its own. Adjusting moves half of the networks by no more than ${distanceWords(funnel, case_mix.moved_half, style)}, and none by more than ${distanceWords(funnel, case_mix.moved_most, style)}. It cannot adjust for what is not recorded: how unwell or alone people are, what there is near by to be referred to, and who was asked for a second score.`;
}

/** Why a measure has no funnel, by what kind of figure it is. */
export function noFunnelWords(catalogue: Catalogue, measure: string): string {
  const entry = catalogue.measures.find(({ id }) => id === measure);
  const title = measureTitle(catalogue, measure);
  if (entry?.kind === "count" || entry?.kind === "amount")
    return `${title} is a number, and larger networks have more of everything: it has no funnel. Choose a share or an average.`;
  if (/^(median|p90)_/.test(measure))
    return `${title} is a middle or a high value of many waits. The limits that chance alone would give it are not worked out here: read the interval of each network below.`;
  return `There is no funnel plot of ${title.toLowerCase()}: read the interval of each network below.`;
}
