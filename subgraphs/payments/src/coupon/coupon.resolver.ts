import {
  ConnectionArguments,
  UserError,
  connectionOf,
  isAdministrator,
  requirePermission,
  toConnection,
  toPageRequest,
  toPayload,
} from '@lyceum/kit'
import type { Connection } from '@lyceum/kit'
import {
  Arg,
  Args,
  Ctx,
  Field,
  ID,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
} from 'type-graphql'

import type { PaymentsContext } from '../context.ts'
import type { PaymentsServices } from '../services.ts'
import type { CouponRecord } from './coupon.repository.ts'
import { createCoupon } from './create-coupon.ts'

@ObjectType('Coupon', { description: 'Takes something off an order.', simpleResolvers: true })
export class Coupon {
  @Field(() => ID, { description: 'Opaque and stable.' })
  id!: string

  @Field(() => String, { description: 'What buyers type; in capitals.' })
  code!: string

  @Field(() => Int, { nullable: true, description: 'Whole percent; null for a coupon of an amount.' })
  percent!: number | null

  @Field(() => Int, { nullable: true, description: 'In minor units; null for a coupon of a percentage.' })
  amountMinor!: number | null

  @Field(() => String, {
    nullable: true,
    description: 'Of the amount; it holds for orders in this currency.',
  })
  currency!: string | null

  @Field(() => Int, { nullable: true, description: 'How often it can be used; null without a limit.' })
  usageLimit!: number | null

  @Field(() => Int, { nullable: true, description: 'How often one person can use it; null without a limit.' })
  userUsageLimit!: number | null

  @Field(() => Int, { description: 'How often it is used; an order that was not paid gives its use back.' })
  usageCount!: number

  @Field(() => Date, { nullable: true, description: 'From when it no longer holds.' })
  expiresAt!: Date | null
}

@ObjectType('CouponConnection', { description: 'A page of coupons, newest first.', simpleResolvers: true })
export class CouponConnection extends connectionOf(Coupon, 'Coupon') {}

@InputType({ description: 'Either percent, or amountMinor and currency.' })
export class CreateCouponInput {
  @Field(() => String, { description: 'Letters, digits and dashes; 3 to 40.' })
  code!: string

  @Field(() => Int, { nullable: true, description: '1 to 100.' })
  percent?: number | null

  @Field(() => Int, { nullable: true, description: 'In minor units.' })
  amountMinor?: number | null

  @Field(() => String, { nullable: true, description: 'Three letters of ISO 4217.' })
  currency?: string | null

  @Field(() => Int, { nullable: true, description: 'How often it can be used.' })
  usageLimit?: number | null

  @Field(() => Int, { nullable: true, description: 'How often one person can use it.' })
  userUsageLimit?: number | null

  @Field(() => Date, { nullable: true, description: 'From when it no longer holds.' })
  expiresAt?: Date | null
}

@ObjectType('CreateCouponPayload', { description: 'The coupon, or why there is none.' })
export class CreateCouponPayload {
  @Field(() => Coupon, { nullable: true, description: 'The new coupon.' })
  coupon?: Coupon | null

  @Field(() => [UserError], { description: 'Empty when it worked.' })
  userErrors!: UserError[]
}

@Resolver(() => Coupon)
export class CouponResolver {
  constructor(private readonly services: PaymentsServices) {}

  @Query(() => CouponConnection, { description: 'Every coupon, newest first. For administrators.' })
  async coupons(
    @Args(() => ConnectionArguments) args: ConnectionArguments,
    @Ctx() context: PaymentsContext,
  ): Promise<Connection<CouponRecord>> {
    requirePermission(context.viewer, isAdministrator)
    const request = toPageRequest(args, 1)
    return toConnection(await this.services.coupons.listCoupons(request), request, ({ id }) => [id])
  }

  @Mutation(() => CreateCouponPayload, { description: 'Makes a coupon. For administrators.' })
  async createCoupon(
    @Arg('input', () => CreateCouponInput, { description: 'What it takes off.' }) input: CreateCouponInput,
    @Ctx() context: PaymentsContext,
  ) {
    return toPayload(await createCoupon(this.services, context, input))
  }
}
