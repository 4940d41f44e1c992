import SchemaBuilder from '@pothos/core'
import DirectivesPlugin from '@pothos/plugin-directives'
import type { HubContext } from '../context.ts'

interface HubTypes {
  Context: HubContext
  Scalars: {
    Code: { Input: string; Output: string }
    IsoDate: { Input: string; Output: string }
    Nuc: { Input: string; Output: string }
    Money: { Input: string; Output: string }
    ID: { Input: string; Output: string }
  }
  DefaultFieldNullability: true
  Directives: {
    key: { locations: 'OBJECT'; args: { fields: string; resolvable?: boolean } }
    shareable: { locations: 'OBJECT'; args: Record<string, never> }
  }
}

export const createBuilder = () => new SchemaBuilder<HubTypes>({ plugins: [DirectivesPlugin] })
export type HubBuilder = ReturnType<typeof createBuilder>
