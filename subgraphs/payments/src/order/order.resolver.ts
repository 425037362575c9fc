import {
  ConnectionArguments,
  isAdministrator,
  requirePermission,
  requireSignedIn,
  toConnection,
  toPageRequest,
  toPayload,
} from '@lyceum/kit'
import type { Connection } from '@lyceum/kit'
import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql'

import type { PaymentsContext } from '../context.ts'
import { refundOrder } from '../refund/refund-order.ts'
import type { PaymentsServices } from '../services.ts'
import { User } from '../user/stubs.ts'
import { cancelOrder } from './cancel-order.ts'
import { createCheckout } from './create-checkout.ts'
import {
  CancelOrderInput,
  CancelOrderPayload,
  CreateCheckoutInput,
  CreateCheckoutPayload,
  OrderConnection,
  OrdersArguments,
  RefundOrderInput,
  RefundOrderPayload,
} from './order.operations.ts'
import type { OrderRecord } from './order.ts'
import { Order } from './order.type.ts'

const which = { description: 'Which and how.' }

@Resolver(() => Order)
export class OrderResolver {
  constructor(private readonly services: PaymentsServices) {}

  @Query(() => OrderConnection, { description: 'Every order, newest first. For administrators.' })
  async orders(
    @Args(() => OrdersArguments) args: OrdersArguments,
    @Ctx() context: PaymentsContext,
  ): Promise<Connection<OrderRecord>> {
    requirePermission(context.viewer, isAdministrator)
    const request = toPageRequest(args, 1)
    return toConnection(await this.services.orders.listOrders(request, args), request, ({ id }) => [id])
  }

  @Query(() => OrderConnection, { description: "The viewer's orders, newest first: their billing history." })
  async myOrders(
    @Args(() => ConnectionArguments) args: ConnectionArguments,
    @Ctx() context: PaymentsContext,
  ): Promise<Connection<OrderRecord>> {
    return await context.pageOfUser(requireSignedIn(context.viewer).id, args)
  }

  @Query(() => Order, {
    nullable: true,
    description: 'One order; null for everybody but the buyer and administrators.',
  })
  order(
    @Arg('id', () => ID, { description: 'Which.' }) id: string,
    @Ctx() context: PaymentsContext,
  ): Promise<OrderRecord | null> {
    return context.visibleOrder(id)
  }

  @Mutation(() => CreateCheckoutPayload, {
    description: 'Orders courses and says where to pay them. Enrol in them first.',
  })
  async createCheckout(
    @Arg('input', () => CreateCheckoutInput, which) input: CreateCheckoutInput,
    @Ctx() context: PaymentsContext,
  ) {
    return toPayload(await createCheckout(this.services, context, input))
  }

  @Mutation(() => CancelOrderPayload, { description: 'Ends an order that was not paid.' })
  async cancelOrder(
    @Arg('input', () => CancelOrderInput, which) input: CancelOrderInput,
    @Ctx() context: PaymentsContext,
  ) {
    return toPayload(await cancelOrder(this.services, context, input))
  }

  @Mutation(() => RefundOrderPayload, {
    description:
      'Gives money back. Buyers: whole courses, within 14 days of payment, not completed. Administrators: anything that is left.',
  })
  async refundOrder(
    @Arg('input', () => RefundOrderInput, which) input: RefundOrderInput,
    @Ctx() context: PaymentsContext,
  ) {
    return toPayload(await refundOrder(this.services, context, input))
  }
}

@Resolver(() => User)
export class UserOrdersResolver {
  @FieldResolver(() => OrderConnection, {
    nullable: true,
    description: 'What the person bought, newest first; null for everybody but them and administrators.',
  })
  orders(
    @Root() { id }: User,
    @Args(() => ConnectionArguments) args: ConnectionArguments,
    @Ctx() context: PaymentsContext,
  ): Promise<Connection<OrderRecord> | null> {
    return context.pageOfVisibleUser(id, args)
  }
}
