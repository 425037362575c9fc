import { createEventing, createOutbox } from '@lyceum/events'
import type { Broker, EventDatabase } from '@lyceum/events'
import { BasicUserError, buildSubgraph } from '@lyceum/kit'
import type { Subgraph, TokenVerifier } from '@lyceum/kit'
import type { Clock } from '@lyceum/ports/clock'
import type { PaymentProvider } from '@lyceum/ports/payment-provider'
import type { PdfRenderer } from '@lyceum/ports/pdf'
import type { StripeOptions } from '@lyceum/ports/payment-provider/stripe-checkout'
import { createVoucherProvider } from '@lyceum/ports/payment-provider/voucher'
import { createPrismaClient, createTransactor } from '@lyceum/prisma'
import type { Pool } from '@lyceum/prisma'
import { PrismaClient } from '@lyceum/prisma/payments'
import type { Logger } from 'pino'

import { createPaymentsContext } from './context.ts'
import type { PaymentsContext } from './context.ts'
import { CouponResolver } from './coupon/coupon.resolver.ts'
import { createEventHandlers } from './event-handlers.ts'
import {
  DisputeResolver,
  OrderFieldsResolver,
  OrderItemResolver,
  ReceiptResolver,
  RefundResolver,
} from './order/order-fields.resolver.ts'
import { CheckoutOpenError } from './order/order.errors.ts'
import { OrderResolver, UserOrdersResolver } from './order/order.resolver.ts'
import { createProviders } from './provider/create-providers.ts'
import { createSandboxStore, createVoucherStore } from './provider/document.repository.ts'
import { reconcile } from './reconciliation/reconcile.ts'
import type { Reconciler } from './reconciliation/reconcile.command.ts'
import { paymentRoutes } from './routes.ts'
import type { PaymentsServices } from './services.ts'
import { workOff } from './settlement/work-rounds.ts'
import { createRepositories, openTransaction } from './transaction.repository.ts'
import { Course, Enrollment, User } from './user/stubs.ts'
import { VoucherResolver } from './voucher/voucher.resolver.ts'
import { observeWebhooks } from './webhook/observe-webhooks.ts'
import { createWorkLoop } from './work-loop.ts'

export { reconcileCommand } from './reconciliation/reconcile.command.ts'

export interface PaymentsDependencies {
  readonly pool: Pool
  readonly eventDatabase: EventDatabase
  readonly broker: Broker
  readonly clock: Clock
  readonly logger: Logger
  readonly verifyAccessToken: TokenVerifier
  /** The address that links are made of and that the sandbox sends its webhooks to. */
  readonly publicUrl: () => string
  /** Signs the sandbox's webhooks. */
  readonly paymentSecret: string
  /** Prints receipts; without it they have no address. The host closes it. */
  readonly pdf?: PdfRenderer
  /** Given, people pay by Stripe instead of the sandbox. */
  readonly stripe?: StripeOptions
  /** Instead of those that the other values make; bank vouchers stay. */
  readonly paymentProviders?: readonly PaymentProvider[]
  /** How often due work is looked for that nobody woke us for, in milliseconds. @default 5_000 */
  readonly workMilliseconds?: number
}

/** The payments subgraph, and what only the server's own shell may do. */
export interface PaymentsSubgraph extends Subgraph, Reconciler {}

/** Orders, payments, refunds and their books. */
export async function createPaymentsSubgraph(dependencies: PaymentsDependencies): Promise<PaymentsSubgraph> {
  const { broker, clock, pool, publicUrl, verifyAccessToken, workMilliseconds = 5_000 } = dependencies
  const logger = dependencies.logger.child({ subgraph: 'payments' })
  const prisma = createPrismaClient(PrismaClient, { pool, schema: 'payments' })
  const transact = createTransactor(prisma)
  const outbox = createOutbox({ schema: 'payments' })
  const vouchers = createVoucherProvider({ store: createVoucherStore(prisma), clock })
  const providers =
    dependencies.paymentProviders ??
    (await createProviders({
      ...dependencies,
      sandboxStore: createSandboxStore(prisma),
      webhookSecret: dependencies.paymentSecret,
    }))
  const repositories = createRepositories(prisma)
  const services: PaymentsServices = {
    ...repositories,
    clock,
    logger,
    pdf: dependencies.pdf ?? null,
    publicUrl,
    providers: new Map([...providers, vouchers].map((provider) => [provider.name, provider])),
    inTransaction: ({ requestId }, work) => transact((tx) => work(openTransaction(tx, outbox, requestId))),
  }
  const work = createWorkLoop(() => workOff(services), { everyMilliseconds: workMilliseconds, logger })
  const eventing = createEventing({
    subgraph: 'payments',
    transact,
    database: dependencies.eventDatabase,
    broker,
    logger: dependencies.logger,
    handlers: createEventHandlers({
      clock,
      open: (tx, requestId) => openTransaction(tx, outbox, requestId),
      wake: () => work.wake(),
    }),
  })
  let stopObserving = (): void => undefined
  return {
    name: 'payments',
    schema: buildSubgraph<PaymentsContext>({
      resolvers: [
        new OrderResolver(services),
        new OrderFieldsResolver(),
        new OrderItemResolver(),
        new RefundResolver(),
        new ReceiptResolver(services),
        new DisputeResolver(),
        new UserOrdersResolver(),
        new CouponResolver(services),
        new VoucherResolver({ services, vouchers }),
      ],
      types: [BasicUserError, CheckoutOpenError, Course, Enrollment, User],
      references: {
        Order: ({ id }, context) => context.visibleOrder(id),
        User: ({ id }) => ({ id }),
      },
    }),
    createContext: (headers) => createPaymentsContext(headers, { logger, repositories, verifyAccessToken }),
    routes: paymentRoutes(services, work),
    reconcile: (period) => reconcile(services, period),
    async start() {
      await eventing.start()
      stopObserving = observeWebhooks(services)
      work.start()
    },
    replayDeadLetters: () => eventing.replayDeadLetters(),
    async stop() {
      stopObserving()
      await work.stop()
      await eventing.stop()
      await prisma.$disconnect()
    },
  }
}
