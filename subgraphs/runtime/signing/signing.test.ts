import { generateKeyPairSync } from 'node:crypto'
import { appendFile, mkdtemp, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { aSqliteAgency } from '../test-support/sqlite-agency.ts'
import { loadSignedFolder } from './load-signed.ts'
import { SIGNATURE_FILE } from './manifest.ts'
import { signPolicy } from './sign.ts'
import { withSnapshot } from './snapshot.ts'
import { verifyPolicy } from './verify.ts'

const director = generateKeyPairSync('ed25519')
const stranger = generateKeyPairSync('ed25519')
const NOON = Date.parse('2026-03-01T12:00:00Z')

let fixture: Awaited<ReturnType<typeof aSqliteAgency>>
let folder = ''
let stateFolder = ''
beforeEach(async () => {
  fixture = await aSqliteAgency()
  folder = fixture.folder
  stateFolder = await mkdtemp(join(tmpdir(), 'tip-policy-state-'))
})
afterEach(async () => {
  await fixture.close()
  await rm(stateFolder, { recursive: true, force: true })
})

const sign = (now = NOON, options: { readonly mayRepeatVersion?: boolean } = {}) =>
  signPolicy({ folder, privateKey: director.privateKey, now, ...options })
const load = () => loadSignedFolder(folder, { publicKeys: [director.publicKey], stateFolder })
const setVersion = async (version: number): Promise<void> => {
  const file = join(folder, 'agency.yaml')
  await writeFile(file, (await readFile(file, 'utf8')).replace(/^( +version: )\d+$/m, `$1${version}`))
}
const refusal = (message: string) => ({ code: 'POLICY_INVALID', message: expect.stringContaining(message) })

describe('a signed policy', () => {
  it('is served, and served again', async () => {
    await sign()

    expect((await load()).agency).toBe('pntl')
    expect((await load()).agency).toBe('pntl')
  })

  it('signed again without a change keeps its signature', async () => {
    const first = await sign()

    expect(await sign(NOON + 1_000)).toEqual(first)
  })

  it('says which files it covers, under which version', async () => {
    const { version, files, signedAt } = await sign()

    expect(version).toBe((await load()).policy.version)
    expect(Object.keys(files)).toContain('agency.yaml')
    expect(signedAt).toBe('2026-03-01T12:00:00.000Z')
  })

  it('is read from a copy of its own: what changes in the folder meanwhile, and back again, is not served', async () => {
    await sign()
    const file = join(folder, 'agency.yaml')
    const good = await readFile(file, 'utf8')
    const signatureFile = join(folder, SIGNATURE_FILE)

    const copied = await withSnapshot({ folder, signatureFile }, stateFolder, async (snapshot) => {
      await writeFile(file, good.replace('agency: pntl', 'agency: evil'))
      await verifyPolicy({ ...snapshot, publicKeys: [director.publicKey] })
      return readFile(join(snapshot.folder, 'agency.yaml'), 'utf8')
    })

    expect(copied).toBe(good)
    expect(await readdir(stateFolder)).toEqual([])
    await expect(load()).rejects.toMatchObject(refusal('altered'))
  })

  it('is not read through a link', async () => {
    await sign()
    await rename(join(folder, 'agency.yaml'), join(stateFolder, 'elsewhere.yaml'))
    await symlink(join(stateFolder, 'elsewhere.yaml'), join(folder, 'agency.yaml'))

    await expect(load()).rejects.toMatchObject(refusal('agency.yaml: is gone'))
  })

  it('may have a README that changes', async () => {
    await sign()
    await writeFile(join(folder, 'README.md'), 'changed')

    await expect(load()).resolves.toMatchObject({ agency: 'pntl' })
  })
})

describe('a policy is not served', () => {
  it('that nobody signed', async () => {
    await expect(load()).rejects.toMatchObject(refusal('the policy is not signed'))
  })

  it('whose agency file was altered by one character', async () => {
    await sign()
    await appendFile(join(folder, 'agency.yaml'), ' ')

    await expect(load()).rejects.toMatchObject(refusal('agency.yaml: was altered after it was signed'))
  })

  it.each(['codes/new-list.csv', 'new.sql'])('where %s came in unsigned', async (name) => {
    await sign()
    await writeFile(join(folder, name), 'select 1')

    await expect(load()).rejects.toMatchObject(refusal(`${name}: is not signed`))
  })

  it('that a stranger signed', async () => {
    await signPolicy({ folder, privateKey: stranger.privateKey, now: NOON })

    await expect(load()).rejects.toMatchObject(refusal('does not trust'))
  })

  it('whose signature speaks of another state than was signed', async () => {
    await sign()
    const file = join(folder, SIGNATURE_FILE)
    await writeFile(file, (await readFile(file, 'utf8')).replace('2026-03-01T12', '2026-03-01T13'))

    await expect(load()).rejects.toMatchObject(refusal('does not fit'))
  })

  it('whose signature is another file', async () => {
    await writeFile(join(folder, SIGNATURE_FILE), '{"version": 1}')

    await expect(load()).rejects.toMatchObject(refusal('no signature of a policy'))
  })

  it('that is older than what was served, although it is signed', async () => {
    await setVersion(8)
    await sign()
    await load()
    await setVersion(7)
    await rm(join(folder, SIGNATURE_FILE))
    await sign(NOON + 1_000)

    await expect(load()).rejects.toMatchObject(refusal('version 7 signed at'))
  })

  it('that is an earlier signature of the version that was served', async () => {
    await setVersion(8)
    const yaml = await readFile(join(folder, 'agency.yaml'), 'utf8')
    await sign()
    const signature = await readFile(join(folder, SIGNATURE_FILE), 'utf8')
    await appendFile(join(folder, 'agency.yaml'), '# corrected\n')
    await sign(NOON + 1_000, { mayRepeatVersion: true })
    await load()
    await writeFile(join(folder, 'agency.yaml'), yaml)
    await writeFile(join(folder, SIGNATURE_FILE), signature)

    await expect(load()).rejects.toMatchObject(refusal('older than version 8'))
  })

  it('where it is not known what was served', async () => {
    await sign()
    await load()
    await writeFile(join(stateFolder, 'policy-served.json'), '{')

    await expect(load()).rejects.toMatchObject(refusal('the state cannot be read'))
  })
})

describe('signing', () => {
  it('refuses other content under a version that is signed already', async () => {
    await setVersion(8)
    await sign()
    await appendFile(join(folder, 'agency.yaml'), '# changed\n')

    await expect(sign()).rejects.toMatchObject(refusal('raise policy.version to 9'))
    await setVersion(9)
    await expect(sign()).resolves.toMatchObject({ version: 9 })
  })

  it('refuses a folder that could not be served, and a key that is none', async () => {
    const { privateKey } = generateKeyPairSync('x25519')
    await expect(signPolicy({ folder, privateKey, now: NOON })).rejects.toThrow('Ed25519')

    await writeFile(join(folder, 'agency.yaml'), 'version: 1')
    await expect(sign()).rejects.toMatchObject({ code: 'MAPPING_INVALID' })
  })

  it('says nothing of the place of the files', async () => {
    const thrown: unknown = await verifyPolicy({ folder, publicKeys: [director.publicKey] }).catch((cause: unknown) => cause)

    expect(JSON.stringify(thrown)).not.toContain(folder)
  })
})
