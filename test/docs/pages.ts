import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { anchor } from '../../docs/pages/markdown.ts'

const root = resolve(import.meta.dirname, '../..')

/** A page of the documentation. */
export interface Page {
  /** From the project's folder, with `/`. */
  readonly path: string
  readonly text: string
}

export interface Block {
  readonly page: string
  readonly language: string
  readonly text: string
  /** The line before the block that is not empty. */
  readonly before: string
}

/** The README, everything in `docs/`, and the other pages at the top. */
export const readPages = (): readonly Page[] =>
  globSync(['*.md', 'docs/**/*.md'], { cwd: root }).map((path) => ({
    path: path.split(sep).join('/'),
    text: readFileSync(join(root, path), 'utf8'),
  }))

/** The fenced blocks of a page. */
export const blocksOf = ({ path, text }: Page): readonly Block[] =>
  [...text.matchAll(/([^\n]*)\n+```(\w*)\n([\s\S]*?)\n```(?=\n|$)/g)].map(([, before = '', language = '', body = '']) => ({
    page: path,
    language,
    text: body,
    before,
  }))

/** A page without its fenced blocks, whose brackets are no links. */
export const proseOf = ({ text }: Page): string => text.replaceAll(/```[\s\S]*?\n```/g, '')

/** Anchors that GitHub gives the headings of a page. */
export const anchorsOf = (page: Page): ReadonlySet<string> =>
  new Set([...proseOf(page).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchor(heading.replaceAll(/[`*]/g, ''))))

export interface Link {
  readonly page: string
  /** From the project's folder; of the page itself for a bare anchor. */
  readonly target: string
  readonly anchor: string | undefined
}

/** Links of a page to places in this project. */
export const linksOf = (page: Page): readonly Link[] =>
  [...proseOf(page).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, href = '']) => href)
    .filter((href) => !/^[a-z]+:/.test(href))
    .map((href) => {
      const [path = '', fragment] = href.split('#')
      const target =
        path === ''
          ? page.path
          : relative(root, resolve(root, dirname(page.path), path))
              .split(sep)
              .join('/')
      return { page: page.path, target, anchor: fragment }
    })

/** Commands that a page tells its reader to type: lines of shell blocks, and code within the text. */
export const commandsOf = (page: Page): readonly string[] => {
  const lines = blocksOf(page)
    .filter(({ language }) => language === 'sh')
    .flatMap(({ text }) => text.split('\n'))
  const inline = [...proseOf(page).matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code)
  return [...lines, ...inline].flatMap((text) => [...text.matchAll(/\b(?:npm|npx) [^)"`]+/g)].map(([command]) => command.trim()))
}
