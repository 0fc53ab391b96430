import { type ChartMark, marksOf } from "./chart-marks.js";
import { h } from "./dom.js";
import { keepMarked, linkMarks, linkName, placeAt, pointAt } from "./linked-marks.js";
import { pointButtons } from "./point-buttons.js";

/** Width of a note in pixels, and its distance from the pointer. */
const NOTE = 236;
const ASIDE = 18;
/** Pixels from its middle within which a point without an area is meant. */
const NEAR = 14;

/**
 * Lets the reader point at the marks noted for the drawings in a node, or go through each drawing's by arrow keys: one stop
 * of the tab key a chart. Each is read out with its figures, shows them in a note where they are not printed beside it, and
 * is marked in the page's other figures; Enter or a click keeps it marked, Escape lets it go.
 */
export function markedChart(drawn: Node): Node {
  if (marksOf(drawn).length > 0) return overlaid(drawn as SVGSVGElement);
  if (drawn.nodeType === 1) {
    for (const drawing of (drawn as Element).querySelectorAll("svg")) {
      if (marksOf(drawing).length === 0) continue;
      const place = document.createComment("");
      drawing.replaceWith(place);
      place.parentNode?.replaceChild(overlaid(drawing), place);
    }
  }
  return drawn;
}

function overlaid(drawing: SVGSVGElement): HTMLElement {
  const marks = marksOf(drawing);
  const note = h("p", { class: "point-note", "aria-hidden": "true", hidden: true });
  let now: number | undefined;
  const show = (place: number, pointer?: number): void => {
    const mark = marks[place];
    if (mark === undefined) return;
    if (now !== place) pointAt(linkName(mark));
    now = place;
    note.hidden = mark.told === true;
    if (mark.told === true) return;
    note.replaceChildren(h("strong", {}, mark.name), h("br"), mark.words);
    const { area } = mark;
    note.style.top = `${area === undefined ? mark.top + 14 : area.top + area.height + 5}px`;
    note.style.left = `${noteLeft(mark, box.clientWidth, pointer)}px`;
  };
  const hide = (): void => {
    if (now === undefined) return;
    now = undefined;
    note.hidden = true;
    frame.hidden = true;
    pointAt(undefined);
  };
  const keep = (place: number): void => {
    const name = marks[place] === undefined ? undefined : linkName(marks[place]);
    if (name !== undefined) keepMarked(name);
  };
  const { group, ring } = pointButtons(
    marks.map(({ left, top, name, words }) => ({
      left,
      top,
      words: words === "" ? name : `${name}: ${words}`,
    })),
    show,
    hide,
    {
      label: "Figures of the chart: arrow keys move from one to the next",
      put: (button, place) => {
        const mark = marks[place];
        if (mark !== undefined) placeAt(button, mark);
      },
      press: keep,
    },
  );
  const frame = h("span", { class: "point-hover", "aria-hidden": "true", hidden: true });
  const over = (event: Event): number | undefined => {
    const { clientX, clientY } = event as MouseEvent;
    const { left, top } = box.getBoundingClientRect();
    return markAt(marks, clientX - left, clientY - top);
  };
  const box = h(
    "div",
    {
      class: "point-chart",
      onmousemove: (event: Event) => {
        if (note.contains(event.target as Node)) return;
        const place = over(event);
        if (place === undefined) hide();
        else {
          show(place, (event as MouseEvent).clientX - box.getBoundingClientRect().left);
          const mark = marks[place];
          frame.hidden = mark === undefined;
          if (mark !== undefined) placeAt(frame, mark);
        }
      },
      onmouseleave: hide,
      onclick: (event: Event) => {
        const place = over(event);
        // A press of a key is a click too, and is told apart by the button it comes from.
        if (place !== undefined && !group.contains(event.target as Node)) keep(place);
      },
    },
    drawing,
    group,
    frame,
    note,
  );
  ring(undefined);
  linkMarks(box, drawing);
  return box;
}

/** The mark whose area holds a place, or the nearest point within reach. */
function markAt(marks: readonly ChartMark[], x: number, y: number): number | undefined {
  let best: number | undefined;
  let least = NEAR * NEAR;
  for (const [place, { left, top, area }] of marks.entries()) {
    if (area !== undefined) {
      const inside =
        x >= area.left && x < area.left + area.width && y >= area.top && y < area.top + area.height;
      if (inside) return place;
    } else {
      const distance = (left - x) ** 2 + (top - y) ** 2;
      if (distance > least) continue;
      least = distance;
      best = place;
    }
  }
  return best;
}

/** Beside the pointer, so that the pointer can go down a chart without coming over the note, and within the chart. */
function noteLeft({ left }: ChartMark, room: number, pointer: number | undefined): number {
  const wanted =
    pointer === undefined
      ? left - NOTE / 2
      : pointer + ASIDE + NOTE > room
        ? pointer - ASIDE - NOTE
        : pointer + ASIDE;
  return Math.max(0, Math.min(wanted, room - NOTE));
}
