import type { HttpRoutes } from '@lyceum/kit'
import { InvalidWebhookError } from '@lyceum/ports/payment-provider'
import { renderDespiteMissingGlyphs } from '@lyceum/ports/pdf'
import type { FastifyPluginAsync } from 'fastify'

import { renderReceipt } from './receipt/render-receipt.ts'
import type { PaymentsServices } from './services.ts'
import { receiveWebhook } from './webhook/receive-webhook.ts'

const largestWebhookBytes = 1_024 * 1_024

const receiptHeaders = {
  'cache-control': 'private, max-age=3600',
  'content-security-policy': "default-src 'none'; sandbox",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
}
const returnPageHeaders = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
}
/** Where a payer lands who has no client open; it says nothing about the order, because anybody may open it. */
const returnPage = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Thank you</title></head>
<body><main><h1>Thank you</h1><p>You can close this page and go back to your courses.</p></main></body></html>
`

interface ReceiptRoute {
  readonly Params: { readonly token: string }
}

interface WebhookRoute {
  readonly Params: { readonly provider: string }
  readonly Body: Buffer
}

/** Webhooks, receipts, the page after paying, and the pages of providers that live inside the platform. */
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

    // Only what a token can be: an address can hold characters that PostgreSQL refuses.
    app.get<ReceiptRoute>('/receipts/:token([\\w-]+).pdf', async (request, reply) => {
      const document = await renderReceipt(services, request.params.token)
      if (document === null || services.pdf === null) return await reply.code(404).send({ code: 'NOT_FOUND' })
      const file = await renderDespiteMissingGlyphs(services.pdf, document)
      return await reply.headers(receiptHeaders).type('application/pdf').send(Buffer.from(file))
    })

    app.get('/orders/:orderId', async (_request, reply) =>
      reply.headers(returnPageHeaders).type('text/html; charset=utf-8').send(returnPage),
    )

    for (const { name, routes } of services.providers.values()) {
      if (routes !== undefined) await app.register(routes, { prefix: `/${name}` })
    }
  }
  return { prefix: '/payments', plugin }
}
