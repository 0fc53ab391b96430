import { observeChoices } from "./choices-ahead.js";
import { h } from "./dom.js";
import type { Release } from "./load-release.js";
import type { Selection } from "./selection.js";
import { observeSelection } from "./selection-store.js";
import { aboutToDraw } from "./turn.js";

/** Milliseconds that a reading may take before the page says so. */
const SOON = 120;

/**
 * Calls `notify` with the selection once the figures that it shows are read, now and after each change, and again where
 * figures came later; returns a stop function. Until then the page stands as it was, and says that it is loading.
 */
export function observeFigures(release: Release, notify: (selection: Selection) => void): () => void {
  const { catalogue, more } = release;
  let latest = 0;
  let shown: Selection | undefined;
  const show = (selection: Selection): void => {
    shown = selection;
    aboutToDraw();
    notify(selection);
  };
  const stops = [
    more?.onReading(sayLoading()),
    observeChoices((selections) => {
      if (!savesData()) more?.ahead(selections);
    }),
    more?.onArrival(() => {
      if (shown !== undefined) show({ ...shown });
    }),
    observeSelection(catalogue, (selection) => {
      latest += 1;
      const turn = latest;
      const reading = more?.need(selection);
      if (reading === undefined) return show(selection);
      reading.then(
        () => {
          if (turn === latest) show(selection);
        },
        // Said on the page; what was shown before stays.
        () => undefined,
      );
    }),
  ];
  return () => {
    for (const stop of stops) stop?.();
  };
}

/** The same for a page without a choice of its own: `notify` is told of the release, and again where figures came later. */
export function observeRelease(release: Release, notify: (release: Release) => void): () => void {
  const stops = [
    release.more?.onReading(sayLoading()),
    release.more?.onArrival(() => notify({ ...release })),
  ];
  notify(release);
  return () => {
    for (const stop of stops) stop?.();
  };
}

/** Whether the person has asked for fewer bytes: then nothing is read that was not chosen. */
function savesData(): boolean {
  const { connection } = navigator as Navigator & { readonly connection?: { readonly saveData?: boolean } };
  return connection?.saveData === true;
}

/** Says on the page that figures are being read, where that takes longer than a moment, and that they could not be. */
function sayLoading(): (reading: Promise<void>) => void {
  let underWay = 0;
  const status = h("p", { class: "loading-figures", role: "status" });
  const main = document.querySelector("main");
  const say = (text: string): void => {
    if (status.parentNode === null) main?.prepend(status);
    status.textContent = text;
  };
  return (reading) => {
    underWay += 1;
    main?.setAttribute("aria-busy", "true");
    setTimeout(() => {
      if (underWay > 0) say("Loading the figures…");
    }, SOON);
    const end = (text: string): void => {
      underWay -= 1;
      if (underWay > 0) return;
      main?.removeAttribute("aria-busy");
      if (text !== "" || status.textContent !== "") say(text);
    };
    reading.then(
      () => end(""),
      () =>
        end("The figures for this choice could not be loaded. Look at your connection, then choose again."),
    );
  };
}
