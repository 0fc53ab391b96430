/** Other people are known to have opted out than when a kept file was read: it must be read again. */
export class KeptFileOutdated extends Error {}
