/**
 * Prints the answer to question 1 as a table and checks it: `node examples/questions/check-first.ts ANSWER complete|without-pgr`.
 *
 * `complete`: every figure is the published one and every agency that was asked answered. `without-pgr`: the prosecution is named as not
 * answering, nothing of it is counted, and the commission's figures are there. Ends with 1 where that is not so.
 */
import { type Figures, FirstAnswer, figuresOf, PUBLISHED, wrongFigures } from './first-answer.ts'

const [text = '', mode = 'complete'] = process.argv.slice(2)
const problems = mode === 'complete' || mode === 'without-pgr' ? check(text, mode === 'complete') : ['say complete or without-pgr']
for (const problem of problems) console.error(`✗ ${problem}`)
if (problems.length > 0) process.exitCode = 1

function check(answer: string, isWhole: boolean): readonly string[] {
  const parsed = FirstAnswer.safeParse(readJson(answer))
  if (!parsed.success) return ['this is no answer to question 1']
  const { data, extensions } = parsed.data
  const figures = figuresOf(parsed.data)
  const statusOf = (agency: string): string => extensions.sources.find((source) => source.agency === agency)?.status ?? 'not named'
  print(figures, isWhole, `PGR ${statusOf('pgr')}, KLATU ${statusOf('klatu')}, complete: ${extensions.complete}`)

  const counted = isWhole ? wrongFigures(figures) : wrongFigures(figures).filter((label) => !isOfPgr(label))
  const differing = counted.map((label) => `${label}: ${figures[label]} instead of ${PUBLISHED[label]}`)
  const more = [data.cases, data.reportedTotals].some((list) => list?.pageInfo.hasNextPage) ? ['a list goes on behind its first page'] : []
  if (isWhole) return [...differing, ...more, ...(extensions.complete ? [] : ['the answer says that it is not complete'])]
  return [
    ...differing,
    ...more,
    ...(statusOf('pgr') === 'UNAVAILABLE' ? [] : [`PGR is ${statusOf('pgr')}, not UNAVAILABLE`]),
    ...(extensions.complete ? ['the answer says that it is complete'] : []),
    ...(figures['PGR cases'] === 0 ? [] : ['cases of PGR are shown although it does not answer']),
  ]
}

function isOfPgr(label: string): boolean {
  return label.startsWith('PGR ')
}

function print(figures: Figures, isWhole: boolean, sources: string): void {
  for (const [label, figure] of Object.entries(figures))
    if (isWhole || !isOfPgr(label)) console.log(`${label.padEnd(32)}${String(figure).padStart(5)}   published ${PUBLISHED[label]}`)
  console.log(sources)
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
