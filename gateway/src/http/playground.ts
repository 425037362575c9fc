import { fileURLToPath } from 'node:url'

import fastifyStatic from '@fastify/static'
import {
  playgroundAssetsFolder,
  playgroundContentSecurityPolicy,
  renderPlaygroundPage,
} from '@lyceum/playground'
import type { FastifyInstance, FastifyReply } from 'fastify'

import type { PlaygroundOptions } from '../options.ts'

/** The page that browsers get. */
export interface Playground {
  send(reply: FastifyReply): FastifyReply
}

const assetsPath = '/playground'

/** Serves the playground at `GET /` and its files under `/playground/`. */
export function registerPlayground(app: FastifyInstance, { examples }: PlaygroundOptions): Playground {
  const page = renderPlaygroundPage({
    endpoint: '/graphql',
    subscriptionEndpoint: '/graphql',
    assetsPath,
    examples,
  })
  const playground: Playground = {
    send: (reply) =>
      reply
        .type('text/html; charset=utf-8')
        .header('content-security-policy', playgroundContentSecurityPolicy)
        .header('vary', 'accept')
        .send(page),
  }
  app.get('/', (_request, reply) => playground.send(reply))
  app.register(async (scope) => {
    // Workers of the editor run under the policy of their own response, not of the page.
    scope.addHook('onRequest', (_request, reply, done) => {
      reply.header('content-security-policy', playgroundContentSecurityPolicy)
      done()
    })
    await scope.register(fastifyStatic, {
      root: fileURLToPath(playgroundAssetsFolder),
      prefix: `${assetsPath}/`,
      decorateReply: false,
    })
  })
  return playground
}
