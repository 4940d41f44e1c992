import { configDefaults, defineConfig } from 'vitest/config'

export default defineConfig({
  // Apollo and Pothos load graphql as CommonJS; one copy for everyone, or `instanceof` fails across them.
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: {
    include: ['{schema,platform,adapters,subgraphs,gateway,cli,demo,test}/**/*.test.ts'],
    setupFiles: ['test/support/seed.ts', 'test/support/shield-switch.ts'],
    // Without the second lock there is nothing to try of it (test/support/shield-switch.ts).
    exclude: [...configDefaults.exclude, ...(process.env.TIP_HUB_SHIELD === 'off' ? ['**/shield/*.test.ts'] : [])],
    // What the command line prints is compared as text; where CI is set it would be coloured also for those who only listen.
    env: { NO_COLOR: '1' },
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
})
