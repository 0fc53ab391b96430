import type { Catalogue } from "../release/catalogue.ts";
import type { ComparedChange } from "../release/project-comparisons-schema.ts";
import { normalCritical } from "../statistics/normal.ts";
import { pairsForPower, peopleForShare } from "../statistics/planning.ts";
import { studentCritical } from "../statistics/student-t.ts";
import { hasGaps, NETWORKS_FOR_RANK } from "./comparison-words.ts";
import { countsAnyChange } from "./counts-any-change.ts";
import { type MeasureWords, measureWords } from "./measure-words.ts";
import { numberWords, thresholdWords } from "./number-words.ts";
import { printableFigure, type ReleasedEstimate } from "./released-estimate.ts";
import { sentence } from "./sentence.ts";
import { spreadOfMean } from "./spread-of-mean.ts";

type Project = Catalogue["projects"][number];

/** A change of a share is planned to within so much. */
const SHARE_WITHIN = 0.05;
const POWER = 0.8;
/** Networks with the same project in a larger trial of it. */
const MORE_PROJECTS = 4;

interface Known {
  readonly project: Project;
  readonly compared: ComparedChange | null;
  /** Released figures of the project and its comparison networks. */
  readonly rows: readonly ReleasedEstimate[];
}

/**
 * What would make the answer to a project's question conclusive: more people, more networks, or another kind of record; each with
 * what it supposes. Sizes are worked out from released figures, so they are planning figures and not results.
 */
export function conclusiveWords({ project, compared, rows }: Known, catalogue: Catalogue): readonly string[] {
  const [primary] = project.measures;
  if (primary === undefined) return ["A measure, named before looking, that answers the question."];
  const entry = catalogue.measures.find(({ id }) => id === primary.measure);
  const instrument = catalogue.instruments.find(({ id }) => id === primary.instrument);
  const words = measureWords(entry, primary.measure, instrument, project);
  const at = (area_type: string, period: string) =>
    printableFigure(
      rows.find(
        (row) =>
          row.area_type === area_type &&
          row.measure === primary.measure &&
          row.instrument === primary.instrument &&
          row.period_type === "window" &&
          row.period === period,
      ),
    );
  const after = at("project", "after");
  const windows: Windows = {
    before: at("project", "before"),
    later: after ?? at("project", "during"),
    when: after === null ? "during" : "after",
  };
  const of = rows.some(
    (row) =>
      row.area_type === "project" && row.measure === primary.measure && row.instrument === primary.instrument,
  );
  if (!of) return [STAFF];
  return [
    ...(compared === null ? [unlike(primary.measure, project)] : []),
    ...(compared?.status === "not_shown" ? [LARGER] : []),
    ...(compared?.status === "published" && hasGaps(compared) ? [GAPS] : []),
    ...networkWords(compared, words),
    ...(instrument !== undefined && primary.measure === "mean_change"
      ? scoreWords(instrument, windows)
      : entry?.kind === "proportion"
        ? shareWords(windows)
        : []),
    ...ownMeasureWords(project),
    "Networks drawn by lot to start first. However many people there are, a comparison of networks that chose themselves leaves open what else differed.",
  ];
}

const STAFF =
  "The same figures from services without the project, from before it as well as after. One service followed by year cannot settle the question, however many of its staff answer.";

const LARGER =
  "Comparison networks with more people: too few of those named can be shown both before and after. Larger areas, such as whole boroughs, would have enough.";

const GAPS =
  "Comparison networks with more people: more than one in five of those named are left out, because too few people can be shown before or after.";

/** A measure for what the first one does not tell of the question; none where that was not declared. */
function ownMeasureWords({ first_measure }: Project): readonly string[] {
  const untold = (first_measure?.does_not_tell ?? "").replace(/[.;]$/, "");
  return untold === ""
    ? []
    : [`A measure, named before looking, of what the first one does not tell: ${untold}.`];
}

function unlike(measure: string, project: Project): string {
  if (project.comparator_label === null) return "Comparison networks, named before looking.";
  if (/^(median|p90)_/.test(measure)) {
    return "The same wait counted as a share, such as those helped within four weeks. Medians of single networks rest on too few people to be set beside each other.";
  }
  return "The same figure for each comparison network. For a rate, that takes the number of people of the target group on the lists of those networks.";
}

type Figure = NonNullable<ReturnType<typeof printableFigure>>;
interface Windows {
  readonly before: Figure | null;
  readonly later: Figure | null;
  readonly when: "during" | "after";
}

/**
 * The variance of a difference of two shares on as many people is twice the mean of their variances, so each is planned as the
 * share with that mean variance, to √2 times as close.
 */
function shareWords({ before, later, when }: Windows): readonly string[] {
  const counts = [before?.denominator ?? null, later?.denominator ?? null];
  const [first, second] = counts;
  if (
    before === null ||
    later === null ||
    first === null ||
    second === null ||
    first === undefined ||
    second === undefined
  )
    return [];
  const variance = (before.value * (1 - before.value) + later.value * (1 - later.value)) / 2;
  const alike = (1 - Math.sqrt(Math.max(0, 1 - 4 * variance))) / 2;
  const needed = peopleForShare(alike, SHARE_WITHIN / Math.SQRT2);
  const aim = `know its own change from before to ${when} the pilot to within 5 percentage points either way takes about ${numberWords(needed)} in each time`;
  const were = `there were about ${numberWords(first)} and ${numberWords(second)}`;
  return [
    needed <= Math.min(first, second)
      ? `Not more records of the same kind: to ${aim}, and ${were}.`
      : `More records: to ${aim}; ${were}. The time before cannot be added to, so a later time needs more. The change beside other networks is less sure than that. This supposes that both shares stay as they are.`,
  ];
}

function scoreWords(
  instrument: Catalogue["instruments"][number],
  { before, later, when }: Windows,
): readonly string[] {
  if (countsAnyChange(instrument)) {
    return [
      `A size of change in ${instrument.short} that matters to a person, from a source: without one no number of people can be planned.`,
    ];
  }
  const [sd, n0, n1] = [spreadOfMean(later) ?? spreadOfMean(before), before?.n ?? null, later?.n ?? null];
  if (sd === null || n0 === null || n1 === null) return [];
  // Two groups of different people: the difference of their means varies as if each person did √2 times as much.
  const needed = pairsForPower(instrument.meaningful_change.points, sd * Math.SQRT2, POWER);
  const fewest = Math.min(n0, n1);
  const supposes = `This supposes that changes go on varying as they do (standard deviation about ${numberWords(sd, 1)}) and a power of 80%.`;
  const aim = `to find a difference of ${thresholdWords(instrument)} between people referred before and ${when} the pilot takes about ${numberWords(needed)} with both scores in each`;
  return [
    fewest >= needed
      ? `Not more of the same: ${aim}, and there are about ${numberWords(n0)} and ${numberWords(n1)}. ${supposes}`
      : `More second scores: ${aim}; there are about ${numberWords(n0)} and ${numberWords(n1)}, so about ${numberWords(needed - fewest)} more are wanted where they are fewest. ${supposes}`,
  ];
}

function networkWords(compared: ComparedChange | null, words: MeasureWords): readonly string[] {
  if (compared?.status !== "published" || compared.lower === null || compared.upper === null) return [];
  const { networks: k, level } = compared;
  const half = (compared.upper - compared.lower) / 2;
  const spread = half / studentCritical(k - 1, level) / Math.sqrt(1 + 1 / k);
  const more = Math.max(k, NETWORKS_FOR_RANK);
  const halfWith = (projects: number) =>
    studentCritical(more + projects - 2, level) * spread * Math.sqrt(1 / projects + 1 / more);
  const size = (value: number) => words.size(value, null);
  return [
    ...(k < NETWORKS_FOR_RANK
      ? [
          sentence(
            `more comparison networks: with ${numberWords(more)} in place of ${numberWords(k)} the interval would reach about ${size(halfWith(1))} either way, where it now reaches ${size(half)}, and the project’s rank among them could count`,
          ),
        ]
      : []),
    sentence(
      `more networks with the project: one alone cannot bring the interval below about ${size(normalCritical(level) * spread)} either way; ${numberWords(MORE_PROJECTS)} of them, beside ${numberWords(more)} others, would bring it to about ${size(halfWith(MORE_PROJECTS))}. This supposes that networks go on differing as they do now`,
    ),
  ];
}
