import type { Catalogue } from "../release/catalogue.ts";
import type { SelectionEstimates } from "./estimate-index.ts";
import { measureWords } from "./measure-words.ts";
import { notShownWords } from "./not-shown-words.ts";
import { numberWords, percentIntervalWords, percentLimitsWords, percentWords } from "./number-words.ts";
import { policyCaveat } from "./policy-caveat.ts";
import { type Finding, type PrintableFigure, printableFigure } from "./released-estimate.ts";
import { listWords, sentence } from "./sentence.ts";
import { figureWords } from "./window-words.ts";

interface Stage {
  readonly label: string;
  /** Referrals at this stage; null where not shown. */
  readonly count: PrintableFigure | null;
  readonly reached: PrintableFigure | null;
  readonly onward: PrintableFigure | null;
}

/** How far referrals went along the pathway, and how long it took; null where the release holds no stage here. */
export function pathwayFinding(
  estimates: SelectionEstimates,
  catalogue: Catalogue,
  lead: string,
): Finding | null {
  const declared = catalogue.pathway.stages.filter(
    ({ measure }) => estimates.whole(measure, "") !== undefined,
  );
  const [first] = declared;
  if (first === undefined) return null;
  const figure = (measure: string) => printableFigure(estimates.whole(measure, ""));
  const stages = declared
    .filter(({ measure }) => estimates.whole(measure, "")?.status !== "not_collected")
    .map(({ measure, label }): Stage => {
      const fact = measure.replace(/^pathway_/, "");
      return {
        label,
        count: figure(measure),
        reached: figure(`share_reached_${fact}`),
        onward: figure(`share_onward_${fact}`),
      };
    });
  const absent = declared.filter(({ measure }) => estimates.whole(measure, "")?.status === "not_collected");
  const hidden = stages.filter(({ count }) => count === null).length;
  return {
    headline: headlineWords(stages, lead, () =>
      notShownWords(`${lead}the number of referrals`, estimates.whole(first.measure, "")),
    ),
    detail: [...lossWords(stages), ...timeWords(estimates, catalogue), ...carriedWords(estimates)],
    caveats: [
      "Each stage counts the referrals that reached it and all stages before it by the date of the data. Recent referrals may still go on.",
      ...(estimates.whole("group_pathway_started", "") === undefined
        ? []
        : [
            "The pathway by group on the Equity page also asks for a first score before an activity, so fewer start and complete there.",
          ]),
      "Stopping is not failure: a person may have what they need. These figures do not show why anyone went no further.",
      `Times are of those who came as far. People who are still waiting are not in them.${waitingToo(estimates)}`,
      ...(hidden > 0
        ? ["A stage is left out where the number of people who stopped there would be small."]
        : []),
      ...(absent.length > 0
        ? [sentence(`Not collected: ${listWords(absent.map(({ label }) => lowerFirst(label)))}`)]
        : []),
      policyCaveat(catalogue),
    ],
  };
}

/** The Equity page counts those still waiting too: its days are more, and both are right. */
function waitingToo(estimates: SelectionEstimates): string {
  const figure = printableFigure(estimates.whole("wait_p90_days", ""));
  return figure === null
    ? ""
    : ` Counting them, nine in ten of all referrals not turned down were contacted within ${numberWords(figure.value, Number.isInteger(figure.value) ? 0 : 1)} days: that is the figure on the Equity page.`;
}

function headlineWords(stages: readonly Stage[], lead: string, missing: () => string): string {
  const [first, ...rest] = stages;
  const count = first?.count ?? null;
  if (count === null) return missing();
  const of = `${lead}of ${numberWords(count.value)} referrals`;
  const known = rest.filter(({ reached }) => reached !== null);
  const last = known.at(-1);
  // The contact is what a referral is for; the end of the pathway is what it leads to.
  const contact = known.find(({ label }) => /reach|contact/i.test(label)) ?? known[0];
  const told = [...new Set([contact, last])].flatMap((stage) =>
    stage?.reached ? [{ label: stage.label, reached: stage.reached }] : [],
  );
  if (told.length === 0) return sentence(`${of}, no later stage can be shown`);
  const clauses = told.map(({ label, reached }, index) => {
    const { value, denominator, interval } = reached;
    const limits =
      interval === null
        ? ""
        : ` (${index === 0 ? percentIntervalWords(interval, denominator) : percentLimitsWords(interval, denominator)})`;
    return `${percentWords(value, denominator)}${limits} came as far as “${lowerFirst(label)}”`;
  });
  return sentence(`${of}, ${listWords(clauses)}`);
}

/** The step that the smallest share of referrals went on from; only among steps whose shares are shown. */
function lossWords(stages: readonly Stage[]): string[] {
  const steps = stages.flatMap((stage, index) => {
    const from = stages[index - 1];
    return from === undefined || stage.onward === null ? [] : [{ from, to: stage, onward: stage.onward }];
  });
  const least = steps.toSorted((a, b) => a.onward.value - b.onward.value)[0];
  if (least === undefined || steps.length < 2) return [];
  const { value, denominator, interval } = least.onward;
  const limits = interval === null ? "" : ` (${percentIntervalWords(interval, denominator)})`;
  const all = steps.length === stages.length - 1 ? "" : ", of the steps that are shown";
  return [
    sentence(
      `The smallest share goes on from “${lowerFirst(least.from.label)}” to “${lowerFirst(least.to.label)}”: ${percentWords(value, denominator)}${limits}${all}`,
    ),
  ];
}

function timeWords(estimates: SelectionEstimates, catalogue: Catalogue): string[] {
  const words = (id: string) =>
    measureWords(
      catalogue.measures.find((measure) => measure.id === id),
      id,
      undefined,
    );
  const told = (id: string): string | null => {
    const figure = printableFigure(estimates.whole(id, ""));
    return figure === null ? null : figureWords(figure, words(id));
  };
  const half = told("median_days_to_first_contact");
  const most = told("p90_days_to_first_contact");
  const activity = told("median_days_to_activity");
  return [
    ...(half === null
      ? []
      : [
          sentence(
            `Half of those contacted had waited up to ${half} for it${most === null ? "" : `, nine in ten up to ${most}`}`,
          ),
        ]),
    ...(activity === null
      ? []
      : [sentence(`Half of those who started an activity did so within ${activity}`)]),
  ];
}

function carriedWords(estimates: SelectionEstimates): string[] {
  const share = (id: string, words: (share: string) => string): string[] => {
    const figure = printableFigure(estimates.whole(id, ""));
    if (figure === null) return [];
    const { value, denominator, interval } = figure;
    const limits = interval === null ? "" : ` (${percentIntervalWords(interval, denominator)})`;
    return [sentence(words(`${percentWords(value, denominator)}${limits}`))];
  };
  return [
    ...share(
      "share_completed_sessions",
      (text) => `All planned sessions were attended in ${text} of activities that had started`,
    ),
    ...share("share_review_on_time", (text) => `${text} of the reviews that were due took place on time`),
    ...share(
      "share_feedback_given",
      (text) => `Feedback came back for ${text} of the activities with all planned sessions attended`,
    ),
    ...share("share_goals_met", (text) => `${text} of goals with a known result were met`),
  ];
}

const lowerFirst = (text: string): string => `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
