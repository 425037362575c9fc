import { connectionOf } from '@lyceum/kit'
import { Field, ID, ObjectType } from 'type-graphql'

@ObjectType('Remark', {
  description: "What an instructor wrote on a learner's report card. The learner reads it, too.",
  simpleResolvers: true,
})
export class Remark {
  @Field(() => ID, { description: 'Opaque and stable.' })
  id!: string

  @Field(() => String, { description: 'Plain text.' })
  text!: string

  @Field(() => Date, { description: 'When it was written.' })
  createdAt!: Date

  @Field(() => Date, { nullable: true, description: 'When its author last changed it; null before that.' })
  editedAt!: Date | null

  @Field(() => Date, {
    nullable: true,
    description: 'When it was taken back; null otherwise. The learner no longer sees such a one.',
  })
  withdrawnAt!: Date | null
}

@ObjectType('RemarkConnection', {
  description: 'A page of remarks, the newest first.',
  simpleResolvers: true,
})
export class RemarkConnection extends connectionOf(Remark, 'Remark') {}
