import { type ASTNode, type DocumentNode, Kind, type OperationDefinitionNode } from 'graphql'
import type { ShelfMap } from './shelf.ts'

/** Of a document without places, by character of its text. Seen in heap snapshots; see bench/README.md. */
const BYTES_PER_CHARACTER = 20
const BYTES_OF_ANY = 500

/**
 * Keeps the documents that Apollo Server has read and found valid, without the places of their nodes: only what is refused tells those, and they take
 * twice what the rest does.
 */
export class DocumentStore {
  readonly #kept: () => ShelfMap<string, DocumentNode>
  readonly #leanOf = new WeakMap<DocumentNode, DocumentNode>()

  /** @param kept where those of the schema that is served now are kept */
  constructor(kept: () => ShelfMap<string, DocumentNode>) {
    this.#kept = kept
  }

  async get(key: string): Promise<DocumentNode | undefined> {
    return this.#kept().get(key)
  }

  /** Apollo Server goes on at once with the document that it hands in. */
  async set(key: string, document: DocumentNode): Promise<void> {
    const lean = withoutPlaces(document)
    this.#leanOf.set(document, lean)
    this.#kept().set(key, lean, key.length + BYTES_OF_ANY + (document.loc?.end ?? 0) * BYTES_PER_CHARACTER)
  }

  async delete(key: string): Promise<void> {
    this.#kept().delete(key)
  }

  /** What is kept of a document that Apollo Server has just read; the rest of it shall go with the request. */
  lean(
    document: DocumentNode,
    operation: OperationDefinitionNode,
  ): { readonly document: DocumentNode; readonly operation: OperationDefinitionNode } {
    const lean = this.#leanOf.get(document)
    const same = lean?.definitions[document.definitions.indexOf(operation)]
    return lean && same?.kind === Kind.OPERATION_DEFINITION ? { document: lean, operation: same } : { document, operation }
  }
}

/** Lists that a node may do without where they are empty. */
const OPTIONAL: ReadonlySet<string> = new Set(['arguments', 'directives', 'variableDefinitions'])

/** How deep it goes is bounded by the limits on depth, which are looked at before. */
function withoutPlaces<Node extends ASTNode>(node: Node): Node {
  const copy: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(node)) {
    if (key === 'loc' || value === undefined || (OPTIONAL.has(key) && Array.isArray(value) && value.length === 0)) continue
    copy[key] = Array.isArray(value) ? value.map(memberOf) : memberOf(value)
  }
  return copy as unknown as Node // every member but those that are optional
}

const memberOf = (value: unknown): unknown => (isNode(value) ? withoutPlaces(value) : value)

const isNode = (value: unknown): value is ASTNode => typeof value === 'object' && value !== null && 'kind' in value
