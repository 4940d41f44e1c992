import SchemaBuilder from '@pothos/core'
import DirectivesPlugin from '@pothos/plugin-directives'
import type { IdDocument, PersonName } from '../../../adapters/index.ts'
import type { FieldGapReason } from '../../../schema/index.ts'
import type { RequestContext } from '../resolve/context.ts'

export interface FieldGap {
  readonly field: string
  readonly reason: FieldGapReason
}

interface SubgraphTypes {
  Context: RequestContext
  Scalars: {
    Code: { Input: string; Output: string }
    IsoDate: { Input: string; Output: string }
    Nuc: { Input: string; Output: string }
    Money: { Input: string; Output: string }
  }
  Objects: { PersonName: PersonName; IdDocument: IdDocument; FieldGap: FieldGap }
  DefaultFieldNullability: true
  Directives: {
    key: { locations: 'OBJECT'; args: { fields: string } }
    shareable: { locations: 'OBJECT'; args: Record<string, never> }
  }
}

export const createBuilder = () => new SchemaBuilder<SubgraphTypes>({ plugins: [DirectivesPlugin] })
export type SubgraphBuilder = ReturnType<typeof createBuilder>
