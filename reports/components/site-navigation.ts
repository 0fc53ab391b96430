/** A page as the navigation knows it. */
export interface NavigationPage {
  /** File below reports/, with a leading stroke and without its ending. */
  readonly path: string;
  readonly id: string;
  readonly href: string;
  readonly name: string;
  /** Name of the group that it is folded away in; absent for a page of the first row. */
  readonly group?: string;
}

/**
 * The list of pages as HTML: the first row, and each group as a list that opens. All links are there whatever is open, so
 * that it needs no JavaScript, and `data-page` tells other parts of a page which pages there are.
 *
 * @param path the page being shown, which is marked with `aria-current`; a page above it is marked too
 */
export function navigationHtml(pages: readonly NavigationPage[], path: string): string {
  const link = (page: NavigationPage): string => {
    const below = path.startsWith(`${page.path}/`);
    const here = page.path === path ? ' aria-current="page"' : below ? ' aria-current="true"' : "";
    return `<li><a href="${page.href}" data-page="${page.id}"${here}>${page.name}</a></li>`;
  };
  const items: string[] = [];
  const done = new Set<string>();
  for (const page of pages) {
    const { group } = page;
    if (group === undefined) items.push(link(page));
    else if (!done.has(group)) {
      done.add(group);
      const own = pages.filter((one) => one.group === group);
      const here = own.some((one) => one.path === path) ? ' aria-current="true"' : "";
      items.push(
        `<li class="site-nav-group"><details><summary${here}>${group}</summary><ul>${own.map(link).join("")}</ul></details></li>`,
      );
    }
  }
  return `<ul>${items.join("")}</ul>`;
}
