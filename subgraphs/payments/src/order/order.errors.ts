import { UserError, UserErrorCode } from '@lyceum/kit'
import { Field, ObjectType } from 'type-graphql'

import { Order } from './order.type.ts'
import type { OrderRecord } from './order.ts'

@ObjectType('CheckoutOpenError', {
  implements: UserError,
  description: 'Returned when a course is in another order that waits for its payment or was paid.',
})
export class CheckoutOpenError extends UserError {
  @Field(() => Order, { description: 'That order: go on with its checkout, or cancel it.' })
  readonly order: OrderRecord

  constructor(order: OrderRecord) {
    super(UserErrorCode.CHECKOUT_OPEN, 'This course is in another order', ['input', 'courseIds'])
    this.order = order
  }
}
