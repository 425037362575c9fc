import { ConnectionArguments, Role, UserError, connectionOf } from '@lyceum/kit'
import { ArgsType, Field, ID, InputType, ObjectType } from 'type-graphql'

import { User } from './user.type.ts'

@ObjectType('UserConnection', { description: 'A page of users.', simpleResolvers: true })
export class UserConnection extends connectionOf(User, 'User') {}

@ArgsType()
export class UsersArguments extends ConnectionArguments {
  @Field(() => String, {
    nullable: true,
    description: 'Only people whose name, user name or e-mail address contains this.',
  })
  search?: string | null
}

@ArgsType()
export class CreateUserArguments {
  @Field(() => String, { description: 'Where the person can be reached; unique, whatever its case.' })
  email!: string

  @Field(() => String, { description: 'At least 12 characters; no other rule.' })
  password!: string

  @Field(() => String, { nullable: true, description: 'Unique; made from the e-mail address when left out.' })
  username?: string | null

  @Field(() => String, {
    nullable: true,
    description:
      'The name that others see: a line of at most 80 characters, none of them hidden. The user name when left out.',
  })
  displayName?: string | null
}

@InputType({ description: 'The profile fields to change; what is left out stays.' })
export class UpdateProfileInput {
  @Field(() => String, {
    nullable: true,
    description: 'The name that others see: a line of at most 80 characters, none of them hidden.',
  })
  displayName?: string | null

  @Field(() => String, {
    nullable: true,
    description: 'What the person says about themselves, as plain text.',
  })
  bio?: string | null

  @Field(() => String, { nullable: true, description: 'A BCP 47 language tag, for example "pt-BR".' })
  locale?: string | null
}

@InputType({ description: 'A role to give.' })
export class GrantRoleInput {
  @Field(() => ID, { description: 'To whom.' })
  userId!: string

  @Field(() => Role, { description: 'Which role.' })
  role!: Role
}

@InputType({ description: 'A role to take.' })
export class RevokeRoleInput {
  @Field(() => ID, { description: 'From whom.' })
  userId!: string

  @Field(() => Role, { description: 'Which role.' })
  role!: Role
}

@ObjectType('CreateUserPayload', { description: 'The new account, or why there is none.' })
export class CreateUserPayload {
  @Field(() => User, { nullable: true, description: 'The new account.' })
  user?: User | null

  @Field(() => [UserError], { description: 'Empty when it worked.' })
  userErrors!: UserError[]
}

@ObjectType('UpdateProfilePayload', { description: 'The changed profile, or why it did not change.' })
export class UpdateProfilePayload {
  @Field(() => User, { nullable: true, description: 'The changed account.' })
  user?: User | null

  @Field(() => [UserError], { description: 'Empty when it worked.' })
  userErrors!: UserError[]
}

@ObjectType('GrantRolePayload', { description: 'The person with the role, or why not.' })
export class GrantRolePayload {
  @Field(() => User, { nullable: true, description: 'The person who has the role now.' })
  user?: User | null

  @Field(() => [UserError], { description: 'Empty when it worked.' })
  userErrors!: UserError[]
}

@ObjectType('RevokeRolePayload', { description: 'The person without the role, or why not.' })
export class RevokeRolePayload {
  @Field(() => User, { nullable: true, description: 'The person who no longer has the role.' })
  user?: User | null

  @Field(() => [UserError], { description: 'Empty when it worked.' })
  userErrors!: UserError[]
}
