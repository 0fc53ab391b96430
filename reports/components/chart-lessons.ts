import type { LessonFigures } from "../../src/statistics/examples/lesson-figures.ts";

const WIDTH = 480;
const HEIGHT = 300;
const LEFT = 46;
const RIGHT = 12;
const TOP = 14;
const BOTTOM = 44;

const at = (number: number): string => number.toFixed(1);
const text = (x: number, y: number, words: string, anchor = "middle"): string =>
  `<text x="${at(x)}" y="${at(y)}" text-anchor="${anchor}">${words}</text>`;
const line = (x1: number, y1: number, x2: number, y2: number, kind: string): string =>
  `<line x1="${at(x1)}" y1="${at(y1)}" x2="${at(x2)}" y2="${at(y2)}" class="${kind}"/>`;
const curve = (points: readonly (readonly [number, number])[], kind: string): string =>
  `<polyline points="${points.map(([x, y]) => `${at(x)},${at(y)}`).join(" ")}" class="${kind}"/>`;

const scale =
  (from: number, to: number, start: number, end: number) =>
  (value: number): number =>
    start + ((value - from) / (to - from)) * (end - start);

/** A picture that says what it shows, with the mark that its numbers are made up within it, so that it goes where it goes. */
function picture(id: string, title: string, body: string, caption: string): string {
  return `<figure class="lesson" id="picture-${id}"><svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${title}">${body}<text x="${WIDTH - RIGHT}" y="${TOP + 8}" text-anchor="end" class="lesson-mark">SYNTHETIC</text></svg><figcaption>${caption}</figcaption></figure>`;
}

function funnelPicture({ target, points, limits }: LessonFigures["funnel"]): string {
  const most = Math.max(...points.map(({ people }) => people));
  const x = scale(0, most, LEFT, WIDTH - RIGHT);
  const y = scale(0, 1, HEIGHT - BOTTOM, TOP);
  const bound = (which: "inner" | "outer", side: 0 | 1, kind: string) =>
    curve(
      limits.map((one) => [x(one.people), y(one[which][side])] as const),
      kind,
    );
  const marks = points
    .map(
      ({ people, share, outside }) =>
        `<circle cx="${at(x(people))}" cy="${at(y(share))}" r="${outside ? 6 : 4}" class="${outside ? "lesson-out" : "lesson-point"}"/>`,
    )
    .join("");
  const ticks = [0, 0.5, 1].map((share) => text(LEFT - 6, y(share) + 5, `${100 * share}%`, "end")).join("");
  const body = `${bound("outer", 0, "lesson-outer")}${bound("outer", 1, "lesson-outer")}${bound("inner", 0, "lesson-inner")}${bound("inner", 1, "lesson-inner")}${line(LEFT, y(target), WIDTH - RIGHT, y(target), "lesson-mean")}${marks}${ticks}${line(LEFT, HEIGHT - BOTTOM, WIDTH - RIGHT, HEIGHT - BOTTOM, "lesson-axis")}${text(LEFT, HEIGHT - BOTTOM + 18, "0")}${text(x(most), HEIGHT - BOTTOM + 18, String(most), "end")}${text((LEFT + WIDTH) / 2, HEIGHT - 8, "people of the network")}`;
  const out = points.filter(({ outside }) => outside).length;
  return picture(
    "funnel",
    `Funnel plot of ${points.length} made-up networks: percentages against numbers of people, with limits that narrow to the right. ${out} networks lie beyond the outer limits.`,
    body,
    `${points.length} made-up networks. The middle line is the percentage of all people together. The inner pair of lines is the 95% limit, the outer pair the 99.8% limit. ${out} networks, drawn larger, lie beyond the outer limits.`,
  );
}

function controlPicture({ mean, lower, upper, points }: LessonFigures["control"]): string {
  const values = points.map(({ value }) => value);
  const x = scale(1, points.length, LEFT + 8, WIDTH - RIGHT - 8);
  const y = scale(Math.min(lower, ...values) - 3, Math.max(upper, ...values) + 3, HEIGHT - BOTTOM, TOP);
  const level = (value: number, kind: string) => line(LEFT, y(value), WIDTH - RIGHT, y(value), kind);
  const marks = points
    .map(
      ({ value, special }, index) =>
        `<circle cx="${at(x(index + 1))}" cy="${at(y(value))}" r="${special ? 6 : 4}" class="${special ? "lesson-out" : "lesson-point"}"/>`,
    )
    .join("");
  const ticks = [lower, mean, upper]
    .map((value) => text(LEFT - 6, y(value) + 5, `${value.toFixed(0)}%`, "end"))
    .join("");
  const path = curve(
    values.map((value, index) => [x(index + 1), y(value)] as const),
    "lesson-path",
  );
  const body = `${level(upper, "lesson-outer")}${level(lower, "lesson-outer")}${level(mean, "lesson-mean")}${path}${marks}${ticks}${line(LEFT, HEIGHT - BOTTOM, WIDTH - RIGHT, HEIGHT - BOTTOM, "lesson-axis")}${text(x(1), HEIGHT - BOTTOM + 18, "1")}${text(x(points.length), HEIGHT - BOTTOM + 18, String(points.length))}${text((LEFT + WIDTH) / 2, HEIGHT - 8, "month")}`;
  const special = points.filter((point) => point.special).length;
  return picture(
    "control",
    `Control chart of ${points.length} made-up months with a middle line and two limits. The last ${special} months rise without a break and are marked.`,
    body,
    `${points.length} made-up months. The limits come from the first twelve. The last ${special} months, drawn larger, rise without a break; the very last lies above the upper limit.`,
  );
}

function regressionPicture(bars: LessonFigures["regression"]): string {
  const most = Math.max(...bars.map(({ change }) => Math.abs(change)));
  const y = scale(-most - 3, most + 3, HEIGHT - BOTTOM, TOP);
  const wide = (WIDTH - LEFT - RIGHT) / bars.length;
  const drawn = bars
    .map(({ label, change }, index) => {
      const left = LEFT + index * wide + wide * 0.2;
      const top = Math.min(y(0), y(change));
      const sign = change < 0 ? "−" : "+";
      return `<rect x="${at(left)}" y="${at(top)}" width="${at(wide * 0.6)}" height="${at(Math.abs(y(change) - y(0)))}" class="lesson-bar"/>${text(left + wide * 0.3, change < 0 ? y(change) + 17 : y(change) - 6, `${sign}${Math.abs(change).toFixed(1)}`)}${text(left + wide * 0.3, HEIGHT - BOTTOM + 18, label)}`;
    })
    .join("");
  const body = `${drawn}${line(LEFT, y(0), WIDTH - RIGHT, y(0), "lesson-axis")}${text(LEFT - 6, y(0) + 5, "0", "end")}${text((LEFT + WIDTH) / 2, HEIGHT - 8, "score at the start")}`;
  const said = bars.map(({ label, change }) => `${label}: ${change.toFixed(1).replace("-", "−")}`).join("; ");
  return picture(
    "regression",
    `Average change with nothing in between, by score at the start: ${said} points.`,
    body,
    "Average change in points where nothing happens between two scores, by score at the start. Worked out for a scale from 0 to 100 from published figures of another place; no programme is in it.",
  );
}

/** The pictures of the page on reading charts, by the name that it gives them. */
export const chartLessons = (figures: LessonFigures): Readonly<Record<string, () => string>> => ({
  "picture-funnel": () => funnelPicture(figures.funnel),
  "picture-control": () => controlPicture(figures.control),
  "picture-regression": () => regressionPicture(figures.regression),
});
