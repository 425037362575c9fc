import { createListLoader, createLoader, readContext, toConnection, toPageRequest } from '@lyceum/kit'
import type {
  Connection,
  ConnectionArguments,
  ContextOptions,
  Loader,
  RequestHeaders,
  SubgraphContext,
} from '@lyceum/kit'

import type { DisputeRecord } from './dispute/dispute.repository.ts'
import type { WithCurrency } from './order/order-fields.resolver.ts'
import { canSeeOrdersOf } from './order/order.policy.ts'
import type { OrderItemRecord, OrderRecord } from './order/order.ts'
import type { ReceiptRecord } from './receipt/receipt.repository.ts'
import type { RefundRecord } from './refund/refund.ts'
import type { PaymentsRepositories } from './services.ts'

export interface PaymentsContext extends SubgraphContext {
  /** By order. */
  readonly items: { load(orderId: string): Promise<readonly WithCurrency<OrderItemRecord>[]> }
  readonly refunds: Loader<string, readonly RefundRecord[]>
  readonly receipts: Loader<string, readonly ReceiptRecord[]>
  readonly disputes: Loader<string, readonly DisputeRecord[]>
  currencyOf(orderId: string): Promise<string>
  /** Null when it does not exist or the viewer may not see it. */
  visibleOrder(id: string): Promise<OrderRecord | null>
  pageOfUser(userId: string, args: ConnectionArguments): Promise<Connection<OrderRecord>>
  /** Null when the viewer may not see what the person bought. */
  pageOfVisibleUser(userId: string, args: ConnectionArguments): Promise<Connection<OrderRecord> | null>
}

/** One per request: who asks, and loaders that live as long as the request. */
export async function createPaymentsContext(
  headers: RequestHeaders,
  options: ContextOptions & { readonly repositories: PaymentsRepositories },
): Promise<PaymentsContext> {
  const base = await readContext(headers, options)
  const { orders, refunds, receipts, disputes } = options.repositories
  const ordersById = createLoader(
    (ids) => orders.findOrdersByIds(ids),
    ({ id }) => id,
  )
  const byOrder = ({ orderId }: { readonly orderId: string }) => orderId
  const items = createListLoader((ids) => orders.listItems(ids), byOrder)
  const pages = new Map<string, Loader<string, readonly OrderRecord[]>>()

  async function currencyOf(orderId: string): Promise<string> {
    const order = await ordersById.load(orderId)
    if (order === null) throw new Error(`Order ${orderId} is gone`)
    return order.currency
  }

  /** The same page of many people is read at once: one loader for each set of arguments. */
  async function pageOfUser(userId: string, args: ConnectionArguments): Promise<Connection<OrderRecord>> {
    const request = toPageRequest(args, 1)
    const key = JSON.stringify(request)
    const loader =
      pages.get(key) ??
      createListLoader(
        (userIds) => orders.listPages(userIds, request),
        (order) => order.userId,
      )
    pages.set(key, loader)
    const page = await loader.load(userId)
    for (const order of page) ordersById.prime(order.id, order)
    return toConnection(page, request, ({ id }) => [id])
  }

  return {
    ...base,
    currencyOf,
    pageOfUser,
    items: {
      async load(orderId) {
        const [found, currency] = await Promise.all([items.load(orderId), currencyOf(orderId)])
        return found.map((item) => ({ ...item, currency }))
      },
    },
    refunds: createListLoader((ids) => refunds.listRefunds(ids), byOrder),
    receipts: createListLoader((ids) => receipts.listReceipts(ids), byOrder),
    disputes: createListLoader((ids) => disputes.listDisputes(ids), byOrder),
    async visibleOrder(id) {
      const order = await ordersById.load(id)
      return order !== null && canSeeOrdersOf(base.viewer, order.userId) ? order : null
    },
    async pageOfVisibleUser(userId, args) {
      return canSeeOrdersOf(base.viewer, userId) ? await pageOfUser(userId, args) : null
    },
  }
}
