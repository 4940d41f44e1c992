import type { World } from '../../contract/policy-world.ts'
import { nucOf } from './expected.ts'

type Value = string | number | null
const written = (value: Value): string => (value === null ? 'null' : typeof value === 'number' ? String(value) : `'${value}'`)
const insert = (table: string, columns: readonly string[], rows: readonly (readonly Value[])[]): readonly string[] => [
  `delete from ${table}`,
  ...rows.map((row) => `insert into ${table} (${columns.join(', ')}) values (${row.map(written).join(', ')})`),
]
const NAMES = ['Ana', 'Bui', 'Cesar', 'Dulce', 'Eli', 'Filo']

/** Fills the small source with a world; every case has a number, every victim a name. */
export const statementsFor = (world: World): readonly string[] => [
  ...insert(
    'kazu',
    ['id_kazu', 'no_rejistu', 'status', 'segredu', 'data_rejistu', 'tipu', 'nuc_mp'],
    world.cases.map(({ id, status, secret, registered, kind }) => [id, `R${id}`, status, secret, registered, kind, nucOf(id)]),
  ),
  ...insert(
    'vitima',
    ['id_vitima', 'id_kazu', 'sexu', 'data_moris', 'naran'],
    world.victims.map(({ id, ofCase, sex, born }) => [id, ofCase, sex, born, NAMES[id] ?? null]),
  ),
  ...insert(
    'konsentimentu',
    ['id_vitima', 'ba', 'estadu', 'valida_to'],
    world.consents.map(({ victim, scopes, state, until }) => [victim, scopes, state, until]),
  ),
  ...insert(
    'refere',
    ['id_refere', 'no_rejistu', 'id_vitima', 'husi', 'ba', 'estadu', 'prazu'],
    world.referrals.map(({ id, ofCase, victim, from, to, status, expires }) => [
      id,
      ofCase === null ? null : `R${ofCase}`,
      victim,
      from,
      to,
      status,
      expires,
    ]),
  ),
]
