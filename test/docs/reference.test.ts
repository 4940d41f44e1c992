import { describe, expect, it } from 'vitest'
import { referencePages, stalePages } from '../../docs/generate.ts'
import { anchor } from '../../docs/pages/markdown.ts'

describe('the reference pages', () => {
  it('say what the schema says; otherwise run `node docs/generate.ts`', async () => {
    expect(await stalePages()).toEqual([])
  })

  it('link only to headings that exist', () => {
    const pages = referencePages()
    const headings = new Map(
      [...pages].map(([path, text]) => [path, new Set([...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchor(heading)))]),
    )
    const links = [...pages].flatMap(([path, text]) =>
      [...text.matchAll(/\]\(([\w-]+\.md)?#([^)]+)\)/g)].map(([, file, target = '']) => ({
        path: file ? `reference/${file}` : path,
        target,
      })),
    )

    expect(links.length).toBeGreaterThan(50)
    expect(links.filter(({ path, target }) => !headings.get(path)?.has(target))).toEqual([])
  })

  it('have as many cells in every row of a table as in its head', () => {
    for (const text of referencePages().values()) {
      const tables = text.split('\n\n').filter((part) => part.startsWith('|'))
      expect(tables.length).toBeGreaterThan(0)
      for (const rows of tables) {
        const widths = rows
          .trimEnd()
          .split('\n')
          .map((row) => row.replaceAll('\\|', '').split('|').length)
        expect(new Set(widths).size).toBe(1)
      }
    }
  })
})
