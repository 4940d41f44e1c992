import { open, readFile, rename, rm } from 'node:fs/promises'
import { TRUTH_FORMAT, type TruthFile, truthOf, type WorldBlock } from '../world/index.ts'

/** Blocks in the file at most. A reader of a further one makes it: `truthOf(generateBlock({ seed, scale }, index))`. */
export const MAX_TRUTH_BLOCKS = 100

/**
 * Writes the truth of the world as one JSON document ({@link TruthFile}), block after block, beside the old file and renamed when whole.
 * A block takes about 0.9 MB, so only the first {@link MAX_TRUTH_BLOCKS} are written.
 *
 * @throws {RangeError} when the world has no blocks
 */
export async function fillTruth(path: string, blocks: Iterable<WorldBlock>): Promise<void> {
  const partial = `${path}.filling`
  const file = await open(partial, 'w')
  try {
    let count = 0
    for (const block of blocks) {
      const head: Omit<TruthFile, 'blocks'> = {
        format: TRUTH_FORMAT,
        seed: block.seed,
        scale: block.scale,
        heroNuc: block.matters[0]?.nuc ?? '',
      }
      await file.write(count === 0 ? `${JSON.stringify(head).slice(0, -1)},"blocks":[\n` : ',\n')
      await file.write(JSON.stringify(truthOf(block)))
      count++
      if (count === MAX_TRUTH_BLOCKS) break
    }
    if (count === 0) throw new RangeError('the world has no blocks')
    await file.write('\n]}\n')
    await file.close()
    await rename(partial, path)
  } catch (cause) {
    // Closing twice is harmless; what matters is that no half file stays.
    await file.close().catch(() => undefined)
    await rm(partial, { force: true })
    throw cause
  }
}

/**
 * Reads a truth file of this form.
 *
 * @throws {TypeError} when the file is of another form, e.g. made by another release: fill again
 */
export async function readTruth(path: string): Promise<TruthFile> {
  const file: unknown = JSON.parse(await readFile(path, 'utf8'))
  if (!isTruthFile(file)) throw new TypeError(`the truth file is not of form ${TRUTH_FORMAT}; fill the demo again`)
  return file
}

// The file is this generator's own; the form is checked so that an old one is not misread.
const isTruthFile = (file: unknown): file is TruthFile =>
  typeof file === 'object' &&
  file !== null &&
  'format' in file &&
  file.format === TRUTH_FORMAT &&
  'blocks' in file &&
  Array.isArray(file.blocks)
