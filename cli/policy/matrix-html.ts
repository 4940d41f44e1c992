import {
  conditionInWords,
  type Effect,
  emergencyInWords,
  label,
  type MatrixCell,
  POLICY_WORDS,
  type PolicyLanguage,
} from '../../schema/index.ts'
import { type AgencyTable, type Column, officesOf, rulesOf } from './columns.ts'
import { MATRIX_STYLE } from './matrix-style.ts'
import { PAGE_WORDS } from './page-words.ts'

const SYMBOLS: Readonly<Record<Effect, string>> = { permitted: '●', conditional: '◐', withheld: '–' }

const URGENT = '!'

/** The matrix as one page for screen and paper: no script, nothing from elsewhere, meaning never by colour alone. */
export function matrixHtml(tables: readonly AgencyTable[], language: PolicyLanguage, day: string): string {
  const words = PAGE_WORDS[language]
  const { note, effects, transforms } = POLICY_WORDS[language]
  const meanings = [
    [SYMBOLS.permitted, effects.permitted],
    [SYMBOLS.conditional, effects.conditional],
    [SYMBOLS.withheld, effects.withheld],
    [URGENT, words.urgent],
    ...Object.entries(transforms),
  ].map(([mark = '', meaning = '']) => `<div><dt>${safe(mark)}</dt><dd>${safe(meaning)}</dd></div>`)
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>${safe(words.title)} – TIP Hub</title>
<style>${MATRIX_STYLE}</style>
</head>
<body>
<header>
<h1>${safe(words.title)}</h1>
<p>${safe(words.intro)} ${safe(words.onDay)} ${safe(day)}.</p>
${note === '' ? '' : `<p class="note">${safe(note)}</p>`}
<h2 class="small">${safe(words.legend)}</h2>
<dl>${meanings.join('')}</dl>
</header>
<main>
${tables.map((table) => section(table, language)).join('\n')}
</main>
</body>
</html>
`
}

function section(table: AgencyTable, language: PolicyLanguage): string {
  const { model, columns } = table
  const words = PAGE_WORDS[language]
  const name = model.name[language] ?? model.name.pt
  return `<section>
<h2>${safe(name)} <small>${safe(model.agency)}, ${safe(words.policyVersion)} ${model.policy.version}</small></h2>
${columns.length === 0 ? `<p>${safe(words.nobody)}</p>` : `${matrixTable(table, language)}\n<p>${safe(words.others)}</p>\n${ruleTable(table, language)}`}
</section>`
}

function matrixTable({ model, rows, columns }: AgencyTable, language: PolicyLanguage): string {
  const words = PAGE_WORDS[language]
  const head = columns.map((column) => `<th scope="col">${columnHead(column, language)}</th>`).join('')
  const body = rows.map(({ name, class: sensitivity }, index) => {
    const cells = columns.map(({ cells }) => cellOf(cells[index], language)).join('')
    return `<tr><th scope="row">${breakable(name)}</th><td class="class">${sensitivity ?? ''}</td>${cells}</tr>`
  })
  return `<table class="matrix">
<caption>${safe(words.title)}: ${safe(model.agency)}</caption>
<thead><tr><th scope="col">${safe(words.field)}</th><th scope="col">${safe(words.class)}</th>${head}</tr></thead>
<tbody>
${body.join('\n')}
</tbody>
</table>`
}

function columnHead(column: Column, language: PolicyLanguage): string {
  const purpose = column.recipients[0]?.purpose ?? ''
  const offices = officesOf(column, PAGE_WORDS[language].anyRole).map((office) => `<span>${safe(office)}</span>`)
  return `${offices.join('')}<em>${safe(label('purpose', purpose, language) ?? purpose)}</em>`
}

function cellOf(cell: MatrixCell | undefined, language: PolicyLanguage): string {
  const words = POLICY_WORDS[language]
  const urgent = cell ? urgentOf(cell, language) : ''
  if (!cell || cell.effect === 'withheld')
    return `<td class="withheld"><span aria-hidden="true">${SYMBOLS.withheld}</span><span class="spoken">${safe(words.effects.withheld)}</span>${urgent}</td>`
  const forms = cell.forms.map(({ as }) => as ?? PAGE_WORDS[language].inFull).filter((form, index, all) => all.indexOf(form) === index)
  return `<td class="${cell.effect}"><span aria-hidden="true">${SYMBOLS[cell.effect]}</span><span class="spoken">${safe(words.effects[cell.effect])}:</span> ${safe(forms.join(' / '))}<small>${safe(cell.rules.join(', '))}</small>${urgent}</td>`
}

/** What an emergency opens besides, with its rules. */
function urgentOf({ emergency }: MatrixCell, language: PolicyLanguage): string {
  if (emergency.length === 0) return ''
  const words = PAGE_WORDS[language]
  const forms = [...new Set(emergency.map(({ as }) => as ?? words.inFull))].join(' / ')
  const rules = [...new Set(emergency.map(({ rule }) => rule))].join(', ')
  return ` <strong aria-hidden="true">${URGENT}</strong><span class="spoken">${safe(words.urgent)}:</span> ${safe(forms)}<small>${safe(rules)}</small>`
}

function ruleTable({ model, columns }: AgencyTable, language: PolicyLanguage): string {
  const words = PAGE_WORDS[language]
  const used = new Set(columns.flatMap(({ cells }) => cells.flatMap(rulesOf)))
  const rows = model.policy.rules
    .filter(({ id, effect }) => used.has(id) || effect === 'forbid')
    .map(({ id, effect, when, because, emergency }) => {
      const condition = when.op === 'true' ? POLICY_WORDS[language].always : conditionInWords(when, model.vocabulary, language)
      const urgent = emergency ? `${emergencyInWords(emergency, language)}; ` : ''
      const mark = effect === 'forbid' ? ` <strong>${safe(words.forbid)}</strong>` : ''
      return `<tr><th scope="row">${safe(id)}${mark}</th><td>${safe(urgent)}${safe(condition)}</td><td>${safe(because)}</td></tr>`
    })
  return `<table class="rules">
<caption>${safe(words.rules)}: ${safe(model.agency)}</caption>
<thead><tr><th scope="col">${safe(words.rule)}</th><th scope="col">${safe(words.condition)}</th><th scope="col">${safe(words.reason)}</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>`
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const safe = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => ESCAPES[sign] ?? '')
/** A long name may go on after its dot. */
const breakable = (name: string): string => safe(name).replace('.', '.<wbr>')
