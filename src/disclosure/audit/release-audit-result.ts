/** A withheld count that a reader could work out from what the release shows. */
export interface ReleaseLeak {
  /** The count table it lies in, in plain words. */
  readonly table: string;
  /** The cell: area, period, group and what is counted. */
  readonly cell: string;
  /** What can be worked out, as a sentence without its subject: "is 6 or 7". */
  readonly what: string;
  /** The released cells from which it follows, nearest first; empty when not traced. */
  readonly because: readonly string[];
  /** What to do about it, one sentence. */
  readonly remedy: string;
}

/** What the audit of a whole release found; the lists are for the people who run the release, never for readers. */
export interface ReleaseAudit {
  /** False when the policy withholds nothing, so that there was nothing to audit. */
  readonly performed: boolean;
  /** Count tables examined. */
  readonly tables: number;
  /** Withheld counts judged. */
  readonly secrets: number;
  /** Of `secrets`, those that cannot be worked out closely enough. */
  readonly safe: number;
  /** Of `secrets`, those decided by arithmetic alone. */
  readonly byClosedForm: number;
  /** Of `secrets`, those decided by exhibiting another table that fits what is shown. */
  readonly byWitness: number;
  /** Of `secrets`, those decided by the solver. */
  readonly bySolver: number;
  /** True when ranges were checked to be attained by whole numbers, not by fractions only. */
  readonly integerChecked: boolean;
  readonly leaks: readonly ReleaseLeak[];
  /** Released figures that no set of counts can produce together. */
  readonly contradictions: readonly ReleaseLeak[];
}

/** One withheld cell as the internal log tells it; never published. */
export interface DisclosureLogRow {
  readonly cell: string;
  readonly role: "primary" | "complementary";
  readonly reason: string;
  /** The cell a complementary one protects; empty for a primary one. */
  readonly protects: string;
  /** The cells through which the protected one could have been worked out; empty for a primary one. */
  readonly through: string;
}

/** How much of a release is not shown, besides what its figures tell; not to be published as it stands. */
export interface Utility {
  /** Figures withheld only so that another cannot be worked out. */
  readonly complementary: number;
  /** Counts of referrals of the finest areas and periods that the release has. */
  readonly finest: {
    readonly cells: number;
    readonly withheldCells: number;
    readonly referrals: number;
    /** Of `referrals`, those in withheld cells. */
    readonly withheldReferrals: number;
  };
}
