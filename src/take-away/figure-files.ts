/** A figure of a page, drawn. */
export interface Figure {
  /** `page-figure`, as its files are called. */
  readonly id: string;
  readonly title: string;
  /** What it shows, in words made from released values. */
  readonly summary: string;
  readonly svg: string;
  /** At 300 dots an inch; null where no image could be made. */
  readonly png: Uint8Array | null;
  /** Pixels of the SVG. */
  readonly width: number;
  readonly height: number;
}
