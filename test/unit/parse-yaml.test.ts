import { describe, expect, it } from "vitest";
import { parseYaml } from "../../src/model/parse-yaml.ts";
import { programmeSchema } from "../../src/model/programme.ts";

const refused = (field: string): string => {
  const text = `id: x
name: x
synthetic: true
window: { from: 2024-01-01, to: 2024-12-31 }
data_date: 2024-12-31
sources:
  - id: absence
    file: absence.csv
    mapping:
      recognise: [Emp]
      tables:
        absence:
          fields:
            staff_id: Emp
            hours: ${field}
`;
  try {
    parseYaml(text, { file: "programme.yaml", schema: programmeSchema, code: "PROGRAMME_INVALID" });
  } catch (error) {
    return String((error as Error).message);
  }
  throw new Error("It was accepted.");
};

describe("a fault deep inside a mapping", () => {
  it("names the types that there are, and the line", () => {
    const message = refused("{ column: Lost, type: number }");
    expect(message).toContain("line 15");
    expect(message).toContain("hours.type");
    expect(message).toMatch(/"decimal".*"hours"/u);
  });

  it("names a setting that does not exist, and the one that was meant", () => {
    const message = refused("{ colum: Lost, type: hours }");
    expect(message).toContain('hours.colum" is not a setting');
    expect(message).toContain('Did you mean "column"?');
  });
});
