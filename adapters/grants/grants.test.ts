import { describe, expect, it } from 'vitest'
import { loadAgencyFolder } from '../load-agency.ts'
import { grantsFor, grantsText } from './index.ts'

const load = (code: string) => loadAgencyFolder(new URL(`../../subgraphs/agencies/${code}`, import.meta.url).pathname)

describe('grantsFor', () => {
  it.each([
    ['pgr', {}],
    ['mssi', {}],
    ['courts', { engine: 'mysql', host: '10.0.0.7' }],
    ['fokupers', {}],
    ['mnec', {}],
    ['pgr', { engine: 'mssql' }],
  ] as const)('keeps its text for %s', async (code, options) => {
    expect(grantsText(grantsFor(await load(code), options))).toMatchSnapshot()
  })

  it.each([
    ['pgr', 'postgres'],
    ['pntl', 'postgres'],
    ['pcic', 'postgres'],
    ['mssi', 'postgres'],
    ['courts', 'mysql'],
  ] as const)('grants columns of %s one by one, never a table', async (code, engine) => {
    const rights = grantsFor(await load(code), { engine }).privileges.filter((text) => /^grant select/i.test(text))

    expect(rights.length).toBeGreaterThan(1)
    for (const right of rights) expect(right).toMatch(/^GRANT SELECT \(["`]/)
  })

  it('follows the mapping: a field that is no longer mapped is no longer granted', async () => {
    const model = await load('pgr')
    const cases = model.records.get('CaseRecord')
    if (!cases) throw new Error('PGR maps cases')
    const fields = new Map([...cases.fields].filter(([name]) => name !== 'offenceAtCharge'))
    const narrower = { ...model, records: new Map([...model.records, ['CaseRecord', { ...cases, fields }] as const]) }

    expect(grantsFor(model).privileges.join('\n')).toContain('"ART_CP"')
    expect(grantsFor(narrower).privileges.join('\n')).not.toContain('"ART_CP"')
  })

  it.each(['x"; drop role y', 'Robert', '', 'a'.repeat(40)])('refuses the role name %s', async (role) => {
    const model = await load('pgr')

    expect(() => grantsFor(model, { role })).toThrowError(expect.objectContaining({ code: 'BAD_ARGUMENT' }))
  })

  it('refuses a host that is none', async () => {
    const model = await load('courts')

    expect(() => grantsFor(model, { engine: 'mysql', host: "x'@'%" })).toThrowError(expect.objectContaining({ code: 'BAD_ARGUMENT' }))
  })
})
