import { isId } from '@lyceum/kit'
import type { PageRequest } from '@lyceum/kit'
import { isUniqueViolation } from '@lyceum/prisma'
import type { Order, PrismaClient } from '@lyceum/prisma/payments'

import { EnrollmentOrderedError } from './order.ts'
import type { OrderItemRecord, OrderRecord, OrderStatus, PaymentStatus } from './order.ts'
import type { PricedOrder } from './price-order.ts'

/** What may change of an order after it was made. */
export type OrderChange = Partial<
  Omit<OrderRecord, 'id' | 'userId' | 'createdAt' | 'version' | 'paymentId'> & {
    /** When the provider is asked next; null = no more. */
    readonly checkAt: Date | null
  }
>

export interface NewOrder extends PricedOrder {
  readonly userId: string
  readonly currency: string
  readonly couponId: string | null
  readonly provider: string
  readonly createdAt: Date
  readonly checkAt: Date
}

export interface OrderFilter {
  readonly userId?: string | null
  readonly status?: OrderStatus | null
}

export type OrderRepository = ReturnType<typeof createOrderRepository>

export function createOrderRepository(client: Pick<PrismaClient, 'order' | 'orderItem' | '$queryRaw'>) {
  async function findOrder(id: string): Promise<OrderRecord | null> {
    if (!isId(id)) return null
    const row = await client.order.findUnique({ where: { id } })
    return row === null ? null : toOrder(row)
  }

  return {
    findOrder,

    /** Nobody else changes the order, its items, refunds and disputes before the transaction ends. */
    async lockOrder(id: string): Promise<OrderRecord | null> {
      if (!isId(id)) return null
      await client.$queryRaw`SELECT id FROM payments.order WHERE id = ${id}::uuid FOR UPDATE`
      return await findOrder(id)
    },

    async findOrderIdByPayment(paymentId: string): Promise<string | null> {
      if (!isId(paymentId)) return null
      const row = await client.order.findUnique({ where: { paymentId }, select: { id: true } })
      return row?.id ?? null
    },

    async findOrdersByIds(ids: readonly string[]): Promise<OrderRecord[]> {
      return (await client.order.findMany({ where: { id: { in: ids.filter(isId) } } })).map(toOrder)
    },

    async findOrderByCheckout(provider: string, checkoutId: string): Promise<OrderRecord | null> {
      const row = await client.order.findUnique({ where: { provider_checkoutId: { provider, checkoutId } } })
      return row === null ? null : toOrder(row)
    },

    async listItems(orderIds: readonly string[]): Promise<OrderItemRecord[]> {
      return await client.orderItem.findMany({
        where: { orderId: { in: [...orderIds] } },
        orderBy: { id: 'asc' },
      })
    },

    /** The open order that an enrolment is in. */
    async findOpenOrderOf(enrollmentIds: readonly string[]): Promise<OrderRecord | null> {
      const item = await client.orderItem.findFirst({
        where: { enrollmentId: { in: [...enrollmentIds] }, isOpen: true },
        include: { order: true },
      })
      return item === null ? null : toOrder(item.order)
    },

    /** Newest first. */
    async listOrders(request: PageRequest, filter: OrderFilter): Promise<OrderRecord[]> {
      const [before] = request.after ?? []
      if ([filter.userId, before].some((id) => id != null && !isId(id))) return []
      const rows = await client.order.findMany({
        where: {
          ...(before !== undefined && { id: { lt: before } }),
          ...(filter.userId != null && { userId: filter.userId }),
          ...(filter.status != null && { status: filter.status }),
        },
        orderBy: { id: 'desc' },
        take: request.first + 1,
      })
      return rows.map(toOrder)
    },

    /** The same page of each of many people, newest first, by one statement. */
    async listPages(userIds: readonly string[], page: PageRequest): Promise<OrderRecord[]> {
      const [before = null] = page.after ?? []
      const rows = await client.$queryRaw<{ id: string }[]>`
        SELECT o.id FROM unnest(${userIds.filter(isId)}::uuid[]) AS owner (id)
        CROSS JOIN LATERAL (
          SELECT id FROM payments.order
          WHERE user_id = owner.id AND (${before}::uuid IS NULL OR "order".id < ${before}::uuid)
          ORDER BY id DESC LIMIT ${page.first + 1}
        ) AS o`
      const orders = await client.order.findMany({
        where: { id: { in: rows.map(({ id }) => id) } },
        orderBy: { id: 'desc' },
      })
      return orders.map(toOrder)
    },

    /** @throws {EnrollmentOrderedError} */
    async insertOrder({ items, ...order }: NewOrder): Promise<OrderRecord> {
      try {
        const row = await client.order.create({
          data: { ...order, status: 'PENDING', paymentStatus: 'UNKNOWN', items: { create: [...items] } },
        })
        return toOrder(row)
      } catch (cause) {
        const isOrdered = ['order_item_open_key', 'enrollment_id'].some((name) =>
          isUniqueViolation(cause, name),
        )
        throw isOrdered
          ? new EnrollmentOrderedError('An enrolment is in another open order', { cause })
          : cause
      }
    },

    /** Changes an order; every change is a new version. */
    async updateOrder(id: string, change: OrderChange): Promise<OrderRecord> {
      return toOrder(
        await client.order.update({ where: { id }, data: { ...change, version: { increment: 1 } } }),
      )
    },

    /** Sets when the provider is asked next; no new version. */
    async scheduleCheck(id: string, checkAt: Date | null): Promise<void> {
      await client.order.update({ where: { id }, data: { checkAt } })
    },

    async updateItem(id: string, change: { refundedMinor?: number; isOpen?: boolean }): Promise<void> {
      await client.orderItem.update({ where: { id }, data: change })
    },

    async closeItems(orderId: string): Promise<void> {
      await client.orderItem.updateMany({ where: { orderId }, data: { isOpen: false } })
    },

    /** Takes orders whose provider is to be asked, so that nobody else asks before `until`. */
    async takeDueChecks(now: Date, until: Date): Promise<string[]> {
      const rows = await client.$queryRaw<{ id: string }[]>`
        UPDATE payments.order SET check_at = ${until} WHERE id IN (
          SELECT id FROM payments.order WHERE check_at <= ${now} ORDER BY check_at LIMIT 20 FOR UPDATE SKIP LOCKED)
        RETURNING id`
      return rows.map(({ id }) => id)
    },

    /** Some of the unpaid orders that were made before the limit of their kind, the oldest first. */
    async listOverdueOrders(limits: { readonly voucher: Date; readonly checkout: Date }): Promise<string[]> {
      const rows = await client.$queryRaw<{ id: string }[]>`
        SELECT id FROM payments.order
        WHERE status = 'PENDING' AND created_at <= ${limits.checkout}
          AND (provider <> 'voucher' OR created_at <= ${limits.voucher})
        ORDER BY created_at LIMIT 20`
      return rows.map(({ id }) => id)
    },

    /** Orders of a provider made in a time, for reconciliation. */
    async listOrdersOfProvider(
      provider: string,
      period: { readonly from: Date; readonly until: Date },
    ): Promise<OrderRecord[]> {
      const { from, until } = period
      const rows = await client.order.findMany({
        where: { provider, createdAt: { gte: from, lt: until }, totalMinor: { gt: 0 } },
        orderBy: { id: 'asc' },
      })
      return rows.map(toOrder)
    },
  }
}

function toOrder(row: Order): OrderRecord {
  return { ...row, status: row.status as OrderStatus, paymentStatus: row.paymentStatus as PaymentStatus }
}
