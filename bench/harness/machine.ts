import { cpus, loadavg, totalmem } from 'node:os'

/** What the figures were measured on; no name of a machine. */
export const machine = () => ({
  cores: cpus().length,
  cpu: cpus()[0]?.model ?? '',
  memoryGb: Math.round(totalmem() / 1e9),
  platform: `${process.platform} ${process.arch}`,
  node: process.version,
  loadBefore: loadavg()[0] ?? 0,
})
