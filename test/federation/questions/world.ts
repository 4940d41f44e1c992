import { DEMO_PEOPLE } from '../../../demo/people/people.ts'
import type { RecordRef } from '../../../demo/world/index.ts'
import type { Viewer } from '../../../schema/index.ts'
import type { As } from '../../support/ask.ts'
import { createRefReader, type NamedRecord } from '../../support/record-refs.ts'
import type { TestHub } from '../../support/start-hub.ts'
import { createTruthOracle, type TruthOracle } from '../../support/truth-oracle.ts'

/** What every question's test works with. */
export interface QuestionWorld {
  readonly hub: TestHub
  readonly oracle: TruthOracle
  /** The row that a record of an answer stands for. */
  refOf(record: NamedRecord): RecordRef
}

export async function createQuestionWorld(hub: TestHub): Promise<QuestionWorld> {
  return { hub, oracle: await createTruthOracle(hub.truth, todayInDili()), refOf: createRefReader(hub.keys) }
}

/** The agencies' own day: policies with dates and consents that end are decided by it. */
const todayInDili = (): string => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Dili' }).format(Date.now())

/** The demo person as policies see them. */
export function viewerOf({ as, purpose }: As): Viewer {
  const person = DEMO_PEOPLE.find(({ name }) => name === as)
  if (!person) throw new RangeError(`there is no demo person ${as}`)
  return { agency: person.agency, roles: person.roles, purpose }
}
