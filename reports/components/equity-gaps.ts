import { h, nothing } from "./dom.js";
import { isClear, wholeProgramme, withinSentence } from "./equity-part.js";
import type { EstimateRow } from "./estimate-index.js";
import { estimateWords, isUnstated, missingWords } from "./figure-data.js";
import type { NumberStyle } from "./format.js";
import type { Release } from "./load-release.js";
import { pageSection } from "./page-section.js";
import { cellAt, equityBreakdowns, findingAt, type Selection } from "./selection.js";
import { selectionLink } from "./selection-store.js";
import { withTerms } from "./term.js";

const RATIO: NumberStyle = { kind: "rate", decimals: 2, signed: false };
/** Each step with those that it is a share of. */
const STEPS = [
  ["contacted", "the referrals"],
  ["assessed", "those reached"],
  ["started", "those assessed"],
  ["completed", "those who started an activity"],
  ["followed_up", "those who completed the sessions"],
  ["improved", "those followed up"],
] as const;
const WAITS = ["wait_median_days", "wait_p90_days"] as const;

type Breakdown = ReturnType<typeof equityBreakdowns>[number];

/** What is told of a characteristic; those of the least `order` come first. */
interface Gap {
  readonly text: string;
  readonly order: number;
}

/** A question asked of every characteristic: the gap where one is clear, null where none is, undefined where not asked. */
interface Question {
  readonly id: string;
  readonly heading: string;
  readonly none: string;
  readonly answer: (breakdown: Breakdown) => Gap | null | undefined;
}

/**
 * Where gaps are clear, over every characteristic at once: on the pathway, in waits, in outcomes at the same start. The
 * sections below show one characteristic at a time; nothing where no such figures are held.
 */
export function equityGaps(release: Release, selection: Selection): Node {
  const { estimates } = release;
  const place = wholeProgramme(release, selection);
  const rows = (measure: string, { breakdown, categories }: Breakdown): readonly EstimateRow[] =>
    categories
      .filter(({ category }) => !isUnstated(category))
      .flatMap(({ category }) => cellAt(estimates, place, measure, { breakdown, category }) ?? []);
  const headline = (page: string, { breakdown }: Breakdown): string | undefined =>
    findingAt(release.findings, `${page}-${breakdown}`, place)?.headline;
  const questions: readonly Question[] = [
    {
      id: "equity-pathway",
      heading: "Where the pathway breaks",
      none: "No clear fall",
      answer(breakdown) {
        const text = headline("equity-pathway", breakdown);
        const [greatest] = STEPS.flatMap(([step, of]) =>
          rows(`group_ratio_onward_${step}`, breakdown).map((row) => ({ row, of })),
        )
          .filter(({ row }) => isClear(row) && (row.upper ?? 1) < 1)
          .toSorted((a, b) => (a.row.upper ?? 1) - (b.row.upper ?? 1));
        if (text === undefined || greatest === undefined) return text === undefined ? undefined : null;
        return {
          text: `${text.split(". ")[0]}: ${estimateWords(greatest.row, RATIO)} times as often, of ${greatest.of}.`,
          order: greatest.row.upper ?? 1,
        };
      },
    },
    {
      id: "equity-wait-median",
      heading: "Who waits longer",
      none: "No group shown to wait longer",
      answer(breakdown) {
        const longer = WAITS.some((measure) => {
          const all = cellAt(estimates, place, measure);
          return (
            missingWords(all) === "" &&
            rows(measure, breakdown).some(
              (row) => isClear(row) && (row.lower ?? 0) > (all?.upper ?? Number.POSITIVE_INFINITY),
            )
          );
        });
        const found = findingAt(release.findings, `equity-waits-${breakdown.breakdown}`, place);
        if (found === undefined) return undefined;
        return longer ? { text: [found.headline, ...found.detail].join(" "), order: 0 } : null;
      },
    },
    {
      id: "equity-outcomes",
      heading: "Whose scores end lower or higher, from the same start",
      none: "No clear difference",
      answer(breakdown) {
        const text = headline("equity-outcomes", breakdown);
        if (text === undefined) return undefined;
        return rows("adjusted_difference", breakdown).some(isClear) ? { text, order: 0 } : null;
      },
    },
  ];
  const told = questions
    .map((question) => answers(release, selection, question))
    .filter((node) => node.childNodes.length > 0);
  return told.length === 0
    ? nothing()
    : pageSection(
        "Clear gaps, over every characteristic",
        h(
          "p",
          {},
          "The whole programme over the whole period; in brackets 95% intervals. Where no gap is named there may still be one.",
        ),
        ...told,
      );
}

function answers(release: Release, selection: Selection, { heading, none, answer }: Question): Node {
  const all = equityBreakdowns(release.catalogue).map((one) => ({ one, gap: answer(one) }));
  const asked = all.filter(({ gap }) => gap !== undefined);
  if (asked.length === 0) return nothing();
  const clear = asked
    .flatMap(({ one, gap }) => (gap ? [{ one, ...gap }] : []))
    .toSorted((a, b) => a.order - b.order);
  const others = asked.filter(({ gap }) => gap === null).map(({ one }) => one.label);
  return h(
    "div",
    { class: "gaps" },
    h("h3", {}, heading),
    clear.length === 0
      ? null
      : h(
          "ul",
          {},
          clear.map(({ one, text }) =>
            h(
              "li",
              {},
              withTerms(text),
              " ",
              one.breakdown === selection.breakdown
                ? null
                : selectionLink(
                    `Show by ${withinSentence(one.label)}`,
                    { ...selection, breakdown: one.breakdown },
                    release.catalogue,
                  ),
            ),
          ),
        ),
    others.length === 0 ? null : h("p", { class: "figure-note" }, `${none}: ${others.join("; ")}.`),
  );
}
