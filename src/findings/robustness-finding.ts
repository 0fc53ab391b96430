import type { SelectionEstimates } from "./estimate-index.ts";
import {
  decidingInterval,
  levelWords,
  numberWords,
  scoreLimitsWords,
  scoreWords,
  shownDecimals,
} from "./number-words.ts";
import {
  type CatalogueInstrument,
  type Finding,
  type Interval,
  type PrintableFigure,
  printableFigure,
} from "./released-estimate.ts";

/** Ways to work out the average change, the main one first. */
export const CHANGE_WAYS = [
  "mean_change",
  "clustered_change",
  "typical_change",
  "unpaired_change",
  "timely_change",
  "weighted_change",
] as const;

/**
 * Whether the average change looks alike however it is worked out; null where it is worked out in one way only. Ways agree
 * where the interval of each lies wholly on the same side of none. That of nobody lost having changed is the average made
 * smaller, so that it can never disagree: it is told, and counted as no way.
 */
export function robustnessFinding(
  estimates: SelectionEstimates,
  instrument: CatalogueInstrument,
): Finding | null {
  const ways = CHANGE_WAYS.flatMap((measure) => {
    const figure = printableFigure(estimates.whole(measure, instrument.id));
    return figure === null ? [] : [{ measure, figure }];
  });
  const [main] = ways;
  if (main?.measure !== "mean_change" || ways.length < 2) return null;
  const clustered = clusteredWords(estimates, main.figure, instrument);
  const decimals = shownDecimals(instrument);
  const values = ways.map(({ figure }) => Number(figure.value.toFixed(decimals)));
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const range =
    low === high
      ? `is ${scoreWords(low, instrument)} each time`
      : `lies between ${numberWords(low, decimals)} and ${scoreWords(high, instrument)}`;
  return {
    headline: `Worked out in ${ways.length} ways, the change in ${instrument.short} scores ${range}. ${agreement(
      ways.map(({ figure }) => figure),
      decimals,
    )}`,
    detail: [
      ...(clustered === null ? [] : [clustered.words]),
      ...unpairedWords(estimates, main.figure, instrument),
      ...unchangedWords(estimates, instrument),
    ],
    caveats: [
      "None of these ways has a comparison group, and none knows how those lost really fared. That they agree does not show what the help did.",
    ],
  };
}

/** Ways that cannot disagree freely are no proofs of each other. */
const SAME_RECORDS = "They rest on the same records, so they are not independent of each other.";

function agreement(figures: readonly PrintableFigure[], decimals: number): string {
  const sides = figures.map(({ interval }) => {
    if (interval === null) return 0;
    const { lower, upper } = decidingInterval(interval, decimals);
    return lower > 0 ? 1 : upper < 0 ? -1 : 0;
  });
  const [up, down] = [1, -1].map((side) => sides.filter((one) => one === side).length);
  const all = figures.length;
  if (up === all) return `All of them say that it rose. ${SAME_RECORDS}`;
  if (down === all) return `All of them say that it fell. ${SAME_RECORDS}`;
  if (up === 0 && down === 0) return "None of them can say whether it rose or fell.";
  const said = [
    ...(up === 0 ? [] : [`${up} of ${all} say that it rose`]),
    ...(down === 0 ? [] : [`${down} of ${all} say that it fell`]),
  ];
  const unclear = all - (up ?? 0) - (down ?? 0);
  return `${said.join(" and ")}${unclear === 0 ? "" : `; ${unclear} cannot say`}. The answer depends on how it is worked out.`;
}

/** The average change with the wider of its two intervals, the one that allows for people of one service being alike, where shown. */
export function widest(
  estimates: SelectionEstimates,
  main: PrintableFigure,
  { id }: CatalogueInstrument,
): PrintableFigure {
  const interval = printableFigure(estimates.whole("clustered_change", id))?.interval ?? null;
  return interval === null || main.interval === null ? main : { ...main, interval };
}

/** The interval that allows for people of one service being alike, beside the one that does not; none where it is not shown. */
export function clusteredWords(
  estimates: SelectionEstimates,
  main: PrintableFigure,
  instrument: CatalogueInstrument,
): { readonly words: string; readonly holdsNoChange: boolean } | null {
  const interval = printableFigure(estimates.whole("clustered_change", instrument.id))?.interval ?? null;
  if (interval === null || main.interval === null) return null;
  const decimals = shownDecimals(instrument);
  const holdsNone = (limits: Interval) => {
    const { lower, upper } = decidingInterval(limits, decimals);
    return lower <= 0 && upper >= 0;
  };
  const holdsNoChange = holdsNone(interval) && !holdsNone(main.interval);
  const [wide, plain] = [interval, main.interval].map((limits) => scoreLimitsWords(limits, instrument));
  return {
    words: `People of one service are alike. Allowing for that, the ${levelWords(interval)} of the average change is ${wide} ${instrument.unit}. With each person taken alone it is ${plain}.${holdsNoChange ? " The first holds no change and the second does not, so in services like these the average may not have changed." : ""}`,
    holdsNoChange,
  };
}

/** Why all second scores less all first scores is another figure than the average of people's own changes. */
function unpairedWords(
  estimates: SelectionEstimates,
  main: PrintableFigure,
  instrument: CatalogueInstrument,
): string[] {
  const unpaired = printableFigure(estimates.whole("unpaired_change", instrument.id));
  if (unpaired === null) return [];
  const [all, own] = [scoreWords(unpaired.value, instrument), scoreWords(main.value, instrument)];
  return [
    `Many dashboards take all second scores less all first scores: here ${all}, where people’s own changes average ${own}. The first counts people who were never asked again among the first scores only, so it also moves with who was lost.`,
  ];
}

/** The change if nobody lost had changed; none where nobody was. */
function unchangedWords(estimates: SelectionEstimates, instrument: CatalogueInstrument): string[] {
  const unchanged = printableFigure(estimates.whole("change_if_lost_unchanged", instrument.id));
  if (unchanged === null) return [];
  return [
    `If nobody lost had changed, the average would be ${scoreWords(unchanged.value, instrument)}. It is the main figure made smaller, so it cannot point another way and is not counted among the ways that agree.`,
  ];
}
