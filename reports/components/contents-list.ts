import { h } from "./dom.js";
import { isPhone, whenPhoneChanges } from "./phone.js";

/** Links to the sections of a page: a row of them, and on a phone a list that is opened. */
export function contentsList(): {
  readonly box: HTMLDetailsElement;
  show(sections: readonly { readonly id: string; readonly title: string }[]): void;
} {
  const summary = h("summary", {}, "On this page");
  const list = h("ul", { class: "jump", "aria-label": "On this page" });
  const box = h("details", { class: "contents", open: !isPhone() }, summary, list);
  whenPhoneChanges(box, (phone) => {
    box.open = !phone;
  });
  // A phone's reader who has chosen a section is done with the list.
  list.addEventListener("click", ({ target }) => {
    if (isPhone() && (target as Element).closest("a") !== null) box.open = false;
  });
  return {
    box,
    show(sections) {
      summary.textContent = `On this page: ${sections.length} sections`;
      list.replaceChildren(
        ...sections.map(({ id, title }) => h("li", {}, h("a", { href: `#${id}` }, title))),
      );
    },
  };
}
