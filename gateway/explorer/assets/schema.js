import { word } from './words.js'

const QUERY = `{ __schema { queryType { name } types { kind name description
  fields { name description type { ...T } args { name type { ...T } } } enumValues { name description } inputFields { name description type { ...T } } } } }
fragment T on __Type { kind name ofType { kind name ofType { kind name ofType { kind name } } } }`

const written = (type) => {
  if (type.kind === 'NON_NULL') return `${written(type.ofType)}!`
  if (type.kind === 'LIST') return `[${written(type.ofType)}]`
  return type.name
}

const line = ({ name, description, type, args }) => {
  const title = document.createElement('dt')
  const given = args?.length ? `(${args.map((arg) => `${arg.name}: ${written(arg.type)}`).join(', ')})` : ''
  title.textContent = `${name}${given}${type ? `: ${written(type)}` : ''}`
  const text = document.createElement('dd')
  text.textContent = description ?? ''
  return [title, text]
}

const block = (type, isOpen) => {
  const details = document.createElement('details')
  details.open = isOpen
  const summary = document.createElement('summary')
  summary.textContent = type.name
  const about = document.createElement('p')
  about.textContent = type.description ?? ''
  const list = document.createElement('dl')
  list.append(...(type.fields ?? type.inputFields ?? type.enumValues ?? []).flatMap(line))
  details.append(summary, about, list)
  return details
}

/** Loads the schema as this person may see it, and shows it with a filter. */
export async function showSchema(ask) {
  const status = document.getElementById('schema-status')
  status.textContent = word('loading')
  const { data, errors } = await ask(QUERY, {})
  if (!data) {
    status.textContent = errors?.[0]?.message ?? word('refused')
    return
  }
  const { types, queryType } = data.__schema
  const shown = types
    .filter(({ name, kind }) => !name.startsWith('__') && kind !== 'SCALAR')
    .sort((a, b) => Number(b.name === queryType.name) - Number(a.name === queryType.name) || a.name.localeCompare(b.name))
  const filter = document.getElementById('schema-filter')
  document.getElementById('schema-filter-label').hidden = false
  const draw = () => {
    const wanted = filter.value.trim().toLowerCase()
    const matching = shown.filter(
      ({ name, fields }) =>
        wanted === '' || name.toLowerCase().includes(wanted) || fields?.some((field) => field.name.toLowerCase().includes(wanted)),
    )
    document.getElementById('types').replaceChildren(...matching.map((type) => block(type, type.name === queryType.name && wanted === '')))
    status.textContent = `${matching.length} ${word('shown')}`
  }
  filter.oninput = draw
  draw()
}
