#!/usr/bin/env node
import { enableCompileCache } from 'node:module'

enableCompileCache()
// Who reads the first lines only (`| head`) closes the pipe; that is no failure.
process.stdout.on('error', (cause: NodeJS.ErrnoException) => {
  if (cause.code !== 'EPIPE') throw cause
  process.exit(0)
})
const { main } = process.argv[2] === 'serve' ? await import('./serve-program.ts') : await import('./program.ts')
process.exitCode = await main(process.argv)
