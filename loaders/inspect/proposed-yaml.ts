import type { Inspection } from "./inspect-file.ts";
import type { NeededInstrument } from "./source-proposal.ts";
import { yamlItem } from "./yaml-fragment.ts";

/** The parts of programme.yaml that a proposal adds, as one text to read or paste. */
export function proposedYaml(inspection: Inspection): string {
  const { instruments } = inspection;
  const measures =
    instruments.length === 0 ? [] : ["instruments:", ...instruments.map((one) => instrumentItem(one, 2))];
  return ["sources:", sourceItem(inspection, 2), ...measures].join("\n");
}

/** A source as an item of the list `sources`, with what is open as comments. */
export function sourceItem({ source, questions, notes, rows }: Inspection, indent: number): string {
  const pad = " ".repeat(indent);
  const remarks = [
    ...questions.map(
      ({ what, answers }) =>
        `please confirm: ${what} Answer with ${answers.map(({ yaml, means }) => `${yaml} (${means})`).join(", or ")}`,
    ),
    ...notes,
  ];
  return [
    `${pad}# Proposed by what-matters inspect from names and values of ${rows} rows: please check.`,
    yamlItem(source, indent),
    ...remarks.map((text) => `${pad}  # ${text.replace(/\s+/gu, " ")}`),
  ].join("\n");
}

/** A measure as an item of the list `instruments`: what is known, and as comments what has to be decided. */
export function instrumentItem({ id, name, known, decimals }: NeededInstrument, indent: number): string {
  const pad = " ".repeat(indent + 2);
  const item = {
    id,
    name: known?.name ?? name,
    short: known?.short ?? name,
    decimals: known?.decimals ?? decimals,
    ...(known === undefined ? {} : { range: known.range, better: known.better }),
  };
  const decide = [
    ...(known === undefined
      ? [
          "please decide: what this measures, then the lowest and highest possible score and which is better, for example",
          "  range: [0, 10]",
          "  better: higher",
        ]
      : []),
    ...(id === "pam"
      ? ["please decide, from your PAM licence papers: pam_cut_points: 2010-style, or 72.5-style"]
      : []),
    "please decide before looking at results: meaningful_change: { points: …, source: … }; without it any change counts",
  ];
  return [yamlItem(item, indent), ...decide.map((text) => `${pad}# ${text}`)].join("\n");
}
