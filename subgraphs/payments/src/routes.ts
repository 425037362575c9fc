import type { HttpRoutes } from '@lyceum/kit'
import { InvalidWebhookError } from '@lyceum/ports/payment-provider'
import type { FastifyPluginAsync } from 'fastify'

import type { PaymentsServices } from './services.ts'
import { receiveWebhook } from './webhook/receive-webhook.ts'

const largestWebhookBytes = 1_024 * 1_024

interface WebhookRoute {
  readonly Params: { readonly provider: string }
  readonly Body: Buffer
}

/** Webhooks, and the pages of providers that live inside the platform. */
export function paymentRoutes(services: PaymentsServices, { wake }: { wake(): void }): HttpRoutes {
  const plugin: FastifyPluginAsync = async (app) => {
    // Signatures are over the bytes as they came: nothing may parse them before.
    app.removeAllContentTypeParsers()
    app.addContentTypeParser(
      '*',
      { parseAs: 'buffer', bodyLimit: largestWebhookBytes },
      (_request, body, done) => done(null, body),
    )

    app.post<WebhookRoute>('/webhooks/:provider', async (request, reply) => {
      const rawBody = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
      try {
        const webhook = { rawBody, headers: request.headers }
        const isKnown = await receiveWebhook(services, request.params.provider, webhook)
        if (!isKnown) return await reply.code(404).send({ code: 'NOT_FOUND' })
      } catch (error) {
        if (!(error instanceof InvalidWebhookError)) throw error
        services.logger.warn({ err: error, provider: request.params.provider }, 'a webhook was refused')
        return await reply.code(400).send({ code: 'BAD_USER_INPUT' })
      }
      wake()
      return await reply.send({ isReceived: true })
    })

    for (const { name, routes } of services.providers.values()) {
      if (routes !== undefined) await app.register(routes, { prefix: `/${name}` })
    }
  }
  return { prefix: '/payments', plugin }
}
