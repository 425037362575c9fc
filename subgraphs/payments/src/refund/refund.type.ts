import type { DisputeState } from '@lyceum/ports/payment-provider'
import { Field, ID, ObjectType, registerEnumType } from 'type-graphql'

import { ReceiptKind } from '../receipt/receipt.repository.ts'
import { RefundReason, RefundStatus } from './refund.ts'

registerEnumType(RefundStatus, { name: 'RefundStatus', description: 'Where a refund stands.' })
registerEnumType(RefundReason, { name: 'RefundReason', description: 'Why money goes back.' })
registerEnumType(ReceiptKind, { name: 'ReceiptKind', description: 'What a numbered document says.' })

@ObjectType('Refund', { description: 'Money that goes back.', simpleResolvers: true })
export class Refund {
  @Field(() => ID, { description: 'Opaque and stable.' })
  id!: string

  @Field(() => RefundStatus, { description: 'Where it stands.' })
  status!: RefundStatus

  @Field(() => RefundReason, { description: 'Why.' })
  reason!: RefundReason

  @Field(() => Date, { description: 'When it was asked for.' })
  createdAt!: Date

  @Field(() => Date, { nullable: true, description: 'When the provider made or refused it.' })
  settledAt!: Date | null
}

@ObjectType('Receipt', {
  description: 'A receipt, or the credit note of a refund. Numbers of a kind have no gaps.',
  simpleResolvers: true,
})
export class Receipt {
  @Field(() => ID, { description: 'Opaque and stable.' })
  id!: string

  @Field(() => ReceiptKind, { description: 'Which of the two.' })
  kind!: ReceiptKind

  @Field(() => String, { description: 'For example "R-2026-000001".' })
  number!: string

  @Field(() => Date, { description: 'When it was issued.' })
  issuedAt!: Date
}

@ObjectType('Dispute', {
  description: "The payer's bank took money back until it is decided who is right.",
  simpleResolvers: true,
})
export class Dispute {
  @Field(() => ID, { description: 'Opaque and stable.' })
  id!: string

  @Field(() => String, { description: '"OPEN", "WON" (the money came back to the school) or "LOST".' })
  status!: DisputeState

  @Field(() => Date, { description: 'When it was heard of.' })
  createdAt!: Date
}
