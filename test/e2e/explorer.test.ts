import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Purpose } from '../../schema/index.ts'
import { tokenFor } from '../support/ask.ts'
import { startHub, type TestHub } from '../support/start-hub.ts'

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => existsSync(path))
if (!CHROMIUM) console.warn('test/e2e/explorer: skipped, no Chromium is installed here (Debian: apt-get install chromium)')

/** Set to a folder to keep a picture of every step. */
const PICTURES = process.env.TIP_HUB_PICTURES

let hub: TestHub
let browser: Browser
let page: Page
let faults: string[]

describe.skipIf(!CHROMIUM)('the explorer page', () => {
  beforeAll(async () => {
    hub = await startHub()
    browser = await chromium.launch({
      executablePath: CHROMIUM ?? '',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    })
  })
  afterAll(async () => {
    await browser?.close()
    await hub?.close()
  })

  const open = async (options: Parameters<Browser['newPage']>[0] = {}): Promise<void> => {
    page = await browser.newPage({ viewport: { width: 1280, height: 900 }, ...options })
    faults = []
    page.on('pageerror', (error) => faults.push(error.message))
    page.on('console', (message) => message.type() === 'error' && faults.push(message.text()))
    page.on('request', (request) => {
      if (!request.url().startsWith(hub.url)) faults.push(`asks elsewhere: ${request.url()}`)
    })
    await page.goto(`${hub.url}/graphql`)
  }
  const picture = async (name: string): Promise<void> => {
    if (PICTURES === undefined) return
    mkdirSync(PICTURES, { recursive: true })
    await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true })
  }
  const signIn = async (name: string, purpose: Purpose): Promise<void> => {
    await page.getByLabel('Access token').fill(await tokenFor(hub.keys, { as: name, purpose }))
  }
  const status = () => page.locator('#status')
  const askWith = async (query: string): Promise<void> => {
    await page.getByLabel('Query', { exact: true }).fill(query)
    await page.keyboard.press('Control+Enter')
  }
  const QUESTION = '{ cases(filter: { agencies: ["pgr", "pntl"] }, first: 3) { nodes { stage { value } records { __typename } } } }'

  it('asks without a token what is public, and asks nobody but the hub', async () => {
    await open()
    await page.getByRole('button', { name: 'Ask' }).click()

    await expect.poll(() => page.locator('#json').inputValue()).toContain('"code": "pgr"')
    expect(faults).toEqual([])
    await picture('public')
  })

  it('asks with a token from the keyboard alone, and shows which agencies answered', async () => {
    await open()
    await signIn('klatu.analyst', 'OVERSIGHT')
    await askWith(QUESTION)

    await expect.poll(() => status().textContent()).toContain('Complete')
    expect(await page.locator('#json').inputValue()).toContain('PgrCaseRecord')
    expect(await page.locator('#sources').textContent()).toContain('pgr')
    expect(faults).toEqual([])
    await picture('answered')
  })

  it('says who is missing while an agency is down', async () => {
    await hub.adapters.stop('pgr')
    await open()
    await signIn('klatu.analyst', 'OVERSIGHT')
    await askWith(QUESTION)

    await expect.poll(() => status().textContent()).toContain('Incomplete')
    expect(await page.locator('#sources').textContent()).toContain('not available')
    await picture('incomplete')
    await hub.adapters.start('pgr')
  })

  it('shows a refusal with its reason', async () => {
    await open()
    await signIn('partner.app', 'STATISTICS')
    await askWith(QUESTION)

    await expect.poll(() => page.locator('#errors').textContent()).toMatch(/\S/)
    await picture('refused')
  })

  it.each([
    ['pt', 'Perguntar'],
    ['tet', 'Husu'],
  ])('speaks %s, and says so to screen readers', async (language, button) => {
    await open()
    await page.locator('#language').selectOption(language)

    await expect.poll(() => page.locator('html').getAttribute('lang')).toBe(language)
    expect(await page.locator('#run').textContent()).toContain(button)
    await picture(`language-${language}`)
  })

  it('fits a phone, also at night', async () => {
    await open({ viewport: { width: 360, height: 740 }, colorScheme: 'dark' })
    await page.getByRole('button', { name: 'Ask' }).click()
    await expect.poll(() => page.locator('#json').inputValue()).toContain('pgr')

    // In words of the page's own world: this program has no DOM.
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
    await picture('phone-dark')
  })

  it('gives every field of the form a name', async () => {
    await open()
    const unnamed = await page.evaluate(`
      [...document.querySelectorAll('input, select, textarea, button')]
        .filter((element) => !(element.tagName === 'BUTTON' ? element.textContent : element.labels?.length || element.getAttribute('aria-labelledby')))
        .map(({ id }) => id)
    `)

    expect(unnamed).toEqual([])
  })
})
