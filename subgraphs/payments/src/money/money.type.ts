import { Directive, Field, Int, ObjectType } from 'type-graphql'

@Directive('@shareable')
@ObjectType('Money', { description: 'An amount of money.', simpleResolvers: true })
export class Money {
  @Field(() => Int, { description: 'In the minor unit of the currency: cents of EUR, whole yen of JPY.' })
  amountMinor!: number

  @Field(() => String, { description: 'Three letters of ISO 4217, for example "EUR".' })
  currency!: string
}
