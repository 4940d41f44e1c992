import { readFileSync } from 'node:fs'

/*
 * Loaded into a process before everything else (`node --import`): its date is off by the milliseconds that a file says, from one moment to the next.
 * What a machine whose clock is set shows its programs; the monotonic clock goes on, as it does there.
 */
const LOOK_MS = 20
const { TIP_HUB_TEST_CLOCK: file } = process.env

if (file !== undefined) {
  let offMs = 0
  const look = (): void => {
    try {
      offMs = Number(readFileSync(file, 'utf8')) || 0
    } catch {
      offMs = 0
    }
  }
  look()
  setInterval(look, LOOK_MS).unref()

  const rightDate = Date
  const now = (): number => rightDate.now() + offMs
  globalThis.Date = new Proxy(rightDate, {
    construct: (target, args, called) => Reflect.construct(target, args.length === 0 ? [now()] : args, called),
    get: (target, key) => (key === 'now' ? now : Reflect.get(target, key)),
  })
}
