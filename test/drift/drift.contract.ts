import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type AgencySource, compileAgency, loadAgencyFolder, takeLock } from '../../adapters/index.ts'
import { type AgencyModel, isHubError, type RecordKindName, type SchemaLock, type Viewer } from '../../schema/index.ts'
import type { DriftEvent } from '../../subgraphs/runtime/drift/ledger.ts'
import { type DriftWatch, watchDrift } from '../../subgraphs/runtime/drift/watch-drift.ts'
import { analyst, investigator, owner, page, queryOf, RUN, shelter, TODAY, table } from '../contract/asking.ts'
import type { OpenSource } from '../contract/engines.ts'

/** How a database says what the tests do to it. */
export interface DriftWords {
  readonly text: string
  /** Drops the index `servisu_tipu`. */
  readonly dropIndex: string
  /** Statements that give a column another type, and its own back. */
  /** Statements that make a table of codes to which `vitima.sexu` points. Absent where a table that is there cannot be made to point anywhere. */
  readonly codeTable?: readonly string[]
  readonly retype: (table: string, column: string, type: 'date' | 'text') => readonly string[]
}

const agencyFolder = new URL('../contract/agency/', import.meta.url).pathname
const rename = (table: string, from: string, to: string): string => `alter table ${table} rename column ${from} to ${to}`

/** What every database must do alike when it changes under the adapter: the rest is served, nothing is served as what it is not, and all is well again by itself. */
export const describeDrift = (name: string, open: (limits: AgencyModel['limits']) => Promise<OpenSource>, words: DriftWords): void => {
  describe(`drift on ${name}`, () => {
    let opened: OpenSource
    let model: AgencyModel
    let lock: SchemaLock
    let watch: DriftWatch
    let events: DriftEvent[] = []
    let mend: readonly string[] = []

    const watched = (believedMs: number): DriftWatch =>
      watchDrift(compileAgency(model, opened.engine), { lock, clock: Date.now, believedMs, onEvent: (event) => events.push(event) })
    const read = (
      kind: RecordKindName,
      fields: readonly string[],
      keys: readonly string[],
      as: Viewer = owner,
      source: AgencySource = watch.source,
    ) => source.prepare(queryOf(source, kind, { fields, select: { by: 'keys' }, as })).run({ keys, today: TODAY }, RUN)
    const change = async (statements: readonly string[], undo: readonly string[]): Promise<void> => {
      mend = undo
      for (const statement of statements) await opened.change(statement)
    }
    const mended = async (): Promise<void> => {
      for (const statement of mend) await opened.change(statement)
      mend = []
    }
    const problems = () =>
      watch.problems().map(({ code, kind, field }) => [code, kind, field].filter((part) => part !== undefined).join(' '))

    beforeAll(async () => {
      model = await loadAgencyFolder(agencyFolder)
      opened = await open(model.limits)
      for (const statement of words.codeTable ?? []) await opened.change(statement)
      lock = await takeLock(model, opened.engine, RUN)
      watch = watched(-1)
      await watch.check()
      // The small source has codes that its maps leave out on purpose.
      expect(problems().filter((problem) => problem.startsWith('SCHEMA'))).toEqual([])
      events = []
    }, 120_000)
    afterEach(mended)
    afterAll(async () => {
      watch?.close()
      await opened?.close()
    })
    const mismatches = () => problems().filter((problem) => problem.startsWith('SCHEMA'))

    it('serves the rest where a column is dropped, and all where it is back', async () => {
      await change(
        ['alter table vitima drop column idade'],
        [`alter table vitima add column idade ${words.text}`, "update vitima set idade = '017' where id_vitima = 11"],
      )

      expect(table(await read('VictimRecord', ['age', 'sex'], ['11']))).toEqual({ 11: ['(SCHEMA_MISMATCH)', 'F'] })
      expect(mismatches()).toEqual(['SCHEMA_MISMATCH VictimRecord age'])
      expect(events).toContainEqual({ event: 'drift', code: 'SCHEMA_MISMATCH', kind: 'VictimRecord', field: 'age' })

      await mended()
      expect(table(await read('VictimRecord', ['age', 'sex'], ['11']))).toEqual({ 11: ['17', 'F'] })
      expect(mismatches()).toEqual([])
      expect(events).toContainEqual({ event: 'mended', code: 'SCHEMA_MISMATCH', kind: 'VictimRecord', field: 'age' })
    })

    it('notices by the statement that fails, where nobody has looked since', async () => {
      const late = watched(1_000_000_000)
      await late.check()
      await change([rename('kazu', 'munisipiu', 'distritu')], [rename('kazu', 'distritu', 'munisipiu')])

      const rows = await read('CaseRecord', ['municipality', 'localRef'], ['1'], owner, late.source)
      late.close()

      expect(table(rows)).toEqual({ 1: ['(SCHEMA_MISMATCH)', 'VPU/1'] })
    })

    it('shows neither of two columns that took each other’s name', async () => {
      const swap = [rename('kazu', 'no_rejistu', 'mid'), rename('kazu', 'tipu', 'no_rejistu'), rename('kazu', 'mid', 'tipu')]
      const back = [rename('kazu', 'no_rejistu', 'mid'), rename('kazu', 'tipu', 'no_rejistu'), rename('kazu', 'mid', 'tipu')]
      await change(swap, back)

      // `tipu` says which rows are cases of trafficking at all.
      await expect(read('CaseRecord', ['localRef'], ['1'])).rejects.toMatchObject({ code: 'SCHEMA_MISMATCH' })

      await mended()
      expect(table(await read('CaseRecord', ['localRef'], ['1']))).toEqual({ 1: ['VPU/1'] })
    })

    it('shows neither of two fields whose columns took each other’s name, and the rest of the kind', async () => {
      const swap = [rename('vitima', 'naran', 'mid'), rename('vitima', 'hela_fatin', 'naran'), rename('vitima', 'mid', 'hela_fatin')]
      await change(swap, swap)

      expect(table(await read('VictimRecord', ['names', 'address', 'sex'], ['11']))).toEqual({
        11: ['(SCHEMA_MISMATCH)', '(SCHEMA_MISMATCH)', 'F'],
      })

      await mended()
      expect(table(await read('VictimRecord', ['address'], ['11']))).toEqual({ 11: ['Fatuhada'] })
    })

    it('reads no column that has another type', async () => {
      await change(words.retype('kazu', 'data_rejistu', 'text'), words.retype('kazu', 'data_rejistu', 'date'))

      expect(table(await read('CaseRecord', ['registeredDate', 'localRef'], ['1']))).toEqual({ 1: ['(SCHEMA_MISMATCH)', 'VPU/1'] })

      await mended()
      expect(table(await read('CaseRecord', ['registeredDate'], ['1']))).toEqual({ 1: ['2024-03-20'] })
    })

    it('takes a kind out of service whose table is gone, and no other', async () => {
      await change(['alter table servisu rename to servisu_tuan'], ['alter table servisu_tuan rename to servisu'])

      await expect(read('ServiceRecord', ['serviceType'], ['["11","a"]'])).rejects.toMatchObject({ code: 'SCHEMA_MISMATCH' })
      expect(table(await read('VictimRecord', ['sex'], ['11']))).toEqual({ 11: ['F'] })
      expect(mismatches()).toEqual(['SCHEMA_MISMATCH ServiceRecord'])

      await mended()
      expect(Object.keys(table(await read('ServiceRecord', [], ['["11","a"]'])))).toHaveLength(1)
    })

    it('takes a kind out of service whose key or pointer is touched', async () => {
      await change([rename('vitima', 'id_kazu', 'kazu_id')], [rename('vitima', 'kazu_id', 'id_kazu')])

      await expect(read('VictimRecord', ['sex'], ['11'])).rejects.toMatchObject({ code: 'SCHEMA_MISMATCH' })
      expect(table(await read('CaseRecord', ['localRef'], ['1']))).toEqual({ 1: ['VPU/1'] })
    })

    it('says that a list cannot be filtered or ordered by what is out of service, instead of an empty list', async () => {
      await change([rename('vitima', 'sexu', 'seksu')], [rename('vitima', 'seksu', 'sexu')])
      const list = (filter: Parameters<typeof page>[0]) =>
        watch.source
          .prepare(queryOf(watch.source, 'VictimRecord', { fields: [], select: page(filter) }))
          .run({ first: 10, today: TODAY }, RUN)

      await expect(list({ filter: [{ field: 'sex', in: ['F'] }] })).rejects.toMatchObject({ code: 'SCHEMA_MISMATCH' })
      expect((await list({ orderBy: 'identifiedDate' })).length).toBeGreaterThan(0)
    })

    it('denies what depends on a column that cannot be read, and says why', async () => {
      await change([rename('kazu', 'segredu', 'segredo')], [rename('kazu', 'segredo', 'segredu')])

      expect(table(await read('CaseRecord', ['municipality', 'registeredDate'], ['1'], analyst))).toEqual({
        1: ['(SCHEMA_MISMATCH)', '2024-03-20'],
      })

      await mended()
      expect(table(await read('CaseRecord', ['municipality', 'registeredDate'], ['1'], analyst))).toEqual({ 1: ['TL-DI', '2024-03-20'] })
    })

    if (words.codeTable)
      it('never shows the old meaning of a code that its own table now describes otherwise', async () => {
        expect(lock.codeTables.map(({ table: name, meanings }) => [name, Object.keys(meanings)])).toEqual([
          ['sexu_lista', ['F', 'L', 'M', 'P']],
        ])
        await change(
          ["update sexu_lista set naran = 'mane' where kodigu = 'F'"],
          ["update sexu_lista set naran = 'feto' where kodigu = 'F'"],
        )
        await watch.check()

        expect(table(await read('VictimRecord', ['sex', 'age'], ['11']))).toEqual({ 11: ['(SCHEMA_MISMATCH)', '17'] })

        await mended()
        await watch.check()
        expect(table(await read('VictimRecord', ['sex'], ['11']))).toEqual({ 11: ['F'] })
      })

    it('counts no consent as given while their table is not what it was', async () => {
      expect(table(await read('VictimRecord', ['sex'], ['11'], investigator))).toEqual({ 11: ['F'] })
      await change([rename('konsentimentu', 'estadu', 'estado')], [rename('konsentimentu', 'estado', 'estadu')])

      expect(table(await read('VictimRecord', ['sex'], ['11'], investigator))).toEqual({ 11: ['(SCHEMA_MISMATCH)'] })
      expect(mismatches()).toEqual(['SCHEMA_MISMATCH VictimRecord consents'])
    })

    it('opens nothing by a referral while referrals cannot be read, and says that this is no empty answer', async () => {
      expect(Object.keys(table(await read('VictimRecord', [], ['11'], shelter)))).toEqual(['11'])
      await change([rename('refere', 'ba', 'para')], [rename('refere', 'para', 'ba')])

      await expect(read('VictimRecord', ['sex'], ['11'], shelter)).rejects.toMatchObject({ code: 'SCHEMA_MISMATCH' })
    })

    it('tells where the data reach less far than they did, and counts no consent as given until they do again', async () => {
      const late = ['2025-02-01', '2025-02-02', '2025-02-03', '2025-02-04', '2025-02-05']
      const restored = late.map(
        (date, index) => `insert into kazu (id_kazu, tipu, data_rejistu) values (${700 + index}, 'trafiku', '${date}')`,
      )
      await change(restored, ['delete from kazu where id_kazu >= 700'])
      await watch.check()
      expect(problems().filter((problem) => problem.startsWith('DATA'))).toEqual([])

      await change(['delete from kazu where id_kazu >= 700'], [...restored])
      await watch.check()
      expect(problems().filter((problem) => problem.startsWith('DATA'))).toEqual(['DATA_OLDER CaseRecord'])
      expect(table(await read('CaseRecord', ['localRef'], ['1']))).toEqual({ 1: ['VPU/1'] })
      expect(table(await read('VictimRecord', ['sex'], ['11'], investigator))).toEqual({ 11: ['(SCHEMA_MISMATCH)'] })

      await mended()
      await watch.check()
      expect(problems().filter((problem) => problem.startsWith('DATA'))).toEqual([])
      expect(table(await read('VictimRecord', ['sex'], ['11'], investigator))).toEqual({ 11: ['F'] })
    })

    it('tells an index that is lost, and takes nothing out of service for it', async () => {
      await opened.change('create index servisu_tipu on servisu (n)')
      const indexed = watchDrift(compileAgency(model, opened.engine), {
        lock: await takeLock(model, opened.engine, RUN),
        clock: Date.now,
        onEvent: () => undefined,
      })
      await indexed.check()
      await opened.change(words.dropIndex)
      await indexed.check()
      indexed.close()

      expect(indexed.problems().map(({ code, kind }) => `${code} ${kind}`)).toContain('INDEX_LOST ServiceRecord')
      expect(Object.keys(table(await read('ServiceRecord', [], ['["11","a"]'], owner, indexed.source)))).toHaveLength(1)
    })

    it('tells a code that nobody mapped as soon as an answer has met it, and which field alone', async () => {
      const [before, told] = [problems(), 'UNKNOWN_CODE ReferralRecord fromAgency']
      expect(before).not.toContain(told)
      await change(["update refere set husi = 'Zz' where id_refere = 24"], ["update refere set husi = 'PNTL' where id_refere = 24"])
      events = []

      expect(table(await read('ReferralRecord', ['fromAgency'], ['24']))).toEqual({ 24: ['(UNMAPPED)'] })

      expect(problems()).toEqual([...before, told])
      expect(events).toEqual([{ event: 'drift', code: 'UNKNOWN_CODE', kind: 'ReferralRecord', field: 'fromAgency' }])
    })

    it('tells a viewer who may never see the field nothing of it', async () => {
      await change([rename('vitima', 'idade', 'tinan')], [rename('vitima', 'tinan', 'idade')])

      expect(table(await read('VictimRecord', ['age', 'sex'], ['11'], analyst))).toEqual({ 11: ['(WITHHELD)', 'F'] })
    })

    it('does as it always did where the agency never made a lock', async () => {
      const told: DriftEvent[] = []
      const blind = watchDrift(compileAgency(model, opened.engine), {
        lock: undefined,
        clock: Date.now,
        onEvent: (event) => told.push(event),
      })
      await change([rename('vitima', 'idade', 'tinan')], [rename('vitima', 'tinan', 'idade')])

      const failed = await read('VictimRecord', ['age'], ['11'], owner, blind.source).catch((cause: unknown) => cause)

      expect(isHubError(failed, 'SCHEMA_MISMATCH')).toBe(true)
      expect(told).toEqual([{ event: 'no-lock' }])
    })
  })
}
