import { Role } from '@lyceum/kit'
import { Directive, Field, ID, ObjectType, registerEnumType } from 'type-graphql'

registerEnumType(Role, {
  name: 'Role',
  description: 'What a person may be on the platform.',
  valuesConfig: {
    STUDENT: { description: 'Enrols and learns. Everybody who registers is one.' },
    INSTRUCTOR: { description: 'Builds courses, uploads media and grades.' },
    ADMINISTRATOR: { description: 'Runs the place.' },
  },
})

@Directive('@key(fields: "id")')
@ObjectType('User', { description: 'A person with an account.', simpleResolvers: true })
export class User {
  @Field(() => ID, { description: 'Opaque and stable.' })
  id!: string

  @Field(() => String, { description: 'The name that others see.' })
  displayName!: string

  @Field(() => String, { description: 'Unique; can be used to sign in.' })
  username!: string

  @Field(() => String, { description: 'What the person says about themselves, as plain text.' })
  bio!: string

  @Field(() => Date, { description: 'When the account was made.' })
  createdAt!: Date
}
