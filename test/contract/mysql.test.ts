import { describe, it } from 'vitest'
import type { AgencyModel } from '../../schema/index.ts'
import { startTestMariaDb, whyNoMariaDb } from '../support/mariadb.ts'
import { describeAdapter } from './adapter.contract.ts'
import { type OpenSource, openMysqlSource } from './engines.ts'
import { describePolicy } from './policy.contract.ts'

async function open(limits: AgencyModel['limits']): Promise<OpenSource> {
  const server = await startTestMariaDb('contract')
  const source = await openMysqlSource(limits, server.url)
  return {
    ...source,
    close: async () => {
      await source.close()
      await server.close()
    },
  }
}

const why = whyNoMariaDb
if (why === undefined) {
  describeAdapter('MariaDB', open)
  describePolicy('MariaDB', open, 25)
} else describe('an adapter on MariaDB', () => it.skip(why, () => {}))
