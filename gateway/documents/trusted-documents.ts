import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { GraphQLError, stripIgnoredCharacters } from 'graphql'
import { HubError } from '../../schema/index.ts'
import type { TrustedDocumentSettings } from './settings.ts'

/** What of a request names a document. */
export interface NamedDocument {
  readonly query: string | undefined
  /** SHA-256 of the text, 64 hexadecimal digits. */
  readonly documentHash: string | undefined
}

export interface TrustedDocuments {
  /**
   * @param roles of who asks; none: nobody signed in
   * @returns the text to answer
   * @throws {HubError} DOCUMENT_NOT_TRUSTED, REQUEST_INVALID
   */
  resolve(named: NamedDocument, roles: readonly string[]): string
}

/**
 * Reads the documents that were agreed beforehand.
 *
 * @throws {HubError} CONFIG_INVALID where the folder cannot be read or a file holds no GraphQL
 */
export async function readTrustedDocuments({ folder, roles }: TrustedDocumentSettings): Promise<TrustedDocuments> {
  const texts = folder === undefined ? [] : await readFolder(folder)
  const byHash = new Map(texts.map((text) => [sha256(text), text]))
  // White space and comments ask nothing: a document is the same with others.
  const byMeaning = new Map(texts.map((text) => [sha256(withoutIgnored(text) ?? text), text]))
  const bound = new Set(roles)

  return {
    resolve({ query, documentHash }, askedBy) {
      const named = documentHash === undefined ? undefined : byHash.get(documentHash)
      // Two documents in one request: whoever reads the log must not see another one than was answered.
      if (documentHash !== undefined && query !== undefined && sha256(query) !== documentHash) throw new HubError('REQUEST_INVALID')
      if (named !== undefined) return named
      if (!askedBy.some((role) => bound.has(role))) {
        if (query === undefined) throw new HubError(documentHash === undefined ? 'REQUEST_INVALID' : 'DOCUMENT_NOT_TRUSTED')
        return query
      }
      const meaning = query === undefined ? undefined : withoutIgnored(query)
      const known = meaning === undefined ? undefined : byMeaning.get(sha256(meaning))
      if (known === undefined) throw new HubError('DOCUMENT_NOT_TRUSTED')
      return known
    },
  }
}

async function readFolder(folder: string): Promise<readonly string[]> {
  const fail = (problems: string, cause?: unknown) => new HubError('CONFIG_INVALID', { where: 'gateway settings', problems }, { cause })
  const names = await readdir(folder).catch((cause: unknown) => {
    throw fail('trustedDocuments.folder: it cannot be read', cause)
  })
  const files = names.filter((name) => name.endsWith('.graphql')).sort()
  return Promise.all(
    files.map(async (name) => {
      const text = await readFile(join(folder, name), 'utf8').catch((cause: unknown) => {
        throw fail(`trustedDocuments: ${name} cannot be read`, cause)
      })
      if (withoutIgnored(text) === undefined) throw fail(`trustedDocuments: ${name} is no GraphQL document`)
      return text
    }),
  )
}

/** @returns undefined for what no reader of GraphQL can take apart */
function withoutIgnored(text: string): string | undefined {
  try {
    return stripIgnoredCharacters(text)
  } catch (error) {
    if (error instanceof GraphQLError) return undefined
    throw error
  }
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
