import { z } from 'zod'
import { openLineFile, readIfThere } from '../../../platform/index.ts'
import { HubError, MAX_CALL_SECONDS } from '../../../schema/index.ts'

/** Counts the questions that each statement has opened, over restarts. */
export interface StatementUses {
  /**
   * Counts a question, once for all calls that the hub makes for it. A question is one request id, for as long as a signed call can live: a hub
   * that gives two questions one id gains no more than that.
   *
   * @param announce tells the owner of a question that is new; where it fails, no call of this question is let through
   * @returns once both are durable
   */
  take(use: StatementUse, now: number, announce: (question: number) => Promise<void>): Promise<'taken' | 'spent' | 'full'>
  /** The latest time that was ever counted at: a clock that was put back does not bring a spent statement to life. Seconds since 1970. */
  readonly latest: number
  close(): Promise<void>
}

export interface StatementUse {
  readonly statement: string
  /** Seconds since 1970 until which the statement holds. */
  readonly expires: number
  readonly request: string
  /** Questions that it opens. */
  readonly most: number
}

const Line = z.union([
  z.strictObject({ at: z.int().positive(), statement: z.string(), expires: z.int().positive(), request: z.string() }),
  z.strictObject({ latest: z.int().nonnegative() }),
])
type Use = Extract<z.infer<typeof Line>, { readonly statement: string }>

interface Known {
  readonly expires: number
  readonly questions: { readonly request: string; readonly at: number; readonly isDurable: Promise<void> }[]
}

/**
 * @param capacity statements that are remembered at once; when they are all in force, no other one is taken
 * @throws {HubError} EVIDENCE_UNAVAILABLE; CONFIG_INVALID where the file holds anything else: what was spent is then not known
 */
export async function openStatementUses(path: string, now: number, capacity = 1_000): Promise<StatementUses> {
  const { uses, latest: seen } = readUses(await readText(path))
  let latest = Math.max(now, seen)
  const live = uses.filter(({ expires }) => expires >= latest)
  const file = await openLineFile(path, {
    begin: [JSON.stringify({ latest }), ...live.map((use) => JSON.stringify(use))],
    // A half line, ended, would be a use that nobody can read; without an end it is no use yet.
    afterFailure: 'refuse',
  })
  const known = new Map<string, Known>()
  for (const { statement, expires, request, at } of live) {
    const before = known.get(statement) ?? { expires, questions: [] }
    before.questions.push({ request, at, isDurable: Promise.resolve() })
    known.set(statement, before)
  }

  return {
    get latest() {
      return latest
    },
    async take({ statement, expires, request, most }, at, announce) {
      latest = Math.max(latest, at)
      const asked = known.get(statement)?.questions.find((one) => one.request === request && at - one.at <= MAX_CALL_SECONDS)
      if (asked) {
        await asked.isDurable
        return 'taken'
      }
      if (!known.has(statement) && known.size >= capacity) for (const [id, one] of known) if (one.expires < latest) known.delete(id)
      if (!known.has(statement) && known.size >= capacity) return 'full'
      const of = known.get(statement) ?? { expires, questions: [] }
      if (of.questions.length >= most) return 'spent'
      known.set(statement, of)
      // Counted before it is written: of two questions at once only one may be the last.
      const line = JSON.stringify({ at, statement, expires, request } satisfies Use)
      // Told first: an owner who hears of a use that a crash then prevented has lost nothing.
      const isDurable = announce(of.questions.length + 1).then(() => file.append(line))
      of.questions.push({ request, at, isDurable })
      await isDurable
      return 'taken'
    },
    close: () => file.close(),
  }
}

const readText = async (path: string): Promise<string> => {
  try {
    return (await readIfThere(path)) ?? ''
  } catch (cause) {
    throw new HubError('EVIDENCE_UNAVAILABLE', {}, { cause })
  }
}

/** A last line without an end was never durable: nothing was opened by it. */
function readUses(text: string): { readonly uses: readonly Use[]; readonly latest: number } {
  const uses: Use[] = []
  let latest = 0
  for (const line of text.split('\n').slice(0, -1)) {
    if (line === '') continue
    const parsed = Line.safeParse(parseJson(line))
    if (!parsed.success)
      throw new HubError('CONFIG_INVALID', {
        where: 'the memory of statements for emergencies',
        problems:
          'it holds a line of something else, so that nobody knows which are spent; move it away once those approved today have expired',
      })
    if ('latest' in parsed.data) latest = Math.max(latest, parsed.data.latest)
    else {
      uses.push(parsed.data)
      latest = Math.max(latest, parsed.data.at)
    }
  }
  return { uses, latest }
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
