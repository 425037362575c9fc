import type { HttpRoutes } from '@lyceum/kit'
import type { JSONWebKeySet } from 'jose'

const keysPath = '/.well-known/jwks.json'

/** Publishes the keys that verify access tokens, as a JWK set (RFC 7517 section 5). */
export function publishKeys(keys: JSONWebKeySet): HttpRoutes {
  return {
    prefix: '/users',
    openPaths: [`/users${keysPath}`],
    plugin: (app) => {
      app.get(keysPath, (_request, reply) => reply.header('cache-control', 'public, max-age=300').send(keys))
      return Promise.resolve()
    },
  }
}
