import { randomBytes } from 'node:crypto'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { exportJWK, generateKeyPair } from 'jose'
import { z } from 'zod'

const secretsSchema = z.object({
  signingKeys: z.array(z.looseObject({ kty: z.string(), kid: z.string() })).min(1),
  passwordPepper: z.string().min(32),
  refreshSecret: z.string().min(32),
  uploadSecret: z.string().min(32),
  playbackGrantSecret: z.string().min(32),
})

/** What an installation knows and nobody else does. */
export type Secrets = z.infer<typeof secretsSchema>

/**
 * The installation's secrets: drawn on the first start, kept beside the data, readable by its owner alone.
 * Losing the file ends every session and every password.
 */
export async function readOrCreateSecrets(dataFolder: string): Promise<Secrets> {
  const path = join(dataFolder, 'secrets.json')
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  if (text !== null) return secretsSchema.parse(JSON.parse(text))
  const secrets = await generateSecrets()
  const draft = `${path}.new`
  await writeFile(draft, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 })
  await rename(draft, path)
  return secrets
}

async function generateSecrets(): Promise<Secrets> {
  const { privateKey } = await generateKeyPair('EdDSA', { extractable: true })
  const signingKey = { ...(await exportJWK(privateKey)), alg: 'EdDSA', kid: randomBytes(8).toString('hex') }
  const draw = () => randomBytes(32).toString('base64url')
  return secretsSchema.parse({
    signingKeys: [signingKey],
    passwordPepper: draw(),
    refreshSecret: draw(),
    uploadSecret: draw(),
    playbackGrantSecret: draw(),
  })
}
