/** Rows of people who opted out were kept when the file was read, and are not theirs any more: it must be read again. */
export class KeptFileOutdated extends Error {}
