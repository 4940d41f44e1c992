import { FileProblem } from './limits.ts'

const END_OF_DIRECTORY = 0x06054b50
const ENTRY = 0x02014b50

/** What the archive says that it unpacks to, bytes, without unpacking it: a few kilobytes can hold gigabytes. */
export const unpackedSize = (bytes: Buffer): number => {
  const end = endOfDirectory(bytes)
  let at = bytes.readUInt32LE(end + 16)
  let total = 0
  for (let entry = bytes.readUInt16LE(end + 10); entry > 0; entry--) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== ENTRY) throw new FileProblem('is no whole ZIP archive')
    total += bytes.readUInt32LE(at + 24)
    at += 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  return total
}

/** The record at the end; a comment of up to 64 kB may follow it. */
function endOfDirectory(bytes: Buffer): number {
  for (let at = bytes.length - 22; at >= Math.max(0, bytes.length - 22 - 65_535); at--)
    if (bytes.readUInt32LE(at) === END_OF_DIRECTORY) return at
  throw new FileProblem('is no XLSX file')
}
