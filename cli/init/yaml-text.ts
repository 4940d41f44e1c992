import { Document, isCollection } from 'yaml'

/** A value as one line of YAML, whatever names it holds: quoted where they need it. */
export const inline = (value: unknown): string => {
  const document = new Document(value, { aliasDuplicateObjects: false })
  const { contents } = document
  if (isCollection(contents)) contents.flow = true
  return document.toString({ lineWidth: 0, flowCollectionPadding: true, defaultStringType: 'PLAIN', defaultKeyType: 'PLAIN' }).trim()
}

/** A comment that ends with its line, whatever a database's names hold. */
export const comment = (text: string): string => `# ${text.replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ').slice(0, 160)}`

export const indented = (lines: readonly string[], by: string): readonly string[] => lines.map((line) => `${by}${line}`)
