import { createEventing, transcodeJob, transcodeReportJob } from '@lyceum/events'
import type { Broker, EventDatabase } from '@lyceum/events'
import { BasicUserError, buildSubgraph } from '@lyceum/kit'
import type { Subgraph, TokenVerifier } from '@lyceum/kit'
import type { Clock } from '@lyceum/ports/clock'
import type { Storage } from '@lyceum/ports/storage'
import { createPrismaClient, createTransactor } from '@lyceum/prisma'
import type { Pool } from '@lyceum/prisma'
import { PrismaClient } from '@lyceum/prisma/media'
import type { FastifyPluginAsync } from 'fastify'
import type { Logger } from 'pino'

import { MediaAssetFieldsResolver } from './asset/media-asset-fields.resolver.ts'
import { resolveMediaAssetReference } from './asset/media-asset.reference.ts'
import { MediaAssetResolver } from './asset/media-asset.resolver.ts'
import { createMediaContext } from './context.ts'
import type { MediaContext } from './context.ts'
import { eventHandlers } from './event-handlers.ts'
import { HandedInFileResolver } from './handed-in-file/handed-in-file.resolver.ts'
import { HandedInFile } from './handed-in-file/handed-in-file.type.ts'
import { createMediaJobs } from './jobs/media-jobs.ts'
import type { MediaTiming } from './jobs/media-jobs.ts'
import { createManifestCache } from './playback/manifest-cache.ts'
import { createPlaybackTokens } from './playback/playback-token.ts'
import { mediaRoutes } from './playback/routes.ts'
import { createRepositories } from './repositories.ts'
import type { MediaServices } from './services.ts'

export type { MediaTiming }

export interface MediaDependencies {
  readonly pool: Pool
  readonly eventDatabase: EventDatabase
  readonly broker: Broker
  readonly clock: Clock
  readonly logger: Logger
  readonly verifyAccessToken: TokenVerifier
  readonly storage: Storage
  /** Shared with the lectures subgraph, which signs grants; playback links are signed with a key derived from it. */
  readonly playbackGrantSecret: string
  /** The address that links are made of. */
  readonly publicUrl: () => string
  /** Receives uploads under `/media/uploads`, where the storage does not do it itself. */
  readonly uploadRoutes?: FastifyPluginAsync
  readonly timing?: MediaTiming
}

/** Uploaded files: kept, transcoded, captioned and played by grant. */
export function createMediaSubgraph(dependencies: MediaDependencies): Subgraph {
  const { broker, clock, pool, verifyAccessToken, playbackGrantSecret, uploadRoutes } = dependencies
  const logger = dependencies.logger.child({ subgraph: 'media' })
  const prisma = createPrismaClient(PrismaClient, { pool, schema: 'media' })
  const transact = createTransactor(prisma)
  const eventing = createEventing({
    subgraph: 'media',
    transact,
    database: dependencies.eventDatabase,
    broker,
    logger: dependencies.logger,
    handlers: eventHandlers,
  })
  const repositories = createRepositories(prisma)
  const services: MediaServices = {
    ...repositories,
    inTransaction: ({ requestId }, work) =>
      transact((tx) =>
        work({ ...createRepositories(tx), say: (event) => eventing.outbox.add(tx, { ...event, requestId }) }),
      ),
    storage: dependencies.storage,
    transcodes: broker.jobQueue(transcodeJob),
    reports: broker.jobQueue(transcodeReportJob),
    live: broker.live,
    clock,
    logger,
    manifests: createManifestCache(repositories.versions),
    playbackTokens: createPlaybackTokens({ secret: playbackGrantSecret, clock }),
    playbackGrantSecret,
    publicUrl: dependencies.publicUrl,
  }
  const jobs = createMediaJobs(services, broker, dependencies.timing)
  return {
    name: 'media',
    schema: buildSubgraph<MediaContext>({
      resolvers: [
        new MediaAssetResolver(services),
        new MediaAssetFieldsResolver(services),
        new HandedInFileResolver(services),
      ],
      types: [BasicUserError, HandedInFile],
      references: {
        HandedInFile: ({ grant }) => ({ grant: typeof grant === 'string' ? grant : null }),
        MediaAsset: resolveMediaAssetReference,
      },
    }),
    createContext: (headers) => createMediaContext(headers, { logger, services, verifyAccessToken }),
    routes: mediaRoutes(services, uploadRoutes),
    async start() {
      await eventing.start()
      jobs.start()
    },
    replayDeadLetters: () => eventing.replayDeadLetters(),
    async stop() {
      await jobs.stop()
      await eventing.stop()
      await prisma.$disconnect()
    },
  }
}
