import type { AgencyCode } from '../codes.ts'
import type { WorldBlock } from '../matter.ts'
import { type AgencyHoldings, Ledger } from './held.ts'
import { pgrHoldings } from './pgr.ts'
import { pntlHoldings } from './pntl.ts'

const HOLDINGS: Readonly<Partial<Record<AgencyCode, (block: WorldBlock) => AgencyHoldings>>> = { pntl: pntlHoldings, pgr: pgrHoldings }

/** What one institution holds of a block: its own view of the truth, mistakes included. */
export const holdingsOf = (block: WorldBlock, agency: AgencyCode): AgencyHoldings =>
  HOLDINGS[agency]?.(block) ?? new Ledger(agency, block.index, block.seed).holdings()
