import { EXAMPLES } from './examples.js'
import { showAgain, showAnswer, showAsking, showProblem } from './result.js'
import { showSchema } from './schema.js'
import { speak, word } from './words.js'

const byId = (id) => document.getElementById(id)

/** Asks the hub. The token goes into the header only, and is kept nowhere. */
async function ask(query, variables) {
  const headers = { 'content-type': 'application/json', accept: 'application/graphql-response+json' }
  const token = byId('token').value.trim()
  if (token) headers.authorization = `Bearer ${token}`
  if (byId('purpose').value) headers['tip-purpose'] = byId('purpose').value
  if (byId('reason').value.trim()) headers['tip-reason'] = byId('reason').value.trim()
  const response = await fetch('/graphql', {
    method: 'POST',
    headers,
    body: JSON.stringify({ query, variables }),
    cache: 'no-store',
    credentials: 'omit',
  })
  return response.json()
}

function readVariables() {
  const text = byId('variables').value.trim()
  if (text === '') return {}
  try {
    const read = JSON.parse(text)
    return typeof read === 'object' && read !== null && !Array.isArray(read) ? read : undefined
  } catch {
    return undefined
  }
}

async function run(event) {
  event.preventDefault()
  const variables = readVariables()
  if (!variables) return showProblem(word('badVariables'))
  const startedAt = performance.now()
  byId('run').disabled = true
  showAsking()
  try {
    showAnswer(await ask(byId('query').value, variables), performance.now() - startedAt)
  } catch {
    showProblem(word('unreachable'))
  } finally {
    byId('run').disabled = false
  }
}

function fillExamples() {
  const menu = byId('example')
  const chosen = menu.value
  const none = new Option(word('chooseExample'), '')
  menu.replaceChildren(none, ...EXAMPLES.map(({ title }, index) => new Option(title[byId('language').value] ?? title.en, String(index))))
  menu.value = chosen
}

function take(example) {
  if (!example) return
  byId('query').value = example.query
  byId('variables').value = example.variables ? JSON.stringify(example.variables, null, 2) : ''
  byId('purpose').value = example.purpose ?? ''
}

byId('ask').addEventListener('submit', run)
byId('query').addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) byId('ask').requestSubmit()
})
byId('example').addEventListener('change', () => take(EXAMPLES[Number(byId('example').value)]))
byId('language').addEventListener('change', () => {
  speak(byId('language').value)
  fillExamples()
  showAgain()
})
byId('load-schema').addEventListener('click', () =>
  showSchema(ask).catch(() => {
    byId('schema-status').textContent = word('unreachable')
  }),
)

const preferred = navigator.language.slice(0, 3).toLowerCase()
byId('language').value = preferred.startsWith('pt') ? 'pt' : preferred === 'tet' ? 'tet' : 'en'
speak(byId('language').value)
fillExamples()
take(EXAMPLES[0])
