import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Builds the sample that the others wait for: begins at once, while files that need none run beside it. */
const FIRST = /golden\/sample-release\.test/;
/** Read the sample's site: last, when it stands, the longest of them first. */
const LAST = [
  /e2e\/pages\.test/,
  /e2e\/analysis\.test/,
  /e2e\/(?:plain-language|no-identifiers|disclosure-log)\.test/,
];

/** The order of the test files: such that none has to wait for the sample that all share. */
export class RunOrder extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number => {
      if (FIRST.test(moduleId)) return -1;
      return LAST.findIndex((late) => late.test(moduleId)) + 1;
    };
    // Stable, so that all others stay in their order.
    return (await super.sort(files)).sort((a, b) => place(a) - place(b));
  }
}
