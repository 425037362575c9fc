import { createHash, timingSafeEqual } from 'node:crypto'

import { UnauthenticatedError, gatewaySecretHeader } from '@lyceum/kit'
import type { FastifyInstance } from 'fastify'

export interface GatewaySecretOptions {
  readonly secret: string
  /** Paths that everybody may ask, as their routes name them. */
  readonly openPaths: readonly string[]
}

/** Refuses whoever cannot name the secret, on every route and for every path that has none. */
export function requireGatewaySecret(
  app: FastifyInstance,
  { secret, openPaths }: GatewaySecretOptions,
): void {
  const expected = digest(secret)
  const open = new Set(openPaths)
  app.addHook('onRequest', (request, _reply, done) => {
    // The path of the route that matched, not what was typed: no spelling of another path passes for an open one.
    if (open.has(request.routeOptions.url ?? '')) return done()
    const given = request.headers[gatewaySecretHeader]
    // Digests have one length, whatever was sent: comparing them takes one time.
    if (typeof given === 'string' && timingSafeEqual(digest(given), expected)) return done()
    done(new UnauthenticatedError('Only the gateway may ask'))
  })
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
