import type { FastifyPluginAsync, FastifyReply } from 'fastify'
import { z } from 'zod'

import { ProviderRefusedError } from '../index.ts'
import type { DeliveryPlan } from './delivery.ts'
import { renderCheckoutPage } from './render-checkout-page.ts'
import type { SandboxProvider } from './sandbox.ts'

const planSchema = z.object({
  copies: z.coerce.number().int().min(1).max(10).default(1),
  order: z.enum(['AS_HAPPENED', 'REVERSED']).default('AS_HAPPENED'),
  delayMilliseconds: z.coerce.number().int().min(0).max(10_000).default(0),
})

const pageHeaders = {
  'cache-control': 'no-store',
  // The form is answered by a redirect to the school's own pages, which may have another origin.
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
}

/** Only what an id can be: a store need not keep every character that an address can hold. */
const checkoutPath = '/checkout/:checkoutId([\\w-]+)'

interface CheckoutRoute {
  readonly Params: { readonly checkoutId: string }
  readonly Querystring: Readonly<Record<string, string>>
}

type Lever = 'pay' | 'decline'

/**
 * `GET /checkout/<id>` shows what is to be paid; `POST /checkout/<id>/pay` and `/decline` are its two buttons. The query of a
 * POST says how the webhooks travel: `copies`, `order=REVERSED`, `delayMilliseconds`.
 */
export function sandboxRoutes(sandbox: Pick<SandboxProvider, 'find' | Lever>): FastifyPluginAsync {
  return async (app) => {
    app.get<CheckoutRoute>(checkoutPath, async (request, reply) => {
      const payment = await sandbox.find(request.params.checkoutId)
      if (payment === null) return refuse(reply, 404, 'There is no such checkout.')
      return reply.headers(pageHeaders).type('text/html; charset=utf-8').send(renderCheckoutPage(payment))
    })

    for (const lever of ['pay', 'decline'] as const) {
      app.post<CheckoutRoute>(`${checkoutPath}/${lever}`, async (request, reply) => {
        const plan = planSchema.safeParse(request.query)
        if (!plan.success) return refuse(reply, 400, z.prettifyError(plan.error))
        return await pull(reply, { lever, checkoutId: request.params.checkoutId, plan: plan.data })
      })
    }
  }

  async function pull(
    reply: FastifyReply,
    { lever, checkoutId, plan }: { lever: Lever; checkoutId: string; plan: DeliveryPlan },
  ): Promise<FastifyReply> {
    try {
      const { returnUrl } = await sandbox[lever](checkoutId, plan)
      return reply.headers(pageHeaders).redirect(returnUrl, 303)
    } catch (error) {
      if (!(error instanceof ProviderRefusedError)) throw error
      return refuse(reply, 409, 'This checkout is closed.')
    }
  }
}

function refuse(reply: FastifyReply, statusCode: number, message: string): FastifyReply {
  return reply.code(statusCode).headers(pageHeaders).type('text/plain; charset=utf-8').send(message)
}
