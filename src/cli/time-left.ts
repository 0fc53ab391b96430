/** From this many seconds on, what is left is told; before it nobody could read it. */
const TOLD_FROM = 5;

/**
 * Guesses how long a job of like parts still takes, from the parts done so far: ", about 40 s left", or nothing where
 * no part is done or it is nearly over. The clock starts with the first part.
 * @param now seconds; another clock is for tests
 */
export function timeLeft(
  now: () => number = () => performance.now() / 1000,
): (done: number, of: number) => string {
  let start: { readonly at: number; readonly done: number } | undefined;
  return (done, of) => {
    start ??= { at: now(), done };
    const parts = done - start.done;
    if (parts <= 0) return "";
    const seconds = ((now() - start.at) / parts) * (of - done);
    if (seconds < TOLD_FROM) return "";
    return seconds < 90
      ? `, about ${Math.round(seconds)} s left`
      : `, about ${Math.round(seconds / 60)} min left`;
  };
}
