/** How far below the screen a place counts as reached, so that what it waits for is there in time. */
const AHEAD = "800px";

/**
 * Calls `notify` with false, and with true once a place of the page comes near the screen, is printed or was asked for in
 * the address; returns a stop function.
 */
export function whenReached(place: Element, notify: (reached: boolean) => void): () => void {
  const stop = (): void => {
    observer.disconnect();
    window.removeEventListener("beforeprint", reach);
  };
  const reach = (): void => {
    stop();
    notify(true);
  };
  const observer = new IntersectionObserver(
    (entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) reach();
    },
    { rootMargin: `${AHEAD} 0px` },
  );
  notify(false);
  observer.observe(place);
  window.addEventListener("beforeprint", reach);
  return stop;
}
