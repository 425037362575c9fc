import { createEventing } from '@lyceum/events'
import type { Broker, EventDatabase } from '@lyceum/events'
import { BasicUserError, buildSubgraph } from '@lyceum/kit'
import type { Subgraph, TokenVerifier } from '@lyceum/kit'
import type { Clock } from '@lyceum/ports/clock'
import { createPrismaClient, createTransactor } from '@lyceum/prisma'
import type { Pool } from '@lyceum/prisma'
import { PrismaClient } from '@lyceum/prisma/notifications'
import type { Logger } from 'pino'

import { createEventHandlers } from './audience/event-handlers.ts'
import { createNotificationsContext } from './context.ts'
import type { NotificationsContext } from './context.ts'
import { createNotificationRepository } from './notification/notification.repository.ts'
import { NotificationResolver } from './notification/notification.resolver.ts'
import type { NotificationsServices } from './services.ts'

export interface NotificationsDependencies {
  readonly pool: Pool
  readonly eventDatabase: EventDatabase
  readonly broker: Broker
  readonly clock: Clock
  readonly logger: Logger
  readonly verifyAccessToken: TokenVerifier
}

/** What people should hear of, stored and live. */
export function createNotificationsSubgraph(dependencies: NotificationsDependencies): Subgraph {
  const { broker, clock, logger, pool, verifyAccessToken } = dependencies
  const prisma = createPrismaClient(PrismaClient, { pool, schema: 'notifications' })
  const eventing = createEventing({
    subgraph: 'notifications',
    transact: createTransactor(prisma),
    database: dependencies.eventDatabase,
    broker,
    logger,
    handlers: createEventHandlers(broker.live),
  })
  const services: NotificationsServices = {
    notifications: createNotificationRepository(prisma),
    live: broker.live,
    clock,
    pollMilliseconds: 15_000,
  }
  return {
    name: 'notifications',
    schema: buildSubgraph<NotificationsContext>({
      resolvers: [new NotificationResolver(services)],
      types: [BasicUserError],
      references: { Notification: ({ id }, { notifications }) => notifications.load(id) },
    }),
    createContext: (headers) =>
      createNotificationsContext(headers, {
        logger: logger.child({ subgraph: 'notifications' }),
        services,
        verifyAccessToken,
      }),
    start: () => eventing.start(),
    replayDeadLetters: () => eventing.replayDeadLetters(),
    async stop() {
      await eventing.stop()
      await prisma.$disconnect()
    },
  }
}
