let last: Promise<void> = Promise.resolve();
let waiting = 0;

const drawn = (): Promise<void> =>
  new Promise((resolve) => {
    // A page that is not looked at draws no frames.
    if (document.hidden) setTimeout(resolve);
    else requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
  });

/** Marks the main part of the page `data-drawing` until a part of it, and all that it waits for, is drawn. */
function mark(part: Promise<void>): void {
  const main = document.querySelector("main");
  waiting += 1;
  main?.setAttribute("data-drawing", "");
  part.then(drawn).then(() => {
    waiting -= 1;
    if (waiting === 0) main?.removeAttribute("data-drawing");
  });
}

/** Waits for its turn: parts of a page that ask for one are made one after another, each after what stands is drawn. */
export function turn(): Promise<void> {
  last = last.then(drawn);
  mark(last);
  return last;
}

/** Says that the page is about to be drawn anew: its parts ask for their turns within the next frame. */
export function aboutToDraw(): void {
  mark(drawn());
}
