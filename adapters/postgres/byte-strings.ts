/** Strings by their bytes: what was written before is the same string again, and nothing is made for it. */
export interface ByteStrings {
  /** The text of UTF-8 bytes from `start` up to `end`. */
  text(bytes: Buffer, start: number, end: number): string
}

/** Days, codes, numbers and nearly all keys are no longer. */
const LONGEST = 16
const PLACES = 16_384

/**
 * One place for each hash, taken by whoever came last: it never grows, and what is pushed out is made anew. Only for what comes again and again and names
 * nobody.
 */
export function createByteStrings(): ByteStrings {
  const texts = new Array<string>(PLACES).fill('')
  const lengths = new Uint8Array(PLACES)
  const known = new Uint8Array(PLACES * LONGEST)

  return {
    text(bytes, start, end) {
      const length = end - start
      if (length === 0) return ''
      if (length > LONGEST) return bytes.toString('utf8', start, end)
      let hash = length
      for (let at = start; at < end; at++) hash = Math.imul(hash, 31) + (bytes[at] ?? 0)
      const place = (hash ^ (hash >>> 13)) & (PLACES - 1)
      const from = place * LONGEST
      let isKnown = lengths[place] === length
      for (let at = 0; isKnown && at < length; at++) isKnown = known[from + at] === bytes[start + at]
      if (isKnown) return texts[place] ?? ''

      const text = bytes.toString('utf8', start, end)
      texts[place] = text
      lengths[place] = length
      bytes.copy(known, from, start, end)
      return text
    },
  }
}
