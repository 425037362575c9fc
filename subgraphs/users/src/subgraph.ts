import { createEventing, createSchedule } from '@lyceum/events'
import type { Broker, EventDatabase } from '@lyceum/events'
import { BasicUserError, Role, buildSubgraph } from '@lyceum/kit'
import type { Subgraph, TokenVerifier } from '@lyceum/kit'
import type { Clock } from '@lyceum/ports/clock'
import { createPrismaClient, createTransactor } from '@lyceum/prisma'
import type { Pool } from '@lyceum/prisma'
import { PrismaClient } from '@lyceum/prisma/users'
import type { JWK } from 'jose'
import type { Logger } from 'pino'

import { createUsersContext } from './context.ts'
import type { UsersContext } from './context.ts'
import { publishKeys } from './routes.ts'
import type { UsersServices, UsersTransaction } from './services.ts'
import { createAccessTokenIssuer } from './session/access-token.ts'
import { createPasswords } from './session/passwords.ts'
import { createRefreshTokenRepository } from './session/refresh-token.repository.ts'
import { SessionResolver } from './session/session.resolver.ts'
import { createSharedSignInThrottle } from './session/shared-sign-in-throttle.ts'
import type { SharedThrottleOptions } from './session/shared-sign-in-throttle.ts'
import { createSignInThrottle } from './session/sign-in-throttle.ts'
import type { SignInThrottle } from './session/sign-in-throttle.ts'
import type { AdministratorGranter } from './user/grant-administrator.command.ts'
import { giveRole } from './user/grant-role.ts'
import { createUserRepository } from './user/user.repository.ts'
import { UserResolver } from './user/user.resolver.ts'

export { grantAdministratorCommand } from './user/grant-administrator.command.ts'

export interface UsersDependencies {
  readonly pool: Pool
  readonly eventDatabase: EventDatabase
  readonly broker: Broker
  readonly clock: Clock
  readonly logger: Logger
  readonly verifyAccessToken: TokenVerifier
  /** Private Ed25519 keys; the first signs, all are published. */
  readonly signingKeys: readonly JWK[]
  readonly passwordPepper: string
  /** @default 12 */
  readonly passwordCost?: number
  /** Derives the successor of a refresh token. */
  readonly refreshSecret: string
  /** How often expired refresh tokens are removed, in milliseconds. @default 3_600_000 */
  readonly sweepMilliseconds?: number
  /** Where several processes count failed sign-ins together. @default this process counts by itself */
  readonly signInRedis?: SharedThrottleOptions['redis']
}

/** The users subgraph, and what only the server's own shell may do. */
export interface UsersSubgraph extends Subgraph, AdministratorGranter {}

/** Accounts, roles and sessions. */
export async function createUsersSubgraph(dependencies: UsersDependencies): Promise<UsersSubgraph> {
  const { clock, logger, pool, verifyAccessToken, sweepMilliseconds = 3_600_000 } = dependencies
  const prisma = createPrismaClient(PrismaClient, { pool, schema: 'users' })
  const transact = createTransactor(prisma)
  const eventing = createEventing({
    subgraph: 'users',
    transact,
    database: dependencies.eventDatabase,
    broker: dependencies.broker,
    logger,
  })
  const passwords = createPasswords({
    pepper: dependencies.passwordPepper,
    ...(dependencies.passwordCost !== undefined && { cost: dependencies.passwordCost }),
  })
  const services: UsersServices = {
    accessTokens: await createAccessTokenIssuer(dependencies.signingKeys, clock),
    clock,
    inTransaction: (context, work) =>
      transact((tx) =>
        work({
          users: createUserRepository(tx),
          refreshTokens: createRefreshTokenRepository(tx),
          say: (event) => eventing.outbox.add(tx, { ...event, requestId: context.requestId }),
        } satisfies UsersTransaction),
      ),
    passwords,
    refreshSecret: dependencies.refreshSecret,
    refreshTokens: createRefreshTokenRepository(prisma),
    signInThrottle: openSignInThrottle(dependencies),
    users: createUserRepository(prisma),
  }
  const sweep = createSchedule(() => services.refreshTokens.removeExpired(clock.now()), {
    everyMilliseconds: sweepMilliseconds,
    logger,
  })
  return {
    name: 'users',
    schema: buildSubgraph<UsersContext>({
      resolvers: [new UserResolver(services), new SessionResolver(services)],
      types: [BasicUserError],
      references: { User: ({ id }, { users }) => users.load(id) },
    }),
    createContext: (headers) =>
      createUsersContext(headers, {
        logger: logger.child({ subgraph: 'users' }),
        users: services.users,
        verifyAccessToken,
      }),
    routes: publishKeys(services.accessTokens.publicKeys),
    async start() {
      await eventing.start()
      sweep.start()
    },
    async stop() {
      await sweep.stop()
      await eventing.stop()
      await passwords.close()
      await prisma.$disconnect()
    },
    async grantAdministrator(email) {
      const credentials = await services.users.findCredentials(email)
      if (credentials === null) return false
      const change = { userId: credentials.user.id, role: Role.ADMINISTRATOR, grantedBy: null }
      await giveRole(services, { requestId: 'server-shell' }, change)
      return true
    },
  }
}

function openSignInThrottle({ clock, logger, signInRedis }: UsersDependencies): SignInThrottle {
  const own = createSignInThrottle({ clock })
  return signInRedis === undefined
    ? own
    : createSharedSignInThrottle({ redis: signInRedis, fallback: own, logger })
}
