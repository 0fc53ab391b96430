import type { FileHandle } from "node:fs/promises";

/** A member of a zip archive, from the directory at the archive's end. */
export interface ZipMember {
  readonly name: string;
  /** 0 stored, 8 deflated. */
  readonly method: number;
  readonly encrypted: boolean;
  readonly crc32: number;
  readonly packed: number;
  /** Size after unpacking, as declared: it may lie. */
  readonly size: number;
  /** Offset of the first byte of the packed data. */
  readonly offset: number;
}

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
/** The end record is 22 bytes and may be followed by a comment of up to 65,535. */
const LONGEST_END = 22 + 65_535;

/**
 * Reads the directory of a zip archive.
 * Every member's own header must agree with the directory: what is checked is then what is unpacked.
 *
 * @throws Error where the archive is damaged, truncated, contradictory or in the ZIP64 format
 */
export async function readZipDirectory(file: FileHandle): Promise<readonly ZipMember[]> {
  const { size } = await file.stat();
  const tail = await bytesAt(file, Math.max(0, size - LONGEST_END), Math.min(size, LONGEST_END));
  let end = tail.length - 22;
  while (end >= 0 && tail.readUInt32LE(end) !== END) end -= 1;
  if (end < 0) throw new Error("there is no directory at its end");
  const count = tail.readUInt16LE(end + 10);
  const length = tail.readUInt32LE(end + 12);
  const start = tail.readUInt32LE(end + 16);
  if (count === 0xffff || start === 0xffffffff) throw new Error("it is in the ZIP64 format");
  if (start + length > size) throw new Error("its directory is cut off");
  const directory = await bytesAt(file, start, length);
  const members: ZipMember[] = [];
  let at = 0;
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== ENTRY) {
      throw new Error("its directory is damaged");
    }
    const nameLength = directory.readUInt16LE(at + 28);
    const name = directory.toString("utf8", at + 46, at + 46 + nameLength);
    const header = directory.readUInt32LE(at + 42);
    const packed = directory.readUInt32LE(at + 20);
    const unpacked = directory.readUInt32LE(at + 24);
    if (packed === 0xffffffff || unpacked === 0xffffffff) throw new Error("it is in the ZIP64 format");
    const method = directory.readUInt16LE(at + 10);
    const local = await bytesAt(file, header, 30);
    const agrees =
      local.length === 30 &&
      local.readUInt32LE(0) === LOCAL &&
      local.readUInt16LE(8) === method &&
      local.readUInt16LE(26) === nameLength;
    const offset = agrees ? header + 30 + nameLength + local.readUInt16LE(28) : 0;
    if (!agrees || offset + packed > start) throw new Error("its directory contradicts its members");
    members.push({
      name,
      method,
      encrypted: (directory.readUInt16LE(at + 8) & 1) === 1,
      crc32: directory.readUInt32LE(at + 16),
      packed,
      size: unpacked,
      offset,
    });
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return members;
}

async function bytesAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await file.read(buffer, 0, length, position);
  return buffer.subarray(0, bytesRead);
}
