import { readFileSync } from 'node:fs'

export interface ExplorerAsset {
  readonly type: string
  readonly body: Buffer
  /** Content security policy: everything from here, nothing inline, nobody may frame it. */
  readonly policy: string
}

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

const load = (name: string, type: string): ExplorerAsset => ({
  type,
  body: readFileSync(new URL(`./assets/${name}`, import.meta.url)),
  policy: POLICY,
})

const page = load('page.html', 'text/html; charset=utf-8')
const assets: ReadonlyMap<string, ExplorerAsset> = new Map([
  ['/explorer/icon.svg', load('icon.svg', 'image/svg+xml')],
  ['/explorer/style.css', load('style.css', 'text/css; charset=utf-8')],
  ...['main.js', 'words.js', 'examples.js', 'result.js', 'schema.js'].map((name): [string, ExplorerAsset] => [
    `/explorer/${name}`,
    load(name, 'text/javascript; charset=utf-8'),
  ]),
])

/** The page at which a browser explores the graph. Works without the internet. */
export const explorerPage = (): ExplorerAsset => page

/** A style or script of the page; undefined where the path is none. */
export const explorerAsset = (path: string): ExplorerAsset | undefined => assets.get(path)
