import { h } from "./dom.js";

/** A point of a chart in pixels from its upper left corner, with what is read out of it. */
export interface PlacedPoint {
  readonly left: number;
  readonly top: number;
  readonly words: string;
}

/** Points that the keyboard and the mouse can reach. */
export interface PointButtons {
  /** Put over the chart, which is positioned. */
  readonly group: HTMLElement;
  /** Makes a point the first that the tab key comes to, and rings it; none where undefined. */
  ring(place: number | undefined): void;
}

/** What can differ from buttons over the networks of a chart. */
export interface PointButtonOptions {
  /** Told of a point that was pressed. */
  readonly press?: (place: number) => void;
  /** Name of all of them together. */
  readonly label?: string;
  /** Puts a button where its point is; two buttons then serve all points, and the pointer is another's business. */
  readonly put?: (button: HTMLElement, place: number) => void;
}

/** With more points than this two buttons go from point to point, in place of one on each. */
const MANY = 200;
/** Pixels from its middle within which a point is meant. */
const NEAR = 10;

/**
 * Buttons over the points of a chart, in the order given: arrow keys move from one to the next, and `show` is told of the
 * one that has the focus or lies under the pointer, `hide` that there is none.
 */
export function pointButtons(
  points: readonly PlacedPoint[],
  show: (place: number) => void,
  hide: () => void,
  options: PointButtonOptions = {},
): PointButtons {
  const over = options.put !== undefined;
  const many = over || points.length > MANY;
  const places = new Map<EventTarget, number>();
  const plain = h("button", { type: "button", class: "point", tabindex: "-1" });
  const put = (button: HTMLElement, place: number): HTMLElement => {
    const { left = 0, top = 0, words = "" } = points[place] ?? {};
    button.setAttribute("aria-label", words);
    button.style.left = `${left}px`;
    button.style.top = `${top}px`;
    options.put?.(button, place);
    places.set(button, place);
    return button;
  };
  const buttons = (many ? points.slice(0, 2) : points).map((_, place) =>
    put(plain.cloneNode(false) as HTMLElement, place),
  );
  let current = buttons[0];
  const turnTo = (place: number): HTMLElement | undefined => {
    const other = many ? (buttons.find((button) => button !== current) ?? current) : buttons[place];
    if (other === undefined) return undefined;
    if (many) put(other, place);
    current?.setAttribute("tabindex", "-1");
    other.setAttribute("tabindex", "0");
    current = other;
    return other;
  };
  const onKey = (event: KeyboardEvent, place: number): void => {
    const last = points.length - 1;
    const to = {
      ArrowRight: place + 1,
      ArrowDown: place + 1,
      ArrowLeft: place - 1,
      ArrowUp: place - 1,
      Home: 0,
      End: last,
    }[event.key];
    if (event.key === "Escape") hide();
    if (to === undefined) return;
    event.preventDefault();
    turnTo(Math.min(last, Math.max(0, to)))?.focus();
  };
  const at = (then: (place: number, event: Event) => void) => (event: Event) => {
    const place = event.target === null ? undefined : places.get(event.target);
    if (place !== undefined) then(place, event);
  };
  // One listener for all: a thousand points are drawn without delay.
  const group = h(
    "div",
    {
      role: "group",
      class: over ? "points points-over" : many ? "points points-many" : "points",
      "aria-label": options.label ?? "Networks of the chart: arrow keys move from one to the next",
      onfocusin: at(show),
      onfocusout: at(hide),
      onkeydown: at((place, event) => onKey(event as KeyboardEvent, place)),
      onclick: (event: Event) => {
        const place = places.get(event.target as EventTarget) ?? nearest(points, event as MouseEvent, group);
        if (place !== undefined) options.press?.(place);
      },
      ...(many && !over
        ? {
            onmousemove: (event: Event) => {
              const place = nearest(points, event as MouseEvent, group);
              if (place === undefined) hide();
              else show(place);
            },
            onmouseleave: hide,
          }
        : over
          ? {}
          : { onmouseover: at(show), onmouseout: at(hide) }),
    },
    buttons,
  );
  let ringed: HTMLElement | undefined;
  const ring = (place: number | undefined): void => {
    ringed?.classList.remove("point-found");
    const button = turnTo(place ?? 0);
    ringed = place === undefined ? undefined : button;
    ringed?.classList.add("point-found");
  };
  return { group, ring };
}

/** The point nearest to the pointer, if any is near. */
function nearest(
  points: readonly PlacedPoint[],
  { clientX, clientY }: MouseEvent,
  group: HTMLElement,
): number | undefined {
  const { left, top } = group.getBoundingClientRect();
  let best: number | undefined;
  let least = NEAR * NEAR;
  for (const [place, point] of points.entries()) {
    const distance = (point.left - (clientX - left)) ** 2 + (point.top - (clientY - top)) ** 2;
    if (distance > least) continue;
    least = distance;
    best = place;
  }
  return best;
}
