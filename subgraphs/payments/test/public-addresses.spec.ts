import { createWorld } from '@lyceum/testkit'
import { fastify } from 'fastify'
import { expect, it } from 'vitest'

import { createPaymentsSubgraph } from '../src/subgraph.ts'
import { paymentSecret } from './shop.ts'

it('an address of nothing leads nowhere, whatever stands in it', async () => {
  await using world = await createWorld('payments', (dependencies) =>
    createPaymentsSubgraph({ ...dependencies, paymentSecret }),
  )
  const { routes } = world.subgraph
  const app = fastify()
  if (routes !== undefined) await app.register(routes.plugin, { prefix: routes.prefix })
  for (const name of ['nobody', '%00', 'a%00b', '%F0%9F%98%80', '..%2f..']) {
    for (const [method, url] of [
      ['GET', `/payments/receipts/${name}.pdf`],
      ['GET', `/payments/sandbox/checkout/${name}`],
      ['POST', `/payments/sandbox/checkout/${name}-/pay`],
    ] as const) {
      const { statusCode } = await app.inject({ method, url })
      expect([url, [404, 409].includes(statusCode)]).toEqual([url, true])
    }
  }
  await app.close()
})
