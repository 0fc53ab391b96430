import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import { crc32, createGunzip, createInflateRaw } from "node:zlib";
import type { ZipMember } from "./zip-directory.ts";

/** What came out of an archive is more than allowed: a decompression bomb, or a file beyond this program. */
export class TooLarge extends Error {}

/**
 * The unpacked bytes of a zip member, streamed; the declared size is not trusted.
 *
 * @param limit largest number of bytes to give
 * @throws TooLarge past the limit; Error where the data is damaged or packed by an unknown method
 */
export async function* unpackMember(path: string, member: ZipMember, limit: number): AsyncGenerator<Buffer> {
  if (member.method !== 0 && member.method !== 8) throw new Error("it is packed by an unknown method");
  const packed =
    member.packed === 0
      ? Readable.from([])
      : createReadStream(path, { start: member.offset, end: member.offset + member.packed - 1 });
  const source = member.method === 0 ? packed : pipe(packed, createInflateRaw());
  let check = 0;
  for await (const chunk of limited(source, limit)) {
    check = crc32(chunk, check);
    yield chunk;
  }
  if (check !== member.crc32) throw new Error("its checksum is wrong, so the data is damaged");
}

/** The unpacked bytes of a gzip file, streamed. @throws TooLarge past the limit; Error where it is damaged */
export async function* unpackGzip(path: string, limit: number): AsyncGenerator<Buffer> {
  yield* limited(pipe(createReadStream(path), createGunzip()), limit);
}

function pipe<T extends NodeJS.ReadWriteStream & Readable>(from: Readable, to: T): T {
  from.on("error", (error) => to.destroy(error));
  return from.pipe(to);
}

async function* limited(source: Readable, limit: number): AsyncGenerator<Buffer> {
  let total = 0;
  for await (const chunk of source as AsyncIterable<Buffer>) {
    total += chunk.length;
    if (total > limit) throw new TooLarge();
    yield chunk;
  }
}
