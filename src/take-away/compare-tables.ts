import type { Catalogue } from "../release/catalogue.ts";
import { FUNNEL_DECIMALS, funnelVerdicts, type PackedComparePage } from "../release/pack-funnels.ts";
import { type Cell, SHORTHAND, type TakeAwayRow, type TakeAwayTable } from "./take-away-table.ts";

type Funnel = PackedComparePage["funnels"][number];

/** What a verdict says, in words that do not rank. */
const VERDICT_WORDS: Readonly<Record<ReturnType<typeof funnelVerdicts>[number], string>> = {
  inside: "Within the limits of chance",
  close: "Too close to a limit to say",
  above_inner: "Above the 95% limits",
  above_outer: "Above the 99.8% limits",
  below_inner: "Below the 95% limits",
  below_outer: "Below the 99.8% limits",
  few_followed: "No verdict: fewer than 40% followed up",
  follow_up_unknown: "No verdict: not known how many were followed up",
};

const NO_RANKING =
  "A network outside the limits is a reason to ask why. It says nothing yet about the quality of care, and this is no ranking.";

/** Tables behind the funnel plots of networks: the centre of each measure, and where each network stands. */
export function compareTables(
  catalogue: Catalogue,
  { networks, funnels }: PackedComparePage,
): readonly (TakeAwayTable | null)[] {
  const shown = funnels.filter(({ status }) => status === "published");
  if (shown.length === 0) return [];
  const name = (code: string) => catalogue.areas.find(({ area }) => area === code)?.label ?? code;
  return [
    {
      id: "funnels",
      title:
        "Networks set side by side: the figure of all networks and whether they differ by more than chance",
      about: [NO_RANKING, "Adjusted: for case mix, as far as it is recorded."],
      columns: [
        { label: "Measure", numeric: false },
        { label: "Networks", numeric: true },
        { label: "Networks withheld", numeric: true },
        { label: "All networks together", numeric: true },
        { label: "Networks differ by more than chance", numeric: false },
        { label: "The same, adjusted", numeric: false },
      ],
      rows: shown.map((funnel) => ({
        cells: [
          titleOf(catalogue, funnel),
          { value: funnel.units, decimals: 0 },
          { value: funnel.withheld.length, decimals: 0 },
          funnel.plain.centre === null
            ? SHORTHAND.unavailable
            : figureOf(funnel, funnel.plain.centre, total(funnel)),
          differ(funnel.plain.beyond_chance),
          funnel.case_mix === null ? SHORTHAND.inapplicable : differ(funnel.case_mix.beyond_chance),
        ],
        notes: [],
      })),
    },
    {
      id: "funnel-networks",
      title: "Networks set side by side: each network beside the limits of chance",
      about: [
        NO_RANKING,
        "The verdict with wider limits allows for differences between networks beyond chance. Adjusted figures allow for case mix.",
      ],
      columns: [
        { label: "Measure", numeric: false },
        { label: "Network", numeric: false },
        { label: "Code", numeric: false },
        { label: "Based on", numeric: true, part: "people" },
        { label: "Figure shown", numeric: true },
        { label: "Verdict", numeric: false },
        { label: "Verdict with wider limits", numeric: false },
        { label: "Adjusted figure", numeric: true },
        { label: "Adjusted verdict with wider limits", numeric: false },
      ],
      rows: shown.flatMap((funnel) => networkRows(catalogue, funnel, networks, name)),
    },
  ];
}

function networkRows(
  catalogue: Catalogue,
  funnel: Funnel,
  networks: readonly string[],
  name: (code: string) => string,
): readonly TakeAwayRow[] {
  const { plain, case_mix: mix, withheld } = funnel;
  const places = (side: Funnel["plain"]) => side.size.map((_, index) => side.at[index] ?? index);
  const at = places(plain);
  const mixAt = mix === null ? [] : places(mix);
  const [verdicts, wider] = [funnelVerdicts(plain.verdicts), funnelVerdicts(plain.adjusted_verdicts)];
  const mixed = mix === null ? [] : funnelVerdicts(mix.adjusted_verdicts);
  const words = (verdict: ReturnType<typeof funnelVerdicts>[number] | undefined): Cell =>
    verdict === undefined ? SHORTHAND.inapplicable : VERDICT_WORDS[verdict];
  const title = titleOf(catalogue, funnel);
  return networks.flatMap((code, place): TakeAwayRow[] => {
    const [index, own] = [at.indexOf(place), mixAt.indexOf(place)];
    const signs = withheld.includes(place) ? SHORTHAND.confidential : undefined;
    if (index === -1 && signs === undefined) return [];
    const [size, value, adjusted] = [plain.size[index], plain.value[index], mix?.value[own]];
    return [
      {
        cells: [
          title,
          name(code),
          code,
          signs ?? (size === undefined ? SHORTHAND.unavailable : { value: size, decimals: 0 }),
          signs ??
            (value === undefined ? SHORTHAND.unavailable : figureOf(funnel, value / scaleOf(funnel), size)),
          signs ?? words(verdicts[index]),
          signs ?? words(wider[index]),
          signs ??
            (adjusted === undefined
              ? SHORTHAND.inapplicable
              : figureOf(funnel, adjusted / scaleOf(funnel), size)),
          signs ?? words(mixed[own]),
        ],
        notes: [],
      },
    ];
  });
}

const scaleOf = ({ kind }: Funnel): number => 10 ** FUNNEL_DECIMALS[kind];

const total = ({ plain }: Funnel): number => plain.size.reduce((sum, size) => sum + size, 0);

/** Percentages carry a decimal from 4,000 on, as in the release. */
function figureOf({ kind }: Funnel, value: number, size = 0): Cell {
  if (kind === "share") return { value, decimals: size >= 4000 ? 1 : 0, percent: true };
  return { value, decimals: FUNNEL_DECIMALS[kind] };
}

function differ(beyond: boolean | null): Cell {
  return beyond === null ? SHORTHAND.unavailable : beyond ? "Yes" : "Not shown to";
}

function titleOf({ measures, instruments }: Catalogue, { measure, instrument }: Funnel): string {
  const title = measures.find(({ id }) => id === measure)?.title ?? measure;
  const score = instruments.find(({ id }) => id === instrument)?.short;
  return score === undefined ? title : `${title}, ${score}`;
}
