import { conditionInWords, emergencyInWords, type MatrixCell, POLICY_WORDS, type PolicyLanguage } from '../../schema/index.ts'
import type { AgencyTable } from './columns.ts'
import { officesOf, rulesOf } from './columns.ts'
import { PAGE_WORDS } from './page-words.ts'

/** The matrix for a terminal: one table per agency, recipients as lettered columns. */
export const matrixText = (tables: readonly AgencyTable[], language: PolicyLanguage): string =>
  [...tables.map((table) => tableText(table, language)), legend(language)].join('\n\n')

function tableText({ model, rows, columns }: AgencyTable, language: PolicyLanguage): string {
  const words = PAGE_WORDS[language]
  const letters = columns.map((_, index) => letterOf(index))
  const heads = columns.map((column, index) => {
    const purpose = column.recipients[0]?.purpose ?? ''
    return `  ${letters[index]}  ${officesOf(column, words.anyRole).join('; ')} (${purpose})`
  })
  const width = Math.max(...rows.map(({ name }) => name.length), 10)
  const cell = (text: string): string => text.padEnd(10)
  const lines = rows.map(({ name, class: sensitivity }, index) =>
    [name.padEnd(width), (sensitivity ?? '').toString().padEnd(5), ...columns.map(({ cells }) => cell(shortText(cells[index])))]
      .join(' ')
      .trimEnd(),
  )
  const used = new Set(columns.flatMap(({ cells }) => cells.flatMap(rulesOf)))
  const rules = model.policy.rules
    .filter(({ id, effect }) => used.has(id) || effect === 'forbid')
    .map(({ id, effect, when, because, emergency }) => {
      const condition = when.op === 'true' ? '' : ` ${conditionInWords(when, model.vocabulary, language)}.`
      const urgent = emergency ? ` ${emergencyInWords(emergency, language)}.` : ''
      return `  ${id}${effect === 'forbid' ? ` (${words.forbid})` : ''}:${urgent}${condition} ${because}`
    })
  return [
    `${model.agency} · ${model.name[language] ?? model.name.pt} · ${words.policyVersion} ${model.policy.version}`,
    ...heads,
    '',
    [words.field.padEnd(width), words.class.slice(0, 5).padEnd(5), ...letters.map(cell)].join(' ').trimEnd(),
    ...lines,
    '',
    ...rules,
  ].join('\n')
}

/** What stands in a cell of the terminal: the form, `?` where it depends on the row, `!` where an emergency opens more, `·` where nothing is shown. */
function shortText(cell: MatrixCell | undefined): string {
  const [best] = cell?.forms ?? []
  const [urgent] = cell?.emergency ?? []
  if (!cell || !best) return urgent ? `${urgent.as ?? 'full'}!` : '·'
  const mark = cell.effect === 'conditional' ? '?' : best.isSure ? '' : '+'
  return `${best.as ?? 'full'}${mark}${urgent ? '!' : ''}`
}

const letterOf = (index: number): string => String.fromCodePoint(65 + (index % 26)) + (index < 26 ? '' : String(Math.floor(index / 26)))

function legend(language: PolicyLanguage): string {
  const { effects, note } = POLICY_WORDS[language]
  const { inFull, orCoarser, urgent } = PAGE_WORDS[language]
  return [
    `full ${inFull} · ? ${effects.conditional} · + ${orCoarser} · ! ${urgent} · "·" ${effects.withheld}`,
    ...(note === '' ? [] : [note]),
  ].join('\n')
}
