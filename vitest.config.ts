import { availableParallelism } from 'node:os'
import { configDefaults, defineConfig } from 'vitest/config'

/** Start many processes, a browser or a storm of questions, or go by what a person would wait: another test beside them would be the load that they measure. */
const ALONE = ['test/faults/!(databases|hang-up|replica-lag).test.ts', 'test/{soak,e2e}/**/*.test.ts', 'cli/serve/**/*.test.ts']
/** A whole hub with its databases, or many rows under many policies: begun first, so that no worker is left over with one of them at the end. */
const LONG = [
  'test/faults/{databases,hang-up,replica-lag}.test.ts',
  'test/{security,contract,permission,federation,drift,harm,observe,docs,propose,lock,check}/**/*.test.ts',
  'cli/{init,join,cases}/**/*.test.ts',
]
const EVERYTHING = '{schema,platform,adapters,subgraphs,gateway,cli,demo,test}/**/*.test.ts'
// Without the second lock there is nothing to try of it (test/support/shield-switch.ts).
const NEVER = [...configDefaults.exclude, ...(process.env.TIP_HUB_SHIELD === 'off' ? ['**/shield/*.test.ts'] : [])]

const BESIDE_EACH_OTHER = { maxWorkers: Math.min(4, Math.max(2, availableParallelism())), sequence: { groupOrder: 1 } }

export default defineConfig({
  // Apollo and Pothos load graphql as CommonJS; one copy for everyone, or `instanceof` fails across them.
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: {
    globalSetup: ['test/support/template-folder.ts'],
    setupFiles: ['test/support/seed.ts', 'test/support/shield-switch.ts'],
    // What the command line prints is compared as text; where CI is set it would be coloured also for those who only listen.
    env: { NO_COLOR: '1' },
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // Of one group, projects begin in the order of their names.
    projects: [
      { extends: true, test: { name: 'long', include: LONG, exclude: NEVER, ...BESIDE_EACH_OTHER } },
      { extends: true, test: { name: 'parts', include: [EVERYTHING], exclude: [...NEVER, ...LONG, ...ALONE], ...BESIDE_EACH_OTHER } },
      { extends: true, test: { name: 'alone', include: ALONE, exclude: NEVER, maxWorkers: 1, sequence: { groupOrder: 2 } } },
    ],
  },
})
