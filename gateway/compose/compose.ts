import { composeServices } from '@theguild/federation-composition'
import { parse } from 'graphql'

export interface SubgraphSdl {
  readonly name: string
  readonly sdl: string
}

export type Composition = { readonly supergraphSdl: string } | { readonly errors: readonly string[] }

/**
 * Composes subgraphs into a supergraph. Pure and deterministic: the order of the input does not matter.
 * Addresses stay out of it: the supergraph goes into plans and snapshots, and whom to call is the registry's matter.
 */
export function compose(subgraphs: readonly SubgraphSdl[]): Composition {
  try {
    const services = subgraphs
      .toSorted((a, b) => (a.name < b.name ? -1 : 1))
      .map(({ name, sdl }) => ({ name, typeDefs: parse(sdl, { noLocation: true }) }))
    const result = composeServices(services)
    if (result.errors) return { errors: result.errors.map(({ message }) => message) }
    return { supergraphSdl: result.supergraphSdl }
  } catch (error) {
    return { errors: [error instanceof Error ? error.message : 'the composition failed without a reason'] }
  }
}
