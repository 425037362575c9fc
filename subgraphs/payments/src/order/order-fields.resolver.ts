import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql'

import type { PaymentsContext } from '../context.ts'
import type { DisputeRecord } from '../dispute/dispute.repository.ts'
import { Money } from '../money/money.type.ts'
import type { ReceiptRecord } from '../receipt/receipt.repository.ts'
import type { RefundRecord } from '../refund/refund.ts'
import { Dispute, Receipt, Refund } from '../refund/refund.type.ts'
import type { PaymentsServices } from '../services.ts'
import { Course, Enrollment, User } from '../user/stubs.ts'
import type { OrderItemRecord, OrderRecord } from './order.ts'
import { expiresAt } from './order-expiry.ts'
import { Order, OrderItem } from './order.type.ts'

@Resolver(() => Order)
export class OrderFieldsResolver {
  @FieldResolver(() => User, { nullable: true, description: 'Who buys.' })
  user(@Root() { userId }: OrderRecord): User {
    return { id: userId }
  }

  @FieldResolver(() => Money, { description: 'The prices together.' })
  subtotal(@Root() { subtotalMinor, currency }: OrderRecord): Money {
    return { amountMinor: subtotalMinor, currency }
  }

  @FieldResolver(() => Money, { description: 'What a coupon took off.' })
  discount(@Root() { discountMinor, currency }: OrderRecord): Money {
    return { amountMinor: discountMinor, currency }
  }

  @FieldResolver(() => Money, { description: 'What is to be paid.' })
  total(@Root() { totalMinor, currency }: OrderRecord): Money {
    return { amountMinor: totalMinor, currency }
  }

  @FieldResolver(() => Money, { description: 'What went back, and what is on its way.' })
  refunded(@Root() { refundedMinor, currency }: OrderRecord): Money {
    return { amountMinor: refundedMinor, currency }
  }

  @FieldResolver(() => Date, {
    nullable: true,
    description: 'When it ends unless it is paid; null when it does not wait any more.',
  })
  expiresAt(@Root() order: OrderRecord): Date | null {
    return expiresAt(order)
  }

  @FieldResolver(() => [OrderItem], { description: 'The courses; 1 to 20.' })
  items(@Root() order: OrderRecord, @Ctx() context: PaymentsContext) {
    return context.items.load(order.id)
  }

  @FieldResolver(() => [Refund], { description: 'The oldest first.' })
  refunds(@Root() order: OrderRecord, @Ctx() context: PaymentsContext): Promise<readonly RefundRecord[]> {
    return context.refunds.load(order.id)
  }

  @FieldResolver(() => [Receipt], { description: 'The receipt, then the credit note of each refund.' })
  receipts(@Root() order: OrderRecord, @Ctx() context: PaymentsContext): Promise<readonly ReceiptRecord[]> {
    return context.receipts.load(order.id)
  }

  @FieldResolver(() => [Dispute], { description: 'The oldest first.' })
  disputes(@Root() order: OrderRecord, @Ctx() context: PaymentsContext): Promise<readonly DisputeRecord[]> {
    return context.disputes.load(order.id)
  }
}

/** A part of an order with the currency of the order. */
export type WithCurrency<T> = T & { readonly currency: string }

@Resolver(() => OrderItem)
export class OrderItemResolver {
  @FieldResolver(() => Course, { nullable: true, description: 'What is bought.' })
  course(@Root() { courseId }: OrderItemRecord): Course {
    return { id: courseId }
  }

  @FieldResolver(() => Enrollment, { nullable: true, description: 'The place in the course.' })
  enrollment(@Root() { enrollmentId }: OrderItemRecord): Enrollment {
    return { id: enrollmentId }
  }

  @FieldResolver(() => Money, { description: "The course's price at the moment of checkout." })
  price(@Root() { priceMinor, currency }: WithCurrency<OrderItemRecord>): Money {
    return { amountMinor: priceMinor, currency }
  }

  @FieldResolver(() => Money, { description: 'The price less its share of the discount.' })
  amount(@Root() { amountMinor, currency }: WithCurrency<OrderItemRecord>): Money {
    return { amountMinor, currency }
  }

  @FieldResolver(() => Money, { description: 'What went back of it, and what is on its way.' })
  refunded(@Root() { refundedMinor, currency }: WithCurrency<OrderItemRecord>): Money {
    return { amountMinor: refundedMinor, currency }
  }
}

@Resolver(() => Refund)
export class RefundResolver {
  @FieldResolver(() => Money, { description: 'How much.' })
  async amount(
    @Root() { orderId, amountMinor }: RefundRecord,
    @Ctx() context: PaymentsContext,
  ): Promise<Money> {
    return { amountMinor, currency: await context.currencyOf(orderId) }
  }

  @FieldResolver(() => Order, { nullable: true, description: 'Of which order.' })
  order(@Root() { orderId }: RefundRecord, @Ctx() context: PaymentsContext): Promise<OrderRecord | null> {
    return context.visibleOrder(orderId)
  }
}

@Resolver(() => Receipt)
export class ReceiptResolver {
  constructor(private readonly services: Pick<PaymentsServices, 'pdf' | 'publicUrl'>) {}

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'The printed form, a PDF; whoever has the address can open it. Null where nothing is printed.',
  })
  url(@Root() { token }: ReceiptRecord): string | null {
    return this.services.pdf === null ? null : `${this.services.publicUrl()}/payments/receipts/${token}.pdf`
  }

  @FieldResolver(() => Money, { description: 'What was paid, or went back.' })
  amount(@Root() { amountMinor, currency }: ReceiptRecord): Money {
    return { amountMinor, currency }
  }
}

@Resolver(() => Dispute)
export class DisputeResolver {
  @FieldResolver(() => Money, { description: 'How much.' })
  async amount(
    @Root() { orderId, amountMinor }: DisputeRecord,
    @Ctx() context: PaymentsContext,
  ): Promise<Money> {
    return { amountMinor, currency: await context.currencyOf(orderId) }
  }
}
