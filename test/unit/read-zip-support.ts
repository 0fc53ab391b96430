import { crc32, deflateRawSync } from "node:zlib";

/** A member of an archive that a test makes, with lies where the test wants them. */
export interface MadeMember {
  readonly name: string;
  readonly data?: string | Uint8Array;
  /** Data that is packed already. */
  readonly packed?: Buffer;
  readonly declaredSize?: number;
  readonly crc?: number;
  readonly encrypted?: boolean;
  /** Name in the member's own header, where it contradicts the directory. */
  readonly localName?: string;
}

/** Writes a zip archive. */
export function makeZip(members: readonly MadeMember[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const member of members) {
    const data = Buffer.from(member.data ?? "");
    const packed = member.packed ?? deflateRawSync(data);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(member.encrypted === true ? 1 : 0, 2);
    fields.writeUInt16LE(8, 4);
    fields.writeUInt32LE((member.crc ?? crc32(data)) >>> 0, 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(member.declaredSize ?? data.length, 18);
    const own = Buffer.from(fields);
    const localName = Buffer.from(member.localName ?? member.name);
    own.writeUInt16LE(localName.length, 22);
    const local = Buffer.concat([Buffer.from("PK\x03\x04", "latin1"), own, localName, packed]);
    const name = Buffer.from(member.name);
    fields.writeUInt16LE(name.length, 22);
    const entry = Buffer.alloc(16);
    entry.writeUInt32LE(offset, 12);
    directory.push(
      Buffer.concat([Buffer.from("PK\x01\x02\x14\x00", "latin1"), fields, entry.subarray(2), name]),
    );
    parts.push(local);
    offset += local.length;
  }
  const entries = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", 0, "latin1");
  end.writeUInt16LE(members.length, 8);
  end.writeUInt16LE(members.length, 10);
  end.writeUInt32LE(entries.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, entries, end]);
}

/** The parts of a small workbook around one sheet's XML. */
export function workbookParts(sheetXml: string, workbookProperties = ""): MadeMember[] {
  const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const packages = "http://schemas.openxmlformats.org/package/2006";
  const types = "application/vnd.openxmlformats-officedocument.spreadsheetml";
  return [
    {
      name: "[Content_Types].xml",
      data: `<?xml version="1.0"?><Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${types}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${types}.worksheet+xml"/></Types>`,
    },
    {
      name: "_rels/.rels",
      data: `<?xml version="1.0"?><Relationships xmlns="${packages}/relationships"><Relationship Id="r1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    },
    {
      name: "xl/workbook.xml",
      data: `<?xml version="1.0"?><workbook xmlns="${main}" xmlns:r="${office}">${workbookProperties}<sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>`,
    },
    {
      name: "xl/_rels/workbook.xml.rels",
      data: `<?xml version="1.0"?><Relationships xmlns="${packages}/relationships"><Relationship Id="r1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    },
    { name: "xl/worksheets/sheet1.xml", data: sheetXml },
  ];
}

/** XML of a sheet with these rows; cells as `<c …>` elements without their reference. */
export function sheetXml(rows: readonly (readonly string[])[], prologue = ""): string {
  const body = rows
    .map(
      (cells, row) =>
        `<row r="${row + 1}">${cells.map((cell, column) => cell.replace("<c", `<c r="${String.fromCharCode(65 + column)}${row + 1}"`)).join("")}</row>`,
    )
    .join("");
  return `<?xml version="1.0"?>${prologue}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${body}</sheetData></worksheet>`;
}

export const text = (value: string): string => `<c t="inlineStr"><is><t>${value}</t></is></c>`;
