/** Name of a figure's files: the page's name and the figure's own, once where the one begins with the other. */
export function figureId(address: string, id: string): string {
  const [page, own] = [slug(address), slug(id)];
  return own.startsWith(`${page}-`) ? own : `${page}-${own}`;
}

const slug = (text: string): string =>
  (text === "" ? "overview" : text)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "");
