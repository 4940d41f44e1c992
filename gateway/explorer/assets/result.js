import { word } from './words.js'

const element = (name, text, className) => {
  const made = document.createElement(name)
  if (text !== undefined) made.textContent = text
  if (className) made.className = className
  return made
}
const byId = (id) => document.getElementById(id)

let shown

/** Shows the last answer again, in the language that the page has now. */
export function showAgain() {
  if (shown) shown()
}

/** Shows that something is on its way, and clears what was shown before. */
export function showAsking() {
  shown = undefined
  byId('status').textContent = word('asking')
  for (const id of ['errors', 'sources', 'json']) byId(id).hidden = true
}

/** Shows something that kept the question from being asked. */
export function showProblem(text) {
  byId('status').textContent = text
}

/** Shows an answer: whether it is whole, what went wrong, who answered, and the data. */
export function showAnswer(answer, durationMs) {
  shown = () => showAnswer(answer, durationMs)
  const { data, errors = [], extensions = {} } = answer
  const took = `${Math.round(durationMs)} ${word('milliseconds')}`
  const how =
    data === undefined || data === null
      ? word('refused')
      : extensions.complete === undefined
        ? word('answered')
        : word(extensions.complete ? 'complete' : 'incomplete')
  byId('status').textContent = `${how} (${took})`

  const list = byId('errors')
  list.replaceChildren(
    ...errors.map(({ message, path, extensions: { code, remedy } = {} }) => {
      const item = element('li')
      item.append(
        element('span', code ?? '', 'bad'),
        ` ${message}${path ? ` (${path.join('.')})` : ''}`,
        ...(remedy ? [element('br'), remedy] : []),
      )
      return item
    }),
  )
  list.hidden = errors.length === 0

  const sources = byId('sources')
  sources.replaceChildren(...(extensions.sources ? [sourcesTable(extensions.sources)] : []))
  sources.hidden = !extensions.sources

  const json = byId('json')
  json.value = JSON.stringify(data === undefined ? answer : data, null, 2)
  json.hidden = false
}

function sourcesTable(sources) {
  const table = element('table')
  const head = element('tr')
  for (const key of ['agency', 'status', 'asOf']) {
    const cell = element('th', word(key))
    cell.scope = 'col'
    head.append(cell)
  }
  const rows = sources.map(({ agency, status, asOf }) => {
    const row = element('tr')
    const name = element('th', agency)
    name.scope = 'row'
    row.append(
      name,
      element('td', `${word(status)} (${status})`, status === 'OK' ? 'good' : status === 'NOT_ASKED' ? '' : 'bad'),
      element('td', asOf ?? ''),
    )
    return row
  })
  table.append(element('caption', word('sources')), head, ...rows)
  return table
}
