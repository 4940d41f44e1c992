import { describe, it } from 'vitest'
import { whyNoMariaDb } from '../support/mariadb.ts'
import { openSlowMariaDb } from './databases.ts'
import { describeHarm } from './harm.contract.ts'

const why = whyNoMariaDb
if (why === undefined) describeHarm('MariaDB', 'mysql', openSlowMariaDb)
else describe('the MariaDB of an agency, asked by many at once', () => it.skip(why, () => {}))
