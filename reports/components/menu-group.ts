/**
 * Closes an open group of the navigation when the reader goes on elsewhere: by Escape, which gives the focus back to its
 * name, by a click outside, or by moving the focus out of it. Without JavaScript its name opens and closes it.
 */
export function closeMenuGroups(): void {
  for (const group of document.querySelectorAll<HTMLDetailsElement>(".site-nav-group > details")) {
    if (group.dataset.wired !== undefined) continue;
    group.dataset.wired = "";
    group.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !group.open) return;
      group.open = false;
      group.querySelector("summary")?.focus();
    });
    group.addEventListener("focusout", ({ relatedTarget }) => {
      if (relatedTarget instanceof Node && !group.contains(relatedTarget)) group.open = false;
    });
    document.addEventListener("click", ({ target }) => {
      if (target instanceof Node && !group.contains(target)) group.open = false;
    });
  }
}
