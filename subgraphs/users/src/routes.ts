import type { HttpRoutes } from '@lyceum/kit'
import type { JSONWebKeySet } from 'jose'

/** Publishes the keys that verify access tokens, as a JWK set (RFC 7517 section 5). */
export function publishKeys(keys: JSONWebKeySet): HttpRoutes {
  return {
    prefix: '/users',
    plugin: (app) => {
      app.get('/.well-known/jwks.json', (_request, reply) =>
        reply.header('cache-control', 'public, max-age=300').send(keys),
      )
      return Promise.resolve()
    },
  }
}
