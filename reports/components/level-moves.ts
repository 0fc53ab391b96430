import { alluvialDrawing, type Stream } from "./alluvial-drawing.js";
import { nothing } from "./dom.js";
import { notAtThisLevel } from "./empty-figure.js";
import { figure, type LegendItem, releaseMark } from "./figure.js";
import { estimateWords, instrumentOf, missingWords } from "./figure-data.js";
import { formatEstimate, formatValue, type NumberStyle, numberStyle, statusWords } from "./format.js";
import { isHeld } from "./held.js";
import type { Release } from "./load-release.js";
import { areaLabel, cellAt, type Selection } from "./selection.js";
import { estimateColumns, nameColumn } from "./table-model.js";

/** Levels, the highest first: up on the page is up in level. */
const LEVELS = ["4", "3", "2", "1"];
const PEOPLE: NumberStyle = { kind: "count", decimals: 0, signed: false };

/** From which level to which people moved, as streams; nothing for an instrument without levels. */
export function levelMoves(release: Release, selection: Selection): Node {
  const { catalogue, estimates } = release;
  const title = "From level to level";
  const instrument = instrumentOf(catalogue, selection.instrument);
  if (instrument?.pam_cut_points == null || !isHeld(release, "share_level_up", selection.instrument))
    return nothing();
  const counted = (breakdown: string, category: string, one: Selection = selection) =>
    cellAt(estimates, one, "paired", { breakdown, category });
  const shareOf = (breakdown: string, category: string) =>
    cellAt(estimates, selection, "share_paired", { breakdown, category });
  if (cellAt(estimates, selection, "share_level_up") === undefined) {
    return notAtThisLevel(
      release,
      selection,
      title,
      (one) => missingWords(cellAt(estimates, one, "share_level_up")) === "",
    );
  }
  const pair = "baseline_level*follow_up_level";
  const items = LEVELS.flatMap((from) =>
    LEVELS.map((to) => ({
      from,
      to,
      row: counted(pair, `${from}*${to}`),
      share: shareOf(pair, `${from}*${to}`),
    })),
  );
  type Item = (typeof items)[number];
  const style = numberStyle(catalogue, "share_paired", selection.instrument);
  const streams: readonly Stream[] = items.map(({ from, to, row }) => ({
    from: LEVELS.indexOf(from),
    to: LEVELS.indexOf(to),
    value: missingWords(row) === "" ? (row?.value ?? null) : null,
    mark: to > from ? "improved" : to === from ? "same" : "worse",
  }));
  const end = (breakdown: string) =>
    LEVELS.map((level) => {
      const row = counted(breakdown, level);
      const share = shareOf(breakdown, level);
      const percent =
        missingWords(share) === "" && share?.value != null
          ? ` (${formatValue(share.value, { ...style, kind: "proportion" })})`
          : "";
      return {
        label: `Level ${level}`,
        text:
          missingWords(row) === ""
            ? `${formatEstimate(row, PEOPLE)}${percent}`
            : statusWords(row?.status ?? ""),
      };
    });
  const [up, same, down] = ["up", "same", "down"].map((way) =>
    cellAt(estimates, selection, `share_level_${way}`),
  );
  const area = areaLabel(catalogue, selection.area_type, selection.area);
  const parts = [
    [up, "moved up at least one level"],
    [same, "stayed at their level"],
    [down, "moved down"],
  ] as const;
  const summary = `${area}, cut points ${instrument.pam_cut_points}: ${parts
    .map(([row, what]) =>
      missingWords(row) === ""
        ? `${estimateWords(row, style)} ${what}`
        : `how many ${what} is ${missingWords(row)}`,
    )
    .join(", ")}.`;
  const test = cellAt(estimates, selection, "level_symmetry");
  const gone = streams.filter(({ value }) => value === null).length;
  const legend: LegendItem[] = [
    { mark: "improved", text: "To a higher level" },
    { mark: "same", text: "Same level" },
    { mark: "worse", text: "To a lower level" },
  ];
  if (gone > 0) legend.push({ mark: "hatch", text: "Withheld, not zero; its width means nothing" });
  return figure<Item>(catalogue, {
    id: "level-moves",
    title,
    summary,
    legend,
    draw: (width) =>
      alluvialDrawing(
        streams,
        { left: end("baseline_level"), right: end("follow_up_level") },
        {
          width,
          watermark: releaseMark(catalogue),
          heads: ["First score", "Second score"],
          label: `Streams from level to level. ${summary}`,
        },
      ),
    note: [
      `Levels by the ${instrument.pam_cut_points} cut points; on another set the same scores may give other levels. A level is a cut through a score: a small change near a border moves a person, a large one elsewhere does not. People in the lowest level can only rise, also by chance. `,
      test?.status === "published" && test.value !== null
        ? `Whether as many moved one way as the other, over all pairs of levels (Bowker’s test): ${formatValue(test.value, PEOPLE)} on ${test.note}`
        : `Bowker’s test of whether as many moved one way as the other: ${test === undefined ? "not published" : statusWords(test.status).toLowerCase()}. ${test?.note ?? ""}`,
    ],
    table: {
      caption: `People by level before and after (${instrument.pam_cut_points} cut points), ${area}`,
      items,
      columns: [
        nameColumn("Level at the first score", ({ from }: Item) => `Level ${from}`),
        {
          label: "At the second",
          text: ({ to }: Item) => `Level ${to}`,
          csv: ({ to }: Item) => `Level ${to}`,
        },
        ...estimateColumns<Item>("People", PEOPLE, ({ row }) => row, ["value"]),
        ...estimateColumns<Item>("Of those who started there", style, ({ share }) => share, [
          "value",
          "interval",
        ]),
      ],
    },
    methods: ["bowker", "wilson"],
  });
}
