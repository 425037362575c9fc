import { randomUUID } from 'node:crypto'

import type { NewEvent } from '@lyceum/events'
import { createMemoryStore } from '@lyceum/ports/payment-provider/memory-store'
import { createSandboxProvider } from '@lyceum/ports/payment-provider/sandbox'
import { createTypstRenderer } from '@lyceum/ports/pdf/typst'
import type { PaymentProvider } from '@lyceum/ports/payment-provider'
import type { SandboxDocument, SandboxProvider } from '@lyceum/ports/payment-provider/sandbox'
import { Role } from '@lyceum/kit'
import { createWorld, eventually } from '@lyceum/testkit'
import type { TestPerson, World } from '@lyceum/testkit'
import { fastify } from 'fastify'
import { expect } from 'vitest'

import { createPaymentsSubgraph } from '../src/subgraph.ts'
import type { PaymentsSubgraph } from '../src/subgraph.ts'
import { createCheckout, orderQuery, refundOrder } from './operations.ts'

export const paymentSecret = 'payment secret of tests'

export interface ShopOptions {
  /** What stands between the platform and its provider. @default nothing */
  readonly wrap?: (provider: SandboxProvider) => PaymentProvider
  /** Whether webhooks wait until they are delivered. @default false */
  readonly isDeliveredOnDemand?: boolean
  /** How often work is looked for that nobody woke for. @default 50 */
  readonly workMilliseconds?: number
}

/** Payments with a sandbox at hand, and an HTTP server that takes its webhooks. */
export type Shop = Awaited<ReturnType<typeof openShop>>

export async function openShop({
  wrap = (provider) => provider,
  isDeliveredOnDemand = false,
  workMilliseconds = 50,
}: ShopOptions = {}) {
  const app = fastify()
  const pdf = createTypstRenderer()
  let sandbox: SandboxProvider | undefined
  const world: World<PaymentsSubgraph> = await createWorld('payments', (dependencies) => {
    sandbox = createSandboxProvider({
      store: createMemoryStore<SandboxDocument>(),
      secret: () => paymentSecret,
      clock: dependencies.clock,
      publicUrl: dependencies.publicUrl,
      isDeliveredOnDemand,
      send: async ({ body, headers }) => (await postWebhook(body, headers)) === 200,
    })
    return createPaymentsSubgraph({
      ...dependencies,
      paymentSecret,
      pdf,
      paymentProviders: [wrap(sandbox)],
      workMilliseconds,
    })
  })
  if (sandbox === undefined || world.subgraph.routes === undefined) throw new Error('The shop has no sandbox')
  await app.register(world.subgraph.routes.plugin, { prefix: world.subgraph.routes.prefix })

  async function postWebhook(body: string, headers: Readonly<Record<string, string>>): Promise<number> {
    const response = await app.inject({
      method: 'POST',
      url: '/payments/webhooks/sandbox',
      headers: { 'content-type': 'application/json', ...headers },
      payload: body,
    })
    return response.statusCode
  }

  const query = async <T>(sql: string, values: unknown[] = []): Promise<T[]> =>
    (await world.dependencies.pool.query(sql, values)).rows

  return {
    app,
    world,
    sandbox,
    postWebhook,
    query,
    administrator: world.person({ roles: [Role.ADMINISTRATOR] }),

    /** A course and an enrolment of the person that waits for its payment. */
    async givenSeat(person: TestPerson, amountMinor = 4_900, currency = 'EUR') {
      const courseId = randomUUID()
      const enrollmentId = randomUUID()
      await world.emit(
        courseEvent(courseId, { amountMinor, currency }),
        enrollmentEvent(person, { courseId, enrollmentId }),
      )
      return { courseId, enrollmentId }
    },

    async checkOut(person: TestPerson, input: Readonly<Record<string, unknown>>) {
      const { data, errors } = await person.execute(createCheckout, {
        input: { idempotencyKey: randomUUID(), ...input },
      })
      expect(errors).toBeUndefined()
      return data.createCheckout
    },

    async refund(person: TestPerson, input: Readonly<Record<string, unknown>>) {
      const { data, errors } = await person.execute(refundOrder, {
        input: { idempotencyKey: randomUUID(), ...input },
      })
      expect(errors).toBeUndefined()
      return data.refundOrder
    },

    async orderOf(person: TestPerson, id: string) {
      return (await person.execute(orderQuery, { id })).data.order
    },

    /** Repeats until the order stands so. */
    async untilOrder(person: TestPerson, id: string, expected: Readonly<Record<string, unknown>>) {
      return await eventually(async () => {
        const { data } = await person.execute(orderQuery, { id })
        expect(data.order).toMatchObject(expected)
        return data.order
      })
    },

    /** A person with a course that they paid for. */
    async givenPaidOrder(amountMinor = 4_900) {
      const person = world.person()
      const seat = await this.givenSeat(person, amountMinor)
      const { order } = await this.checkOut(person, { courseIds: [seat.courseId] })
      const checkoutId = checkoutIdOf(order)
      await sandbox?.pay(checkoutId)
      if (!isDeliveredOnDemand) await this.untilOrder(person, order.id, { status: 'PAID' })
      return { ...seat, person, orderId: String(order.id), checkoutId }
    },

    async eventsOf(orderId: string) {
      return (await world.said()).filter(({ aggregateId }) => aggregateId === orderId)
    },

    async ledgerOf(orderId: string) {
      return await query<{ kind: string; account: string; amount: number }>(
        `SELECT kind, account, amount_minor::int AS amount FROM payments.ledger_entry
         JOIN payments.ledger_line ON entry_id = ledger_entry.id WHERE order_id = $1 ORDER BY kind, account`,
        [orderId],
      )
    },

    async [Symbol.asyncDispose]() {
      await app.close()
      await pdf.close()
      await world[Symbol.asyncDispose]()
    },
  }
}

/** The sandbox's id of a checkout, from its address. */
export function checkoutIdOf(order: { readonly checkoutUrl: string }): string {
  return order.checkoutUrl.split('/').at(-1) ?? ''
}

export function courseEvent(
  courseId: string,
  price: { readonly amountMinor: number; readonly currency: string } | null,
  version = 1,
): NewEvent {
  return {
    type: 'course.updated',
    aggregateId: courseId,
    aggregateVersion: version,
    payload: {
      courseId,
      price,
      slug: courseId,
      title: 'Course',
      status: 'PUBLISHED',
      capacity: null,
      prerequisiteIds: [],
      instructorIds: [],
    },
  }
}

export function enrollmentEvent(
  person: TestPerson,
  ids: { readonly courseId: string; readonly enrollmentId: string },
): NewEvent {
  return {
    type: 'enrollment.created',
    aggregateId: ids.enrollmentId,
    aggregateVersion: 1,
    payload: { ...ids, userId: person.id, status: 'PENDING_PAYMENT', progressPercent: 0 },
  }
}
