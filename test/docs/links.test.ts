import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parse } from 'graphql'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { main } from '../../cli/program.ts'
import { DEMO_PEOPLE } from '../../demo/index.ts'
import { anchorsOf, blocksOf, commandsOf, linksOf, readPages } from './pages.ts'

const root = resolve(import.meta.dirname, '../..')
const pages = readPages()
const blocks = pages.flatMap(blocksOf)

describe('links of the pages', () => {
  const links = pages.flatMap(linksOf)
  const anchors = new Map(pages.map((page) => [page.path, anchorsOf(page)]))

  it('are seen by this test at all', () => {
    expect(pages.length).toBeGreaterThan(15)
    expect(links.length).toBeGreaterThan(100)
  })

  it('lead to files that exist, inside this project', () => {
    expect(links.filter(({ target }) => target.startsWith('..') || !existsSync(join(root, target)))).toEqual([])
  })

  it('lead to headings that exist', () => {
    const lost = links.filter(({ target, anchor }) => anchor !== undefined && !anchors.get(target)?.has(anchor))

    expect(lost).toEqual([])
  })

  it('lead to every page of the documentation from another one', () => {
    const linked = new Set(links.filter(({ page, target }) => page !== target).map(({ target }) => target))

    expect(pages.map(({ path }) => path).filter((path) => path !== 'README.md' && !linked.has(path))).toEqual([])
  })
})

describe('GraphQL on the pages', () => {
  const questions = blocks.filter(({ language }) => language === 'graphql')

  it('is there', () => expect(questions.length).toBeGreaterThan(8))

  it.each(questions)('on $page can be read, and says who asks, and why: $text', ({ text }) => {
    const [, name, purpose] = /^# run as (\S+) for (\S+)\n/.exec(text) ?? []

    expect(() => parse(text)).not.toThrow()
    expect(DEMO_PEOPLE.find((person) => person.name === name)?.purposes).toContain(purpose)
  })
})

describe('commands on the pages', () => {
  const commands = [...new Set(pages.flatMap(commandsOf))]
  afterEach(() => vi.restoreAllMocks())

  /** Help of a command as the program prints it. */
  const helpOf = async (path: readonly string[]): Promise<string> => {
    let help = ''
    vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
      help += String(chunk)
      return true
    })
    await main(['node', 'tip-hub', ...path, '--help'])
    vi.restoreAllMocks()
    return help
  }

  it('are seen by this test at all', () => {
    expect(commands.filter((command) => command.startsWith('npx tip-hub')).length).toBeGreaterThan(5)
    expect(commands.filter((command) => command.startsWith('npm')).length).toBeGreaterThan(3)
  })

  it('of tip-hub exist, with their options', async () => {
    for (const command of commands.filter((text) => text.startsWith('npx tip-hub'))) {
      const words = command.split(/\s+/).slice(2)
      const path = ['demo', 'policy', 'emergency', 'hub'].includes(words[0] ?? '') ? words.slice(0, 2) : words.slice(0, 1)
      const help = await helpOf(path)

      expect(help, command).toMatch(new RegExp(`^Usage: tip-hub ${path.join(' ')}( |$)`, 'm'))
      for (const option of words.filter((word) => word.startsWith('--'))) expect(help, command).toContain(option)
    }
  })

  it('of npm are scripts of this project, with options of the command that they start', async () => {
    const { scripts }: { scripts: Record<string, string> } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
    for (const command of commands.filter((text) => text.startsWith('npm '))) {
      const [, first = '', second = ''] = command.split(/\s+/)
      if (first === 'ci') continue
      expect(Object.keys(scripts), command).toContain(first === 'run' ? second : first)
      const options = (command.startsWith('npm start') ? command.split(' -- ')[1] : undefined)?.match(/--[a-z-]+/g) ?? []
      const help = options.length > 0 ? await helpOf(['demo', 'up']) : ''
      for (const option of options) expect(help, command).toContain(option)
    }
  })

  it('of npx are programs that this project installs, over folders that exist', () => {
    for (const command of commands.filter((text) => text.startsWith('npx ') && !text.startsWith('npx tip-hub'))) {
      const [, program = '', ...rest] = command.split(/\s+/)

      expect(existsSync(join(root, 'node_modules/.bin', program)), command).toBe(true)
      for (const path of rest.filter((word) => /^[a-z]+(\/[a-z]+)*$/.test(word) && !['run', 'check'].includes(word)))
        expect(existsSync(join(root, path)), command).toBe(true)
    }
  })
})

describe('samples of an agency’s folder', () => {
  const samples = blocks.flatMap((block) => {
    const [, file] = /^<!-- from (\S+) -->$/.exec(block.before) ?? []
    return file === undefined ? [] : [{ ...block, file }]
  })
  /** Lines as written, without comments. */
  const linesOf = (text: string) =>
    text
      .split('\n')
      .map((line) => line.replace(/\s+# .*$/, '').trim())
      .filter((line) => line !== '')

  it('are there', () => expect(samples.length).toBeGreaterThan(3))

  it.each(samples)('on $page stand in $file, in that order', ({ text, file }) => {
    const real = linesOf(readFileSync(join(root, file), 'utf8'))
    let at = -1
    for (const line of linesOf(text)) {
      at = real.indexOf(line, at + 1)
      expect(at, line).toBeGreaterThanOrEqual(0)
    }
  })
})
