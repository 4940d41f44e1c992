import { describe, expect, it } from 'vitest'
import { vocabulary } from '../../../schema/index.ts'
import { createDirectory } from '../directory.ts'
import { buildHubSchema } from '../schema/build-schema.ts'
import { FakeAgency } from '../testing/fake-agency.ts'
import { ruleTable, withShield } from './shield.ts'

const directory = createDirectory([new FakeAgency({ code: 'pgr' }).description], vocabulary)

describe('the shield', () => {
  it.each(['Case', 'PgrCaseRecord', 'CaseConnection'])('refuses to start where the type %s was forgotten', (type) => {
    const schema = buildHubSchema(directory).toExecutable()
    const { [type]: _forgotten, ...table } = ruleTable(directory)

    expect(() => withShield(schema, table)).toThrow(`${type}.`)
  })

  it('refuses to start where a field of a type was forgotten or has undefined for a rule', () => {
    const schema = buildHubSchema(directory).toExecutable()
    const table = ruleTable(directory)

    expect(() => withShield(schema, { ...table, Agency: {} })).toThrow('Agency.code')
    expect(() => withShield(schema, { ...table, Case: undefined as never })).toThrow('Case.id')
  })
})
