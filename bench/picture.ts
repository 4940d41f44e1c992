import { readFile, writeFile } from 'node:fs/promises'
import { basename } from 'node:path'

// A picture of where CPU time goes: `node bench/picture.ts FILE.cpuprofile OUT.svg [SECONDS-TO-SKIP]`. Widths are shares of time, the callers on top.

interface ProfileNode {
  readonly id: number
  readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number }
  readonly children?: readonly number[]
}
interface Profile {
  readonly nodes: readonly ProfileNode[]
  readonly samples: readonly number[]
  readonly timeDeltas: readonly number[]
}
interface Frame {
  readonly name: string
  timeUs: number
  readonly children: Map<string, Frame>
}

const WIDTH = 1_200
const ROW = 17
/** Narrower frames are left out. */
const NARROWEST = 2
const DEEPEST = 40
const NOT_WORK: ReadonlySet<string> = new Set(['(idle)', '(program)'])

const [input, output, skipped = '0'] = process.argv.slice(2)
if (input === undefined || output === undefined) {
  console.error('usage: node bench/picture.ts FILE.cpuprofile OUT.svg [SECONDS-TO-SKIP]')
  process.exit(2)
}
const profile = JSON.parse(await readFile(input, 'utf8')) as Profile // what Node writes
await writeFile(output, draw(merge(profile, Number(skipped) * 1e6)))

/** Equal stacks as one, whatever line of a function they were at. */
function merge({ nodes, samples, timeDeltas }: Profile, skipUs: number): Frame {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const parentOf = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)))
  const root: Frame = { name: 'all', timeUs: 0, children: new Map() }
  let at = 0
  for (const [index, id] of samples.entries()) {
    const timeUs = timeDeltas[index] ?? 0
    at += timeUs
    if (at < skipUs || NOT_WORK.has(byId.get(id)?.callFrame.functionName ?? '')) continue
    const stack: string[] = []
    for (let node: number | undefined = id; node !== undefined; node = parentOf.get(node)) stack.unshift(nameOf(byId.get(node)))
    let frame = root
    frame.timeUs += timeUs
    for (const name of stack.slice(1)) {
      const child: Frame = frame.children.get(name) ?? { name, timeUs: 0, children: new Map() }
      frame.children.set(name, child)
      child.timeUs += timeUs
      frame = child
    }
  }
  return root
}

function nameOf(node: ProfileNode | undefined): string {
  const { functionName = '', url = '' } = node?.callFrame ?? {}
  const [, name] = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url) ?? []
  const where = name ?? (url.startsWith('node:') ? url : basename(url))
  return `${functionName || '(anonymous)'}${where === '' ? '' : ` ${where}`}`
}

function draw(root: Frame): string {
  const boxes: string[] = []
  let deepest = 0
  const place = (frame: Frame, x: number, depth: number): void => {
    const width = (frame.timeUs / root.timeUs) * WIDTH
    if (width < NARROWEST || depth > DEEPEST) return
    deepest = Math.max(deepest, depth)
    const label = frame.name.slice(0, Math.floor(width / 6.2))
    const share = `${((frame.timeUs / root.timeUs) * 100).toFixed(1)} %`
    boxes.push(
      `<g><title>${escaped(`${frame.name}: ${share}`)}</title><rect x="${x.toFixed(1)}" y="${depth * ROW}" width="${(width - 0.5).toFixed(1)}" height="${ROW - 1}" fill="${colourOf(frame.name)}"/>` +
        `${label.length > 3 ? `<text x="${(x + 3).toFixed(1)}" y="${depth * ROW + 12}">${escaped(label)}</text>` : ''}</g>`,
    )
    let next = x
    for (const child of [...frame.children.values()].toSorted((a, b) => b.timeUs - a.timeUs)) {
      place(child, next, depth + 1)
      next += (child.timeUs / root.timeUs) * WIDTH
    }
  }
  place(root, 0, 0)
  const height = (deepest + 1) * ROW
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" font-family="monospace" font-size="10" role="img" aria-label="CPU time by function">\n<title>CPU time by function, callers on top</title>\n${boxes.join('\n')}\n</svg>\n`
}

/** Ours, Node's, packages' and the engine's own, told apart. */
function colourOf(name: string): string {
  if (name.includes('.ts')) return '#f2b36b'
  if (name.includes('node:')) return '#9fc5e8'
  return name.startsWith('(') ? '#d9d9d9' : '#b6d7a8'
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)
}
