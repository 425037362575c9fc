import { ConnectionArguments, UserError, connectionOf } from '@lyceum/kit'
import { ArgsType, Field, ID, InputType, Int, ObjectType } from 'type-graphql'

import { Refund } from '../refund/refund.type.ts'
import { OrderStatus } from './order.ts'
import { Order } from './order.type.ts'

@ObjectType('OrderConnection', { description: 'A page of orders, newest first.', simpleResolvers: true })
export class OrderConnection extends connectionOf(Order, 'Order') {}

@ArgsType()
export class OrdersArguments extends ConnectionArguments {
  @Field(() => ID, { nullable: true, description: 'Only of this person.' })
  userId?: string | null

  @Field(() => OrderStatus, { nullable: true, description: 'Only those that stand so.' })
  status?: OrderStatus | null
}

@InputType({ description: 'What is bought.' })
export class CreateCheckoutInput {
  @Field(() => [ID], {
    description: 'Courses in which the viewer has an enrolment that awaits payment; 1 to 20.',
  })
  courseIds!: string[]

  @Field(() => String, { nullable: true, description: 'Capitals do not matter.' })
  couponCode?: string | null

  @Field(() => String, {
    nullable: true,
    description: 'Who takes the money; by default the first that is set up.',
  })
  provider?: string | null

  @Field(() => String, {
    description: 'Chosen by the client, up to 255 characters. For 7 days the same key is the same order.',
  })
  idempotencyKey!: string
}

@InputType({ description: 'Which order ends.' })
export class CancelOrderInput {
  @Field(() => ID, { description: 'The order.' })
  orderId!: string
}

@InputType({ description: 'What goes back.' })
export class RefundOrderInput {
  @Field(() => ID, { description: 'The order.' })
  orderId!: string

  @Field(() => [ID], { nullable: true, description: 'Only these courses; by default all of the order.' })
  courseIds?: string[] | null

  @Field(() => Int, {
    nullable: true,
    description: 'Only a part, in minor units; by default all that is left. For administrators.',
  })
  amountMinor?: number | null

  @Field(() => String, {
    description: 'Chosen by the client, up to 255 characters. For 7 days the same key is the same refund.',
  })
  idempotencyKey!: string
}

@ObjectType('CreateCheckoutPayload', { description: 'The order and where to pay it, or why there is none.' })
export class CreateCheckoutPayload {
  @Field(() => Order, { nullable: true, description: 'Paid at once when a coupon covers everything.' })
  order?: Order | null

  @Field(() => [UserError], { description: 'Empty when it worked.' })
  userErrors!: UserError[]
}

@ObjectType('CancelOrderPayload', { description: 'The cancelled order, or why it goes on.' })
export class CancelOrderPayload {
  @Field(() => Order, { nullable: true, description: 'The order, cancelled.' })
  order?: Order | null

  @Field(() => [UserError], { description: 'Empty when it worked.' })
  userErrors!: UserError[]
}

@ObjectType('RefundOrderPayload', { description: 'The refund, or why there is none.' })
export class RefundOrderPayload {
  @Field(() => Refund, { nullable: true, description: 'Pending while the provider has not confirmed it.' })
  refund?: Refund | null

  @Field(() => [UserError], { description: 'Empty when it worked.' })
  userErrors!: UserError[]
}
