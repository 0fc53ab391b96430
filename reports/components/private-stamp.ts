/** Said of a release that must not be published, in titles, charts and files. */
export const PRIVATE_MARK = "NOT FOR PUBLICATION";

/** What stands at the top of every page of such a release: the first sentence in bold. */
export const PRIVATE_NOTICE = [
  "Not for publication.",
  "This release was made without disclosure control. Keep it inside the organisation.",
] as const;

/** A title of a page, with the mark in front where the release must not be published and it has none yet. */
export const stampedTitle = (title: string, publishable: boolean): string =>
  publishable || title.includes(PRIVATE_MARK) ? title : `${PRIVATE_MARK} · ${title}`;
