import { xmlText } from "./xml-text.ts";

/** A chart as a page exports it, and the words that stand round it there. */
export interface ExportedChart {
  /** As the page's own download writes it: colours resolved, title and key above, source below. */
  readonly svg: string;
  readonly title: string;
  /** What the chart shows, in words. */
  readonly summary: string;
}

/** A chart with its words in it, and its size in pixels. */
export interface CaptionedChart {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}

const LINE = 16;
const SIDE = 4;
/** Width of an average sign of 12-pixel text. */
const SIGN = 5.9;

/**
 * Adds to an exported chart what stands round it on the page, so that it can be read alone: the summary as lines below, and
 * title and summary for screen readers.
 *
 * Throws a RangeError for what is no exported chart.
 */
export function captionedSvg({ svg, title, summary }: ExportedChart): CaptionedChart {
  const root = /^<svg\b[^>]*?>/.exec(svg)?.[0];
  const box = /viewBox="(-?[\d.]+) (-?[\d.]+) ([\d.]+) ([\d.]+)"/.exec(root ?? "");
  if (root === undefined || box === null) throw new RangeError("This is not a chart that a page exported.");
  const [x = 0, y = 0, width = 0, height = 0] = box.slice(1).map(Number);
  const room = Math.floor((width - 2 * SIDE) / SIGN);
  const lines = wrapped(summary, room);
  const whole = height + lines.length * LINE + 8;
  const added = lines.map(
    (line, at) =>
      `<text x="${SIDE}" y="${y + height + (at + 1) * LINE}" font-family="Arial, Helvetica, sans-serif" font-size="12" text-anchor="start" fill="#333333">${xmlText(line)}</text>`,
  );
  const opened = root
    .replace(/viewBox="[^"]*"/, `viewBox="${x} ${y} ${width} ${whole}"`)
    .replace(/ height="[^"]*"/, ` height="${whole}"`)
    .replace(/ (?:role|aria-label|aria-labelledby|class|style)="[^"]*"/g, "")
    .replace(/>$/, ' role="img">');
  // The paper of the page goes on under the words.
  const colour = /<rect [^>]*fill="([^"]+)"/.exec(svg)?.[1] ?? "#ffffff";
  const paper = `<rect x="${x}" y="${y}" width="${width}" height="${whole}" fill="${colour}"/>`;
  const named = `<title>${xmlText(title)}</title><desc>${xmlText(summary)}</desc>`;
  const body = svg.slice(root.length).replace(/<\/svg>\s*$/, "");
  return { svg: numbered(`${opened}${named}${paper}${body}${added.join("")}</svg>\n`), width, height: whole };
}

/** Ids by their order in the drawing: a page counts them on from chart to chart, as they come to be drawn. */
function numbered(svg: string): string {
  const ids = [...svg.matchAll(/ id="([^"]+)"/g)].map(([, id = ""]) => id);
  return ids.reduce(
    (text, id, at) =>
      text
        .replaceAll(` id="${id}"`, ` id="part-${at + 1}"`)
        .replaceAll(`url(#${id})`, `url(#part-${at + 1})`)
        .replaceAll(`url("#${id}")`, `url("#part-${at + 1}")`)
        .replaceAll(`url(&quot;#${id}&quot;)`, `url(&quot;#part-${at + 1}&quot;)`)
        .replaceAll(`href="#${id}"`, `href="#part-${at + 1}"`),
    svg,
  );
}

function wrapped(text: string, room: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > room) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}
