/** One file of an export family, ready to be written. */
export interface WrittenExport {
  /** Path below the programme folder. */
  readonly file: string;
  readonly bytes: Uint8Array;
  /** Rows of data: no header, no title, no total. */
  readonly rows: number;
}

/** What one source of the sample holds. */
export interface WrittenSource {
  readonly files: readonly WrittenExport[];
  /** Faults planted, by kind; `faultAccounts` says what becomes of each kind. */
  readonly faults: Readonly<Record<string, number>>;
}
