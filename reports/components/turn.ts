let last: Promise<void> = Promise.resolve();

const drawn = (): Promise<void> =>
  new Promise((resolve) => {
    // A page that is not looked at draws no frames.
    if (document.hidden) setTimeout(resolve);
    else requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
  });

/** Waits for its turn: parts of a page that ask for one are made one after another, each after what stands is drawn. */
export function turn(): Promise<void> {
  last = last.then(drawn);
  return last;
}
