/** Frames that a page may take to draw anew before a wait for it ends. */
const PATIENCE = 60;

/** Moves the focus to the element of an id once the page has drawn it anew after a choice. */
export function focusWhenDrawn(id: string): void {
  const before = document.getElementById(id);
  const look = (left: number): void => {
    const now = document.getElementById(id);
    if (left > 0 && (now === null || now === before)) {
      requestAnimationFrame(() => look(left - 1));
      return;
    }
    now?.setAttribute("tabindex", "-1");
    now?.focus();
    now?.scrollIntoView({ block: "start" });
  };
  look(PATIENCE);
}
