import type { AgencyCode } from '../codes.ts'
import type { WorldBlock } from '../matter.ts'
import { alfelaHoldings } from './alfela.ts'
import { courtsHoldings } from './courts.ts'
import { fokupersHoldings } from './fokupers.ts'
import type { AgencyHoldings } from './held.ts'
import { jsmpHoldings } from './jsmp.ts'
import { klatuHoldings } from './klatu.ts'
import { migrationHoldings } from './migration.ts'
import { mnecHoldings } from './mnec.ts'
import { mssiHoldings } from './mssi.ts'
import { mssiAdultsHoldings } from './mssi-adults.ts'
import { pcicHoldings } from './pcic.ts'
import { pgrHoldings } from './pgr.ts'
import { pntlHoldings } from './pntl.ts'
import { pradetHoldings } from './pradet.ts'

const HOLDINGS: Readonly<Record<AgencyCode, (block: WorldBlock) => AgencyHoldings>> = {
  pntl: pntlHoldings,
  pcic: pcicHoldings,
  pgr: pgrHoldings,
  courts: courtsHoldings,
  mssi: mssiHoldings,
  'mssi-adults': mssiAdultsHoldings,
  migration: migrationHoldings,
  mnec: mnecHoldings,
  alfela: alfelaHoldings,
  fokupers: fokupersHoldings,
  jsmp: jsmpHoldings,
  pradet: pradetHoldings,
  klatu: klatuHoldings,
}

/** What one institution holds of a block: its own view of the truth, mistakes included. */
export const holdingsOf = (block: WorldBlock, agency: AgencyCode): AgencyHoldings => HOLDINGS[agency](block)
