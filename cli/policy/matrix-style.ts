/** Of the printed matrix: A4 across, headings again on every page, dark on light throughout. */
export const MATRIX_STYLE = `
@page { size: A4 landscape; margin: 12mm }
:root { color-scheme: light; --line: #9aa3ad; --quiet: #4a5460 }
* { box-sizing: border-box }
body { font: 15px/1.45 system-ui, sans-serif; color: #14181d; background: #fff; margin: 0 auto; padding: 24px; max-width: 1500px }
h1 { font-size: 1.7em; margin: 0 0 .2em }
h2 { font-size: 1.25em; margin: 2em 0 .5em; break-after: avoid }
h2.small { font-size: 1em; margin: 1em 0 .2em }
h2 small { font-weight: 400; color: var(--quiet) }
dl { display: flex; flex-wrap: wrap; gap: .2em 1.4em; margin: 0 }
dl div { display: flex; gap: .4em }
dl dt { font-weight: 600 }
dl dd { margin: 0 }
.note { border-inline-start: 4px solid var(--quiet); padding-inline-start: .7em; margin: .6em 0 }
table { border-collapse: collapse; width: 100%; margin: .4em 0 1em }
caption { text-align: start; font-weight: 600; padding: .3em 0 }
th, td { border: 1px solid var(--line); padding: .25em .45em; vertical-align: top; text-align: start }
thead { display: table-header-group }
tr { break-inside: avoid }
thead th { background: #e9edf1; font-size: .85em }
thead th span, thead th em { display: block }
thead th em { font-style: normal; font-weight: 400; color: var(--quiet); margin-top: .25em }
tbody th { font-weight: 500 }
td small { display: block; color: var(--quiet); font-size: .75em }
td.class, td.withheld { text-align: center }
td.permitted { background: #e3f1e6; font-weight: 600 }
td.conditional { background: #fdf3d8 }
td.withheld { color: var(--quiet) }
.spoken { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
@media print {
  body { padding: 0; max-width: none; font-size: 9.5px; print-color-adjust: exact }
  section + section { break-before: page }
}
`
