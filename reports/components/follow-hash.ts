/** Milliseconds that a page may take to draw the figure which its address names. */
const PATIENCE = 10_000;

/**
 * Scrolls to the element that the address names once the page has drawn it, opening what it is folded into.
 * Does nothing more when the reader has begun to move, or after ten seconds.
 */
export function followHash(): void {
  const id = decodeURIComponent(location.hash.slice(1));
  if (id === "" || document.getElementById(id) !== null) return;
  const stop = new AbortController();
  const watch = new MutationObserver(() => {
    const found = document.getElementById(id);
    if (found === null) return;
    for (let around = found.closest("details"); around !== null; ) {
      around.open = true;
      around = around.parentElement?.closest("details") ?? null;
    }
    found.scrollIntoView({ block: "start" });
    // Figures above it may still be drawn: hold the place until the page has come to rest.
    settle();
  });
  let rest: ReturnType<typeof setTimeout> | undefined;
  const settle = (): void => {
    clearTimeout(rest);
    rest = setTimeout(end, 1500);
  };
  const end = (): void => {
    watch.disconnect();
    stop.abort();
    clearTimeout(rest);
  };
  for (const moved of ["wheel", "touchmove", "keydown", "pointerdown"]) {
    addEventListener(moved, end, { signal: stop.signal, passive: true });
  }
  setTimeout(end, PATIENCE);
  watch.observe(document.body, { childList: true, subtree: true });
}
