#!/usr/bin/env node
import { enableCompileCache } from 'node:module'

enableCompileCache()
const { main } = process.argv[2] === 'serve' ? await import('./serve-program.ts') : await import('./program.ts')
process.exitCode = await main(process.argv)
