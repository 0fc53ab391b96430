import type { Catalogue, ComparePage } from "../release/catalogue.ts";
import { sampleQuantile } from "../statistics/sample-quantile.ts";
import { multiplicityWords } from "./compare-multiplicity.ts";
import { numberWords, percentWords } from "./number-words.ts";
import { publicationCaveat } from "./policy-caveat.ts";
import { type Finding, printableFigure, type ReleasedEstimate } from "./released-estimate.ts";
import { listWords, sentence } from "./sentence.ts";

type Funnel = ComparePage["funnels"][number];
type Verdict = Funnel["points"][number]["verdict"];

/** Names said in a sentence; more of them are left to the table. */
const MOST_NAMES = 6;
/** The same between the 95% and the 99.8% limits, where chance alone puts some. */
const MOST_NEAR_NAMES = 5;
/** From this denominator a percentage may carry a decimal: the release gives the centre three decimals then. */
const DECIMALS_FROM = 4000;
const CAPACITY = "link_worker_fte_per_10000_patients";

/**
 * Which networks stand out in how many figures, how far networks differ in an instrument's follow-up rate, by the
 * released funnels, and in link workers for their patients; null where the release has fewer than two networks. Networks outside the funnel's limits are named where they
 * are few, in alphabetical order, never by rank.
 */
export function compareFinding(
  estimates: readonly ReleasedEstimate[],
  catalogue: Catalogue,
  compare: ComparePage | undefined,
  instrument = catalogue.instruments[0]?.id ?? "",
): Finding | null {
  const networks = catalogue.areas.filter((area) => area.area_type === "pcn");
  if (networks.length < 2) return null;
  const funnel = compare?.funnels.find(
    (one) => one.measure === "follow_up_rate" && one.instrument === instrument,
  );
  const short = catalogue.instruments.find((one) => one.id === instrument)?.short ?? "";
  const capacity = capacityWords(estimates);
  const [headline, ...detail] = [
    ...multiplicityWords(compare?.funnels ?? [], catalogue, instrument),
    ...(funnel === undefined ? [] : funnelWords(funnel, catalogue, short)),
    ...capacity,
  ];
  return {
    headline:
      headline ??
      sentence(`${numberWords(networks.length)} primary care networks can be set side by side below`),
    detail,
    caveats: [
      "Networks stand in the order of their names. They differ in size, in whom they support and in how they keep records: this is not a ranking.",
      ...(funnel === undefined
        ? []
        : [
            "A network outside the limits is a reason to ask why. It says nothing yet about the quality of care.",
            ...(funnel.case_mix === null && !(compare?.funnels ?? []).some((one) => one.case_mix !== null)
              ? []
              : [
                  "Case mix is adjusted for as far as it is recorded: not for how unwell or alone people are, nor for what there is near by.",
                ]),
            "A follow-up rate tells who was asked again. Beside an average change it tells how many people that change leaves out.",
          ]),
      ...(capacity.length > 0 && funnel === undefined
        ? ["More link workers for the same number of patients is not in itself better care."]
        : []),
      publicationCaveat(catalogue),
    ],
  };
}

function funnelWords(funnel: Funnel, catalogue: Catalogue, short: string): string[] {
  const rate = `follow-up rate${short === "" ? "" : ` (${short})`}`;
  if (funnel.status !== "published" || funnel.centre === null) {
    return [
      sentence(`There is no funnel plot of the ${rate} of networks: ${lowerFirst(funnel.reason)}`),
      ...withheldWords(funnel),
    ];
  }
  const shown = funnel.points.length;
  const whole = Number.isInteger(Number((funnel.centre * 100).toFixed(1)));
  const centre = percentWords(funnel.centre, whole ? null : DECIMALS_FROM);
  const byChance = tally(funnel.points.map((point) => point.verdict));
  const expected = Math.max(1, Math.round(shown * 0.05));
  const wide = funnel.adjusted.length > 0;
  const byBoth = tally(funnel.points.flatMap((point) => point.adjusted_verdict ?? []));
  const outside = byChance.above + byChance.below;
  const farther = byBoth.above + byBoth.below;
  const head = `Of ${numberWords(shown)} primary care networks whose ${rate} can be shown, ${
    outside === 0 ? "none is known to lie" : outside === 1 ? "1 lies" : `${numberWords(outside)} lie`
  } outside the 95% limits of chance round the rate of all networks together, ${centre}`;
  const headline = sentence(
    outside === 0
      ? head
      : `${head}: ${sides(byChance)}. About ${numberWords(expected)} would by chance alone`,
  );
  return [
    headline,
    ...(wide
      ? [
          sentence(
            `${funnel.beyond_chance === true ? "Networks differ by more than chance alone would give" : "Networks differ a little more than chance alone would usually give, which may itself be chance"}. With limits that allow for such differences, ${farther === 0 ? "none is known to lie outside" : `${numberWords(farther)} still ${farther === 1 ? "lies" : "lie"} outside: ${sides(byBoth)}`}`,
          ),
        ]
      : funnel.tau === null
        ? ["With fewer than ten networks, differences beyond chance cannot be estimated."]
        : []),
    ...farWords(funnel, catalogue, wide),
    ...(byChance.close === 0 ? [] : [closeWords(byChance.close)]),
    ...withheldWords(funnel),
  ];
}

interface Tally {
  readonly above: number;
  readonly below: number;
  readonly close: number;
}

function tally(verdicts: readonly Verdict[]): Tally {
  const count = (start: string) => verdicts.filter((one) => one.startsWith(start)).length;
  return { above: count("above_"), below: count("below_"), close: count("close") };
}

function sides({ above, below }: Tally): string {
  const parts = [
    ...(above === 0 ? [] : [`${numberWords(above)} above`]),
    ...(below === 0 ? [] : [`${numberWords(below)} below`]),
  ];
  return listWords(parts);
}

function closeWords(close: number): string {
  return close === 1
    ? "1 network is so close to a limit that its rounded numbers do not tell on which side it lies."
    : `${numberWords(close)} networks are so close to a limit that their rounded numbers do not tell on which side they lie.`;
}

function farWords(funnel: Funnel, catalogue: Catalogue, wide: boolean): string[] {
  const verdict = (point: Funnel["points"][number]) => (wide ? point.adjusted_verdict : point.verdict);
  const named = (fits: (verdict: Verdict) => boolean) =>
    funnel.points
      .filter((point) => fits(verdict(point) ?? "inside"))
      .map(
        ({ area }) =>
          catalogue.areas.find((one) => one.area_type === "pcn" && one.area === area)?.label ?? area,
      )
      .sort((a, b) => a.localeCompare(b, "en-GB"));
  const outer = named((one) => one.endsWith("outer"));
  const [above, below] = [named((one) => one === "above_inner"), named((one) => one === "below_inner")];
  const near = above.length + below.length;
  const farthest =
    outer.length === 0
      ? []
      : outer.length > MOST_NAMES
        ? [
            `${numberWords(outer.length)} networks lie farthest out, beyond the 99.8% limits: the table names them.`,
          ]
        : [sentence(`Farthest out, beyond the 99.8% limits: ${listWords(outer)}`)];
  if (near === 0 || near > MOST_NEAR_NAMES) return farthest;
  const sidesOf = [
    ...(above.length === 0 ? [] : [`above them ${listWords(above)}`]),
    ...(below.length === 0 ? [] : [`below them ${listWords(below)}`]),
  ].join("; ");
  return [
    ...farthest,
    sentence(
      `Outside the 95% limits${wide ? " that allow for such differences" : ""}, within the 99.8% limits: ${sidesOf}`,
    ),
  ];
}

function withheldWords({ withheld, units }: Funnel): string[] {
  if (withheld.length === 0) return [];
  const one = withheld.length === 1;
  return [
    `${numberWords(withheld.length)} of ${numberWords(units)} networks ${one ? "has a rate that is" : "have rates that are"} withheld. ${one ? "It counts" : "They count"} in the limits, and ${one ? "has" : "have"} no point.`,
  ];
}

/** The middle half of networks in link workers for their patients, from four networks with a figure. */
function capacityWords(estimates: readonly ReleasedEstimate[]): string[] {
  const rows = estimates.filter(
    (row) => row.measure === CAPACITY && row.area_type === "pcn" && row.period_type === "all",
  );
  const values = rows.flatMap((row) => printableFigure(row)?.value ?? []);
  const [low, high] = [sampleQuantile(values, 0.25), sampleQuantile(values, 0.75)];
  if (values.length < 4 || low === null || high === null) return [];
  const without = rows.length - values.length;
  return [
    sentence(
      `Half of the ${numberWords(values.length)} primary care networks with a figure have ${numberWords(low, 2)} to ${numberWords(high, 2)} full-time link workers for every 10,000 registered patients; a quarter have fewer and a quarter more`,
    ),
    ...(without === 0
      ? []
      : [
          `${numberWords(without)} ${without === 1 ? "network has" : "networks have"} no figure here, which is not a zero.`,
        ]),
  ];
}

const lowerFirst = (text: string): string => `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
