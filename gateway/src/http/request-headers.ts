import { gatewaySecretHeader } from '@lyceum/kit'
import type { FastifyInstance } from 'fastify'

import { clientAddressHeader } from '../context.ts'

/** Policy of everything that is no page: nothing may run, nobody may frame it. A route with a page sets its own. */
const defaultPolicy = "default-src 'none'; frame-ancestors 'none'"

/**
 * Headers in and out of every request. Names that only the gateway may say (`x-user-*`, `x-client-address`, `x-gateway-secret`) are dropped from
 * what a client sent, before any route sees them.
 */
export function guardHeaders(app: FastifyInstance): void {
  app.addHook('onRequest', (request, reply, done) => {
    const { headers } = request.raw
    for (const name of Object.keys(headers)) if (name.startsWith('x-user-')) delete headers[name]
    delete headers[gatewaySecretHeader]
    headers[clientAddressHeader] = request.ip
    headers['x-request-id'] = request.id
    reply.headers({
      'content-security-policy': defaultPolicy,
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-request-id': request.id,
    })
    done()
  })
}
