import { findPerson } from '../demo/people/people.ts'
import { demoToken } from '../demo/people/token.ts'
import type { AgencyCode } from '../demo/world/index.ts'
import { hubId } from '../test/security/support/ids.ts'
import { startHub } from '../test/support/start-hub.ts'
import { createTruthOracle } from '../test/support/truth-oracle.ts'

// Does the time of an answer tell a hidden record from one that was never there? Paired tries over real HTTP, in an order that chance decides.
// usage: node bench/existence.ts [pairs]

const PAIRS = Number(process.argv[2] ?? 2_000)
const ABSENT = '98765'

interface Try {
  readonly what: string
  readonly as: string
  readonly purpose: 'OVERSIGHT' | 'INVESTIGATION' | 'PROTECTION'
  readonly query: string
  readonly hidden: Readonly<Record<string, string>>
  readonly absent: Readonly<Record<string, string>>
}

const hub = await startHub()
try {
  const tries = await triesOf()
  console.log(`${PAIRS} pairs each; milliseconds; difference = hidden - missing, median with its 95 % confidence interval\n`)
  console.log(['question'.padEnd(46), 'hidden', 'missing', 'difference', 'interval'].join('  '))
  for (const one of tries) {
    const pairs = await measure(one)
    const difference = medianOf(pairs.map(([hidden, absent]) => hidden - absent))
    const [hidden, absent] = [medianOf(pairs.map(([first]) => first)), medianOf(pairs.map(([, second]) => second))]
    console.log(
      [
        one.what.padEnd(46),
        hidden.median.toFixed(3).padStart(6),
        absent.median.toFixed(3).padStart(7),
        difference.median.toFixed(4).padStart(10),
        `[${difference.low.toFixed(4)}, ${difference.high.toFixed(4)}]`,
      ].join('  '),
    )
  }
} finally {
  await hub.close()
}

async function triesOf(): Promise<readonly Try[]> {
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Dili' }).format(Date.now())
  const { records, recordOf, mayKnow } = await createTruthOracle(hub.truth, today)
  const hiddenKey = (agency: AgencyCode, kind: string, as: string, purpose: Try['purpose']): string => {
    const person = findPerson(as)
    const viewer = { agency: person?.agency ?? '', roles: person?.roles ?? [], purpose }
    const key = records.find((row) => row.agency === agency && row.kind === kind && !mayKnow(row, viewer))?.key[0]
    if (key === undefined) throw new RangeError(`${agency} hides no ${kind} from ${as}`)
    return key
  }
  const byId = (use: 'Case' | 'Victim', agency: AgencyCode, as: string, purpose: Try['purpose'], query: string): Try => {
    const viewer = findPerson(as)?.agency ?? ''
    const id = (key: string) => ({ id: hubId(hub.keys, use, { agency, key }, viewer) })
    return {
      what: `${as}: ${use} of ${agency}`,
      as,
      purpose,
      query,
      hidden: id(hiddenKey(agency, `${use}Record`, as, purpose)),
      absent: id(ABSENT),
    }
  }
  const commissioner = { agency: 'klatu', roles: ['commissioner'], purpose: 'OVERSIGHT' } as const
  const secret = hub.truth.groups.find(({ isSecret, cases }) => isSecret && !cases.some((ref) => mayKnow(recordOf(ref), commissioner)))
  if (!secret) throw new RangeError('the world hides no inquiry whole from the commissioner')
  return [
    byId(
      'Case',
      'pgr',
      'alfela.lawyer',
      'PROTECTION',
      'query ($id: ID!) { case(id: $id) { id records { __typename id } timeline { date } } }',
    ),
    byId(
      'Victim',
      'pntl',
      'mssi.caseworker',
      'PROTECTION',
      'query ($id: ID!) { victim(id: $id) { records { __typename id ... on VictimRecord { sex } } } }',
    ),
    byId('Victim', 'fokupers', 'pcic.investigator', 'INVESTIGATION', 'query ($id: ID!) { victim(id: $id) { records { __typename id } } }'),
    {
      what: 'klatu.commissioner: number of a secret inquiry',
      as: 'klatu.commissioner',
      purpose: 'OVERSIGHT',
      query: 'query ($nuc: Nuc!) { caseByNuc(nuc: $nuc) { id records { __typename id } } }',
      hidden: { nuc: secret.nuc },
      absent: { nuc: '9996/25.PDDIL' },
    },
  ]
}

/** Milliseconds of hidden and missing, pair by pair, after a warm-up. */
async function measure({ as, purpose, query, hidden, absent }: Try): Promise<readonly (readonly [number, number])[]> {
  const person = findPerson(as)
  if (!person) throw new RangeError(`there is no demo person ${as}`)
  const token = await demoToken(hub.keys.issuer, person, { purposes: [purpose], minutes: 60, nowSeconds: Math.floor(Date.now() / 1_000) })
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}`, 'tip-reason': 'demo case 1' }
  const ask = async (variables: Readonly<Record<string, string>>): Promise<{ readonly text: string; readonly ms: number }> => {
    const started = performance.now()
    const response = await fetch(`${hub.url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query, variables }) })
    const text = await response.text()
    return { text, ms: performance.now() - started }
  }
  for (let warm = 0; warm < 50; warm++) if ((await ask(hidden)).text !== (await ask(absent)).text) throw new Error('the answers differ')
  const pairs: (readonly [number, number])[] = []
  while (pairs.length < PAIRS) {
    const isHiddenFirst = Math.random() < 0.5
    const [first, second] = [await ask(isHiddenFirst ? hidden : absent), await ask(isHiddenFirst ? absent : hidden)]
    pairs.push(isHiddenFirst ? [first.ms, second.ms] : [second.ms, first.ms])
  }
  return pairs
}

/** The median and its 95 % confidence interval by order statistics. */
function medianOf(values: readonly number[]): { readonly median: number; readonly low: number; readonly high: number } {
  const sorted = values.toSorted((a, b) => a - b)
  const half = sorted.length / 2
  const spread = (1.96 * Math.sqrt(sorted.length)) / 2
  const at = (index: number): number => sorted[Math.min(Math.max(Math.round(index), 0), sorted.length - 1)] ?? Number.NaN
  return { median: at(half), low: at(half - spread), high: at(half + spread) }
}
