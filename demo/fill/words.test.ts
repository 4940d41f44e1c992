import { readdir } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import type { Words } from '../world/index.ts'
import { INSTITUTIONS } from './institutions.ts'

const AGENCIES = new URL('../../subgraphs/agencies/', import.meta.url)

describe('the words of the institutions', () => {
  it.each(INSTITUTIONS.map(({ code }) => code))(
    'mean one shared code each at %s, so that a code file can turn them round',
    async (code) => {
      const folder = new URL(`${code}/database/`, AGENCIES)
      expect(await readdir(folder)).toContain('words.ts')
      const lists: Record<string, unknown> = await import(new URL('words.ts', folder).href)

      for (const [name, list] of Object.entries(lists).filter((entry): entry is [string, Words] => isWords(entry[1]))) {
        const meanings = Object.entries(list).flatMap(([shared, words]) => [...new Set(words)].map((word) => [word, shared] as const))
        expect(new Set(meanings.map(([word]) => word)).size, `${code} ${name}`).toBe(meanings.length)
      }
    },
  )
})

const isWords = (value: unknown): value is Words => typeof value === 'object' && value !== null && Object.values(value).every(Array.isArray)
