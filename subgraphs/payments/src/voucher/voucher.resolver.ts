import { UserError, toPayload } from '@lyceum/kit'
import { Arg, Ctx, Field, ID, InputType, Int, Mutation, ObjectType, Query, Resolver } from 'type-graphql'

import type { PaymentsContext } from '../context.ts'
import { Money } from '../money/money.type.ts'
import { PaymentStatus } from '../order/order.ts'
import { Order } from '../order/order.type.ts'
import { Refund } from '../refund/refund.type.ts'
import { confirmVoucherPayment } from './confirm-voucher-payment.ts'
import { confirmVoucherRefund } from './confirm-voucher-refund.ts'
import { importVoucherPayments } from './confirm-vouchers.ts'
import type { VoucherServices } from './confirm-vouchers.ts'
import { findVoucherStatus } from './find-voucher-status.ts'

@ObjectType('VoucherStatus', {
  description: 'What a person wants to know after paying at a bank.',
  simpleResolvers: true,
})
export class VoucherStatus {
  @Field(() => String, { description: 'The number on the voucher.' })
  voucherNumber!: string

  @Field(() => [String], { description: 'The titles of the courses.' })
  courses!: string[]

  @Field(() => String, { description: 'The half-year of the order, for example "2026-1".' })
  term!: string

  @Field(() => Money, { description: 'What is to be paid.' })
  fee!: Money

  @Field(() => PaymentStatus, { description: 'Whether it was paid.' })
  status!: PaymentStatus

  @Field(() => Date, { description: 'When it was paid, or, before that, issued.' })
  changedAt!: Date

  @Field(() => Order, { description: 'The order.' })
  order!: Order
}

@ObjectType('StatementFault', {
  description: "A line of the bank's file that nothing was booked of.",
  simpleResolvers: true,
})
export class StatementFaultType {
  @Field(() => Int, { description: 'Counted from 1, the heading included.' })
  line!: number

  @Field(() => String, { description: 'Why.' })
  reason!: string
}

@InputType({ description: "What the bank's statement says." })
export class ConfirmVoucherPaymentInput {
  @Field(() => String, { description: 'The number on the voucher; spaces and dashes do not matter.' })
  voucherNumber!: string

  @Field(() => Int, { description: 'In minor units; the whole fee.' })
  amountMinor!: number

  @Field(() => String, { description: 'Three letters of ISO 4217.' })
  currency!: string

  @Field(() => String, {
    description: 'YYYY-MM-DD, not before the order and not after today, give or take a day.',
  })
  paidOn!: string
}

@InputType({ description: "The bank's file." })
export class ImportVoucherPaymentsInput {
  @Field(() => String, { description: 'CSV with the heading voucher_number,amount,currency,paid_on.' })
  csv!: string
}

@InputType({ description: 'Which refund the bank has made.' })
export class ConfirmVoucherRefundInput {
  @Field(() => ID, { description: 'The refund.' })
  refundId!: string
}

@ObjectType('ConfirmVoucherRefundPayload', { description: 'The refund, or why it is not confirmed.' })
export class ConfirmVoucherRefundPayload {
  @Field(() => Refund, { nullable: true, description: 'The refund, made.' })
  refund?: Refund | null

  @Field(() => [UserError], { description: 'Empty when it worked.' })
  userErrors!: UserError[]
}

@ObjectType('ConfirmVoucherPaymentPayload', { description: 'The paid order, or why nothing was booked.' })
export class ConfirmVoucherPaymentPayload {
  @Field(() => Order, { nullable: true, description: 'The order, paid.' })
  order?: Order | null

  @Field(() => [UserError], { description: 'Empty when it worked.' })
  userErrors!: UserError[]
}

@ObjectType('ImportVoucherPaymentsPayload', { description: 'What was booked and what was not.' })
export class ImportVoucherPaymentsPayload {
  @Field(() => [Order], { nullable: true, description: 'The orders that are paid, each once.' })
  paidOrders?: Order[] | null

  @Field(() => [StatementFaultType], { nullable: true, description: 'Lines that could not be matched.' })
  faults?: StatementFaultType[] | null

  @Field(() => [UserError], { description: 'Empty when it worked.' })
  userErrors!: UserError[]
}

@Resolver(() => VoucherStatus)
export class VoucherResolver {
  constructor(private readonly vouchers: VoucherServices) {}

  @Query(() => VoucherStatus, {
    nullable: true,
    description: 'Whether a voucher was paid; null for everybody but the buyer and administrators.',
  })
  voucherStatus(
    @Arg('voucherNumber', () => String, { description: 'The number on the voucher.' }) voucherNumber: string,
    @Ctx() context: PaymentsContext,
  ) {
    return findVoucherStatus(this.vouchers, context, voucherNumber)
  }

  @Mutation(() => ConfirmVoucherPaymentPayload, { description: 'Marks a voucher paid. For administrators.' })
  async confirmVoucherPayment(
    @Arg('input', () => ConfirmVoucherPaymentInput, { description: 'Which, and what was paid.' })
    input: ConfirmVoucherPaymentInput,
    @Ctx() context: PaymentsContext,
  ) {
    return toPayload(await confirmVoucherPayment(this.vouchers, context, input))
  }

  @Mutation(() => ConfirmVoucherRefundPayload, {
    description: 'Says that the bank gave a refund back; until then it is pending. For administrators.',
  })
  async confirmVoucherRefund(
    @Arg('input', () => ConfirmVoucherRefundInput, { description: 'Which.' })
    input: ConfirmVoucherRefundInput,
    @Ctx() context: PaymentsContext,
  ) {
    return toPayload(await confirmVoucherRefund(this.vouchers, context, input))
  }

  @Mutation(() => ImportVoucherPaymentsPayload, {
    description:
      "Marks vouchers paid from the bank's file; the same file again changes nothing. For administrators.",
  })
  async importVoucherPayments(
    @Arg('input', () => ImportVoucherPaymentsInput, { description: 'The file.' })
    input: ImportVoucherPaymentsInput,
    @Ctx() context: PaymentsContext,
  ) {
    return toPayload(await importVoucherPayments(this.vouchers, context, input))
  }
}
