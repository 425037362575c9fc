import { randomBytes } from 'node:crypto'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { privateKeysSchema } from '@lyceum/service'
import { exportJWK, generateKeyPair } from 'jose'
import type { JWK } from 'jose'
import { z } from 'zod'

const secretSchema = z.string().min(32)

const secretsSchema = z.object({
  /** Ed25519, for access tokens. */
  signingKeys: privateKeysSchema,
  /** RSA, for badges and nothing else: their standard asks for RS256. */
  certificateSigningKeys: privateKeysSchema,
  passwordPepper: secretSchema,
  refreshSecret: secretSchema,
  uploadSecret: secretSchema,
  playbackGrantSecret: secretSchema,
  paymentSecret: secretSchema,
  /** What the secrets between the processes of one topology are derived from. */
  processSecret: secretSchema,
})

/** What an installation knows and nobody else does. */
export type Secrets = z.infer<typeof secretsSchema>

/** How each secret is drawn. */
const draws: { readonly [Name in keyof Secrets]: () => Promise<unknown> } = {
  signingKeys: async () => [await drawKey('EdDSA')],
  certificateSigningKeys: async () => [await drawKey('RS256')],
  passwordPepper: drawSecret,
  refreshSecret: drawSecret,
  uploadSecret: drawSecret,
  playbackGrantSecret: drawSecret,
  paymentSecret: drawSecret,
  processSecret: drawSecret,
}

/**
 * The installation's secrets: drawn on the first start, kept beside the data, readable by its owner alone. A secret that a newer
 * release needs is drawn when it is missing; the others stay. Losing the file ends every session and every password.
 */
export async function readOrCreateSecrets(dataFolder: string): Promise<Secrets> {
  const path = join(dataFolder, 'secrets.json')
  const kept = await readSecrets(path)
  const missing = Object.entries(draws).filter(([name]) => !(name in kept))
  const drawn = await Promise.all(missing.map(async ([name, draw]) => [name, await draw()] as const))
  const secrets = secretsSchema.parse({ ...kept, ...Object.fromEntries(drawn) })
  if (missing.length > 0) await writeSecrets(path, secrets)
  return secrets
}

async function readSecrets(path: string): Promise<object> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '{}'
    throw error
  })
  return z.looseObject({}).parse(JSON.parse(text))
}

/** By another name first: a crash in between never leaves half a file. */
async function writeSecrets(path: string, secrets: Secrets): Promise<void> {
  const draft = `${path}.new`
  await writeFile(draft, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 })
  await rename(draft, path)
}

async function drawKey(algorithm: 'EdDSA' | 'RS256'): Promise<JWK> {
  const { privateKey } = await generateKeyPair(algorithm, { extractable: true })
  return { ...(await exportJWK(privateKey)), alg: algorithm, kid: randomBytes(8).toString('hex') }
}

function drawSecret(): Promise<string> {
  return Promise.resolve(randomBytes(32).toString('base64url'))
}
