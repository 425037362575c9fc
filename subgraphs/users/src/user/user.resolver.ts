import { Role, requirePermission, toConnection, toPageRequest, toPayload } from '@lyceum/kit'
import type { Connection } from '@lyceum/kit'
import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql'

import type { UsersContext } from '../context.ts'
import type { UsersServices } from '../services.ts'
import { grantRole } from './grant-role.ts'
import { registerUser } from './register-user.ts'
import { revokeRole } from './revoke-role.ts'
import { updateProfile } from './update-profile.ts'
import {
  CreateUserArguments,
  CreateUserPayload,
  GrantRoleInput,
  GrantRolePayload,
  RevokeRoleInput,
  RevokeRolePayload,
  UpdateProfileInput,
  UpdateProfilePayload,
  UserConnection,
  UsersArguments,
} from './user.operations.ts'
import { canListUsers, canSeePrivateProfile } from './user.policy.ts'
import type { UserRecord } from './user.ts'
import { User } from './user.type.ts'

@Resolver(() => User)
export class UserResolver {
  constructor(private readonly services: UsersServices) {}

  @Query(() => User, { nullable: true, description: 'The viewer; null when nobody is signed in.' })
  whoami(@Ctx() context: UsersContext): Promise<UserRecord | null> | null {
    return context.viewer && context.users.load(context.viewer.id)
  }

  @Query(() => User, { nullable: true, description: 'One person.' })
  user(
    @Arg('id', () => ID, { description: 'Whom.' }) id: string,
    @Ctx() context: UsersContext,
  ): Promise<UserRecord | null> {
    return context.users.load(id)
  }

  @Query(() => UserConnection, { description: 'Everybody, newest first. For administrators.' })
  async users(
    @Args(() => UsersArguments) args: UsersArguments,
    @Ctx() context: UsersContext,
  ): Promise<Connection<UserRecord>> {
    requirePermission(context.viewer, canListUsers)
    const request = toPageRequest(args, 1)
    const rows = await this.services.users.listUsers(request, args.search ?? null)
    return toConnection(rows, request, ({ id }) => [id])
  }

  @Mutation(() => CreateUserPayload, { description: 'Makes an account. Everybody begins as a student.' })
  async createUser(@Args(() => CreateUserArguments) args: CreateUserArguments, @Ctx() context: UsersContext) {
    return toPayload(await registerUser(this.services, context, args))
  }

  @Mutation(() => UpdateProfilePayload, { description: "Changes the viewer's own profile." })
  async updateProfile(
    @Arg('input', () => UpdateProfileInput, { description: 'What changes.' }) input: UpdateProfileInput,
    @Ctx() context: UsersContext,
  ) {
    return toPayload(await updateProfile(this.services, context, input))
  }

  @Mutation(() => GrantRolePayload, { description: 'Gives a person a role. For administrators.' })
  async grantRole(
    @Arg('input', () => GrantRoleInput, { description: 'Whom and which.' }) input: GrantRoleInput,
    @Ctx() context: UsersContext,
  ) {
    return toPayload(await grantRole(this.services, context, input))
  }

  @Mutation(() => RevokeRolePayload, { description: 'Takes a role from a person. For administrators.' })
  async revokeRole(
    @Arg('input', () => RevokeRoleInput, { description: 'Whom and which.' }) input: RevokeRoleInput,
    @Ctx() context: UsersContext,
  ) {
    return toPayload(await revokeRole(this.services, context, input))
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Where the person can be reached; null for everybody but the person and administrators.',
  })
  email(@Root() user: UserRecord, @Ctx() context: UsersContext): string | null {
    return canSeePrivateProfile(context.viewer, user.id) ? user.email : null
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'The language the person prefers; null when unset, and for everybody but the person and administrators.',
  })
  locale(@Root() user: UserRecord, @Ctx() context: UsersContext): string | null {
    return canSeePrivateProfile(context.viewer, user.id) ? user.locale : null
  }

  @FieldResolver(() => [Role], {
    nullable: true,
    description: 'What the person may be; null for everybody but the person and administrators.',
  })
  roles(@Root() user: UserRecord, @Ctx() context: UsersContext): readonly Role[] | null {
    return canSeePrivateProfile(context.viewer, user.id) ? user.roles : null
  }
}
