import { createEventing, createOutbox } from '@lyceum/events'
import type { Broker, EventDatabase } from '@lyceum/events'
import { BasicUserError, buildSubgraph } from '@lyceum/kit'
import type { Subgraph, TokenVerifier } from '@lyceum/kit'
import type { Clock } from '@lyceum/ports/clock'
import { createPrismaClient, createTransactor } from '@lyceum/prisma'
import type { Pool } from '@lyceum/prisma'
import { PrismaClient } from '@lyceum/prisma/lectures'
import type { Prisma } from '@lyceum/prisma/lectures'
import type { Logger } from 'pino'

import { createAnnotationRepository } from './annotation/annotation.repository.ts'
import { AnnotationResolver, LectureAnnotationsResolver } from './annotation/annotation.resolver.ts'
import { createAttachmentRepository } from './attachment/attachment.repository.ts'
import { AttachmentResolver } from './attachment/attachment.resolver.ts'
import { createLecturesContext } from './context.ts'
import type { LecturesContext } from './context.ts'
import { createCourseRepository } from './course/course.repository.ts'
import { CourseResolver } from './course/course.resolver.ts'
import { createEnrollmentRepository } from './enrollment/enrollment.repository.ts'
import { createEventHandlers } from './event-handlers.ts'
import { findVisibleLecture } from './lecture/lecture-access.ts'
import { LectureEditingResolver } from './lecture/lecture-editing.resolver.ts'
import { createLectureRepository } from './lecture/lecture.repository.ts'
import { LectureResolver } from './lecture/lecture.resolver.ts'
import { createMediaAssetRepository } from './media-asset/media-asset.repository.ts'
import { MediaAssetResolver } from './media-asset/media-asset.resolver.ts'
import { createModuleRepository } from './module/module.repository.ts'
import { ModuleResolver } from './module/module.resolver.ts'
import { createProgressRepository } from './progress/progress.repository.ts'
import { ProgressResolver } from './progress/progress.resolver.ts'
import type { LecturesRepositories, LecturesServices } from './services.ts'

export interface LecturesDependencies {
  readonly pool: Pool
  readonly eventDatabase: EventDatabase
  readonly broker: Broker
  readonly clock: Clock
  readonly logger: Logger
  readonly verifyAccessToken: TokenVerifier
  /** Signs what the media subgraph may play; shared with it and with nobody else. */
  readonly playbackGrantSecret: string
}

/** Lectures, annotations and learners' progress. */
export function createLecturesSubgraph(dependencies: LecturesDependencies): Subgraph {
  const { broker, clock, eventDatabase, logger, playbackGrantSecret, pool, verifyAccessToken } = dependencies
  const prisma = createPrismaClient(PrismaClient, { pool, schema: 'lectures' })
  const transact = createTransactor(prisma)
  const outbox = createOutbox({ schema: 'lectures' })
  const eventing = createEventing({
    subgraph: 'lectures',
    transact,
    database: eventDatabase,
    broker,
    logger,
    handlers: createEventHandlers({ outbox, openRepositories: createRepositories }),
  })
  const services: LecturesServices = {
    ...createRepositories(prisma),
    clock,
    inTransaction: ({ requestId }, work) =>
      transact((tx) =>
        work({
          ...createRepositories(tx),
          say: (...events) =>
            outbox.add(
              tx,
              events.map((event) => ({ ...event, requestId })),
            ),
        }),
      ),
    playbackGrantSecret,
  }
  return {
    name: 'lectures',
    schema: buildSubgraph<LecturesContext>({
      resolvers: [
        new LectureResolver(),
        new LectureEditingResolver(services),
        new AttachmentResolver(services),
        new AnnotationResolver(services),
        new LectureAnnotationsResolver(),
        new ProgressResolver(services),
        new CourseResolver(),
        new ModuleResolver(),
        new MediaAssetResolver(),
      ],
      types: [BasicUserError],
      references: {
        Course: ({ id }) => ({ id }),
        Lecture: ({ id }, context) => findVisibleLecture(context, id),
        MediaAsset: ({ id }) => ({ id }),
        Module: ({ id }) => ({ id }),
      },
    }),
    createContext: (headers) =>
      createLecturesContext(headers, {
        logger: logger.child({ subgraph: 'lectures' }),
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

/** Every repository on one client: the shared one, or that of a transaction. */
function createRepositories(client: Prisma.TransactionClient): LecturesRepositories {
  return {
    annotations: createAnnotationRepository(client),
    attachments: createAttachmentRepository(client),
    courses: createCourseRepository(client),
    enrollments: createEnrollmentRepository(client),
    lectures: createLectureRepository(client),
    mediaAssets: createMediaAssetRepository(client),
    modules: createModuleRepository(client),
    progress: createProgressRepository(client),
  }
}
