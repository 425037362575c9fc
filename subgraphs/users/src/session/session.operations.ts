import { UserError } from '@lyceum/kit'
import { ArgsType, Field, ObjectType } from 'type-graphql'

import { User } from '../user/user.type.ts'

@ArgsType()
export class TokenAuthArguments {
  @Field(() => String, { description: 'User name or e-mail address.' })
  username!: string

  @Field(() => String, { description: 'The password.' })
  password!: string
}

@ObjectType('TokenAuthPayload', { description: 'The tokens of a new session, or why there is none.' })
export class TokenAuthPayload {
  @Field(() => String, {
    nullable: true,
    description: 'Send it as `Authorization: Bearer`. Holds for ten minutes.',
  })
  accessToken?: string

  @Field(() => Date, { nullable: true, description: 'When the access token stops being valid.' })
  expiresAt?: Date

  @Field(() => String, {
    nullable: true,
    description: 'Exchange it once, by `refreshToken`, for new tokens.',
  })
  refreshToken?: string

  @Field(() => User, { nullable: true, description: 'Who signed in.' })
  user?: User

  @Field(() => [UserError], { description: 'Empty when it worked.' })
  userErrors!: UserError[]
}

@ObjectType('RefreshTokenPayload', { description: 'The next tokens of a session, or why it has ended.' })
export class RefreshTokenPayload {
  @Field(() => String, {
    nullable: true,
    description: 'Send it as `Authorization: Bearer`. Holds for ten minutes.',
  })
  accessToken?: string

  @Field(() => Date, { nullable: true, description: 'When the access token stops being valid.' })
  expiresAt?: Date

  @Field(() => String, { nullable: true, description: 'Replaces the one that was sent.' })
  refreshToken?: string

  @Field(() => User, { nullable: true, description: 'Whose session it is.' })
  user?: User

  @Field(() => [UserError], { description: 'Empty when it worked.' })
  userErrors!: UserError[]
}
