import type { Catalogue, ComparePage } from "../release/catalogue.ts";
import { farNetworks, judgedPoints, judgedVerdict } from "./far-networks.ts";
import { judgedFunnels } from "./networks-far-out.ts";
import { numberWords } from "./number-words.ts";
import { listWords, sentence } from "./sentence.ts";

type Funnel = ComparePage["funnels"][number];

/** Names, and figures, said in a sentence; more of them are left to the tables. */
const MOST_NAMES = 6;
/** Of so many figures one lies outside the limits by chance alone. */
const ONE_IN = { inner: 20, outer: 500 } as const;

/**
 * Which networks stand out beyond the 99.8 % limits in how many figures of which more, or less, is better, after case mix
 * and differences beyond chance are allowed for where these can be worked out, and how many would by chance alone; the
 * first sentence is the headline. Empty with fewer than two such funnels. Networks are in alphabetical order.
 */
export function multiplicityWords(
  funnels: readonly Funnel[],
  catalogue: Catalogue,
  instrument: string,
): readonly string[] {
  const better = new Map(catalogue.measures.map(({ id, polarity, title }) => [id, { polarity, title }]));
  const judged = judgedFunnels(funnels, catalogue, instrument);
  if (judged.length < 2) return [];
  const verdicts = judged.flatMap((funnel) =>
    judgedPoints(funnel).map((point) => ({ area: point.area, said: judgedVerdict(point) })),
  );
  const given = verdicts.filter(({ said }) => said !== "few_followed" && said !== "follow_up_unknown");
  const outer = judged.flatMap((funnel) => {
    const { above, below } = farNetworks(funnel);
    return [...above, ...below].map((area) => ({ area, measure: funnel.measure }));
  });
  const outside = given.filter(({ said }) => /^(above|below)_/.test(said)).length;
  const name = (area: string) =>
    catalogue.areas.find((one) => one.area_type === "pcn" && one.area === area)?.label ?? area;
  const networks = [...new Set(outer.map(({ area }) => area))]
    .map((area) => ({ label: name(area), figures: outer.filter((one) => one.area === area) }))
    .sort((a, b) => a.label.localeCompare(b.label, "en-GB", { numeric: true }));
  const all = new Set(verdicts.map(({ area }) => area)).size;
  const measures = `${numberWords(judged.length)} measures`;
  const allowing = allowedFor(judged);
  const titleOf = (measure: string) => lowerFirst(better.get(measure)?.title ?? measure);
  const said = networks.map(({ label, figures: own }) =>
    own.length === 1
      ? `${label} (${titleOf(own[0]?.measure ?? "")})`
      : `${label} (${numberWords(own.length)} measures)`,
  );
  const headline =
    networks.length === 0
      ? `None of ${numberWords(all)} primary care networks is known to lie farther from the others than chance would usually put it, in any of ${measures}`
      : `Of ${numberWords(all)} primary care networks, ${numberWords(networks.length)} ${networks.length === 1 ? "lies" : "lie"} farther from the others than chance would usually put ${networks.length === 1 ? "it" : "them"}, in at least one of ${measures}`;
  const byChance = (kind: keyof typeof ONE_IN) => Math.round(given.length / ONE_IN[kind]);
  const barred = verdicts.length - given.length;
  const differing = judged.filter((one) => (one.case_mix ?? one).beyond_chance === true);
  const names = differing.map(({ measure }) => titleOf(measure));
  const others = funnels.filter(
    (one) =>
      one.status === "published" &&
      (one.instrument === instrument || one.instrument === "") &&
      better.get(one.measure)?.polarity === "neither",
  ).length;
  return [
    sentence(headline),
    ...(said.length === 0 || said.length > MOST_NAMES
      ? []
      : [`${said.length === 1 ? "It is" : "They are"} ${said.join("; ")}.`]),
    sentence(`Farther means beyond the 99.8% limits of a funnel plot${allowing}`),
    sentence(
      `${numberWords(given.length)} figures of networks were looked at, so some stand out by chance. About ${numberWords(Math.max(1, byChance("outer")))} would lie beyond the 99.8% limits, where ${numberWords(outer.length)} ${outer.length === 1 ? "does" : "do"}, and about ${numberWords(Math.max(1, byChance("inner")))} beyond the 95% limits, where ${numberWords(outside)} ${outside === 1 ? "does" : "do"}`,
    ),
    ...(others === 0
      ? []
      : [
          `${numberWords(others)} more ${others === 1 ? "measure, of which neither more nor less is better, is" : "measures, of which neither more nor less is better, are"} not counted here: networks beyond ${others === 1 ? "its" : "their"} limits are named apart.`,
        ]),
    "Figures of the same scores, such as an average change and the share who improved, go together: they are not each a reason of their own.",
    differing.length === 0
      ? "In none of them do networks differ among themselves by more than chance would give."
      : sentence(
          `Networks differ among themselves by more than chance would give in ${numberWords(differing.length)} of ${measures}${names.length > MOST_NAMES ? "" : `: ${listWords(names)}`}`,
        ),
    ...(barred === 0
      ? []
      : [
          sentence(
            `${numberWords(barred)} ${barred === 1 ? "figure of an outcome has" : "figures of outcomes have"} no verdict, because fewer than 40% were followed up or it is not known how many were`,
          ),
        ]),
    "Waits have no funnel plot and are not counted here: a network's page sets them beside the whole programme.",
    "All are figures of the whole period and can hold what has changed since: the charts over time tell, and the page of a project that works there.",
  ];
}

/** What verdicts allow for, and in how many of the funnels: some measures have no case mix, and few networks no spread. */
function allowedFor(judged: readonly Funnel[]): string {
  const found = [
    { what: "case mix", verb: "is", count: judged.filter(({ case_mix }) => case_mix !== null).length },
    {
      what: "differences beyond chance",
      verb: "are",
      count: judged.filter((one) => (one.case_mix ?? one).tau !== null).length,
    },
  ];
  const all = found.filter(({ count }) => count === judged.length);
  const some = found
    .filter(({ count }) => count > 0 && count < judged.length)
    .map(({ what, count }) => `${what} in ${numberWords(count)} of them`);
  if (all.length === 0) return some.length === 0 ? "" : `, with ${listWords(some)} allowed for`;
  const verb = all.length === 1 ? (all[0]?.verb ?? "is") : "are";
  const rest = some.length === 0 ? "" : `, and ${some.join("")}`;
  return `, once ${listWords(all.map(({ what }) => what))} ${verb} allowed for${rest}`;
}

const lowerFirst = (text: string): string =>
  /^[A-Z][a-z]/.test(text) ? `${text.charAt(0).toLowerCase()}${text.slice(1)}` : text;
