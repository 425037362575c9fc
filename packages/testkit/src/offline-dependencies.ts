import { createEventDatabase } from '@lyceum/events'
import { UnauthenticatedError } from '@lyceum/kit'
import { systemClock } from '@lyceum/ports/clock'
import { createPool } from '@lyceum/prisma'
import { exportJWK, generateKeyPair } from 'jose'
import { pino } from 'pino'

/** What a host hands to a subgraph, none of it connected: enough to build a schema, which does no I/O. */
export async function createOfflineDependencies(): Promise<Record<string, unknown>> {
  const logger = pino({ level: 'silent' })
  const pool = createPool('postgres://nobody@127.0.0.1:1/nothing')
  const { privateKey } = await generateKeyPair('EdDSA', { extractable: true })
  const rsa = await generateKeyPair('RS256', { extractable: true })
  const secret = 'a secret that signs nothing, and is long enough'
  return {
    pool,
    eventDatabase: createEventDatabase({ pool, logger }),
    broker: unconnected,
    storage: unconnected,
    clock: systemClock,
    logger,
    verifyAccessToken: () => Promise.reject(new UnauthenticatedError()),
    signingKeys: [{ ...(await exportJWK(privateKey)), kid: 'offline' }],
    passwordPepper: secret,
    refreshSecret: secret,
    uploadSecret: secret,
    playbackGrantSecret: secret,
    paymentSecret: secret,
    certificateSigningKeys: [{ ...(await exportJWK(rsa.privateKey)), kid: 'offline' }],
    pdf: unconnected,
    publicUrl: () => 'http://localhost',
  }
}

/** Answers every call and every property with itself. */
const unconnected: object = new Proxy(() => undefined, {
  get: (_target, name) => (name === 'then' ? undefined : unconnected),
  apply: () => unconnected,
})
