import { toPayload } from '@lyceum/kit'
import { Arg, Args, Ctx, Mutation, Resolver } from 'type-graphql'

import type { UsersContext } from '../context.ts'
import type { UsersServices } from '../services.ts'
import { refreshSession } from './refresh-session.ts'
import { RefreshTokenPayload, TokenAuthArguments, TokenAuthPayload } from './session.operations.ts'
import { signIn } from './sign-in.ts'

@Resolver()
export class SessionResolver {
  constructor(private readonly services: UsersServices) {}

  @Mutation(() => TokenAuthPayload, { description: 'Opens a session.' })
  async tokenAuth(@Args(() => TokenAuthArguments) args: TokenAuthArguments, @Ctx() context: UsersContext) {
    return toPayload(await signIn(this.services, context, args))
  }

  @Mutation(() => RefreshTokenPayload, {
    description: 'Exchanges a refresh token for new tokens. Each works once.',
  })
  async refreshToken(
    @Arg('refreshToken', () => String, { description: 'The last one received.' }) refreshToken: string,
    @Ctx() context: UsersContext,
  ) {
    return toPayload(await refreshSession(this.services, context, refreshToken))
  }
}
