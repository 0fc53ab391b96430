import { h, nothing } from "./dom.js";
import { missingWords } from "./figure-data.js";
import type { NumberStyle } from "./format.js";
import type { Release } from "./load-release.js";
import { measureLink } from "./measure-links.js";
import { figureText } from "./measure-style.js";
import { cellAt, defaultSelection } from "./selection.js";

const SHARE: NumberStyle = { kind: "proportion", decimals: 0, signed: false };

/** What is known of people without the technology, of the whole programme; nothing where none of it is recorded. */
export function digitalExclusion(release: Release): Node {
  const { catalogue, estimates } = release;
  const whole = {
    ...defaultSelection(catalogue),
    area_type: "programme",
    area: "programme",
    period_type: "all",
    period: "all",
  };
  const facts = (
    [
      ["share_with_reason", "reason", "digital", "of referrals name digital skills or access as a reason"],
      [
        "share_waiting_because",
        "waiting_reason",
        "digital",
        "of referrals that wait for support, with a reason recorded, wait because the person has no means to join online",
      ],
      ["share_remote", "none", "all", "of contacts were by telephone, video or message"],
    ] as const
  ).flatMap(([measure, breakdown, category, words]) => {
    const row = cellAt(estimates, whole, measure, { breakdown, category, instrument: "" });
    if (row === undefined) return [];
    const missing = missingWords(row);
    return [
      {
        measure,
        text:
          missing === ""
            ? `${figureText(row, SHARE)} ${words}.`
            : `The share that is “${words.replace(/^of /, "")}” is not shown: ${missing.toLowerCase()}.`,
      },
    ];
  });
  // Contacts alone say nothing of people who have no technology.
  if (facts.every(({ measure }) => measure === "share_remote")) return nothing();
  return h(
    "div",
    {},
    h(
      "p",
      {},
      "When support moves to the telephone or online, people without the means are left out, and are easily in no record at all. Of the whole programme, over the whole time:",
    ),
    h(
      "ul",
      {},
      facts.map(({ text, measure }) => h("li", {}, text, " ", measureLink(measure))),
    ),
  );
}
