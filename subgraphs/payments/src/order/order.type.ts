import { Directive, Field, ID, ObjectType, registerEnumType } from 'type-graphql'

import { OrderStatus, PaymentStatus } from './order.ts'

registerEnumType(OrderStatus, {
  name: 'OrderStatus',
  description: 'Where an order stands.',
  valuesConfig: {
    PENDING: { description: 'Waits for its payment.' },
    PAID: { description: 'The money arrived.' },
    PARTIALLY_REFUNDED: { description: 'A part of the money went back.' },
    REFUNDED: { description: 'All of the money went back.' },
    FAILED: { description: 'The payment failed or its time ran out; order again.' },
    CANCELLED: { description: 'Ended before it was paid.' },
  },
})

registerEnumType(PaymentStatus, {
  name: 'PaymentStatus',
  description: 'Where the payment of an order stands at its provider.',
  valuesConfig: {
    UNKNOWN: { description: 'The provider has not answered yet; it is asked until it does.' },
    OPEN: { description: 'Can be paid.' },
    PROCESSING: { description: 'Was begun and is not decided.' },
    SUCCEEDED: { description: 'The money arrived.' },
    FAILED: { description: 'Was refused.' },
    EXPIRED: { description: 'Its time ran out.' },
  },
})

@Directive('@key(fields: "id")')
@ObjectType('Order', {
  description: 'What a person buys, at the price of the moment of checkout.',
  simpleResolvers: true,
})
export class Order {
  @Field(() => ID, { description: 'Opaque and stable.' })
  id!: string

  @Field(() => OrderStatus, { description: 'Where it stands.' })
  status!: OrderStatus

  @Field(() => PaymentStatus, { description: 'Where its payment stands.' })
  paymentStatus!: PaymentStatus

  @Field(() => String, { description: 'Who takes the money: "sandbox", "voucher" or "stripe".' })
  provider!: string

  @Field(() => String, { nullable: true, description: 'Where to pay; null where there is no page for it.' })
  checkoutUrl!: string | null

  @Field(() => String, {
    nullable: true,
    description: 'What to give to the bank; null where no voucher is used.',
  })
  voucherNumber!: string | null

  @Field(() => String, { nullable: true, description: 'Why it failed: a stable word for programs.' })
  failureReason!: string | null

  @Field(() => Date, { description: 'When it was made.' })
  createdAt!: Date

  @Field(() => Date, { nullable: true, description: 'When the money arrived.' })
  paidAt!: Date | null
}

@ObjectType('OrderItem', { description: 'A course of an order.', simpleResolvers: true })
export class OrderItem {
  @Field(() => ID, { description: 'Opaque and stable.' })
  id!: string

  @Field(() => String, { description: "The course's title at the moment of checkout." })
  title!: string
}
