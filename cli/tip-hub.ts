#!/usr/bin/env node
import { enableCompileCache } from 'node:module'
import { setFlagsFromString } from 'node:v8'

enableCompileCache()
// Who reads the first lines only (`| head`) closes the pipe; that is no failure.
process.stdout.on('error', (cause: NodeJS.ErrnoException) => {
  if (cause.code !== 'EPIPE') throw cause
  process.exit(0)
})
// Node lets what is old and dead grow to some three times of what is in use before it looks at it; a server shares its machine. As in `demo/supervisor`.
if (process.argv[2] === 'serve') setFlagsFromString('--heap-growing-percent=40')
const { main } = process.argv[2] === 'serve' ? await import('./serve-program.ts') : await import('./program.ts')
process.exitCode = await main(process.argv)
