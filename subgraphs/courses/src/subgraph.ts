import { createEventing } from '@lyceum/events'
import type { Broker, EventDatabase } from '@lyceum/events'
import { BasicUserError, buildSubgraph } from '@lyceum/kit'
import type { Subgraph, TokenVerifier } from '@lyceum/kit'
import type { Clock } from '@lyceum/ports/clock'
import { createPrismaClient, createTransactor } from '@lyceum/prisma'
import type { Pool } from '@lyceum/prisma'
import { PrismaClient } from '@lyceum/prisma/courses'
import type { Prisma } from '@lyceum/prisma/courses'
import type { Logger } from 'pino'

import { createCategoryRepository } from './category/category.repository.ts'
import { CategoryResolver } from './category/category.resolver.ts'
import { createCoursesContext } from './context.ts'
import type { CoursesContext } from './context.ts'
import { createCatalogueRepository } from './course/course-catalogue.repository.ts'
import { CourseEditingResolver } from './course/course-editing.resolver.ts'
import { CoursePublishingResolver } from './course/course-publishing.resolver.ts'
import { CourseNotPublishableError } from './course/course.errors.ts'
import { resolveCourseReference, resolveModuleReference } from './course/course.references.ts'
import { createCourseRepository } from './course/course.repository.ts'
import { CourseResolver } from './course/course.resolver.ts'
import { createFollowRepository } from './follow/follow.repository.ts'
import { FollowResolver } from './follow/follow.resolver.ts'
import { createImageRepository } from './media-asset/image.repository.ts'
import { MediaAsset } from './media-asset/media-asset.stub.ts'
import { createModuleRepository } from './module/module.repository.ts'
import { ModuleResolver } from './module/module.resolver.ts'
import { createProgramRepository } from './program/program.repository.ts'
import { ProgramResolver } from './program/program.resolver.ts'
import { createEventHandlers } from './projection/event-handlers.ts'
import { createProjectionRepository } from './projection/projection.repository.ts'
import type { CoursesRepositories, CoursesServices } from './services.ts'
import { createPersonRepository } from './user/person.repository.ts'
import { UserResolver } from './user/user.resolver.ts'
import { User } from './user/user.stub.ts'

export interface CoursesDependencies {
  readonly pool: Pool
  readonly eventDatabase: EventDatabase
  readonly broker: Broker
  readonly clock: Clock
  readonly logger: Logger
  readonly verifyAccessToken: TokenVerifier
}

/** The catalogue: programs, categories, courses and their modules, and who follows what. */
export function createCoursesSubgraph(dependencies: CoursesDependencies): Subgraph {
  const { clock, logger, pool, verifyAccessToken } = dependencies
  const prisma = createPrismaClient(PrismaClient, { pool, schema: 'courses' })
  const transact = createTransactor(prisma)
  const eventing = createEventing({
    subgraph: 'courses',
    transact,
    database: dependencies.eventDatabase,
    broker: dependencies.broker,
    logger,
    handlers: createEventHandlers((tx: Prisma.TransactionClient) => createProjectionRepository(tx)),
  })
  const repositories = createRepositories(prisma)
  const services: CoursesServices = {
    ...repositories,
    catalogue: createCatalogueRepository(prisma),
    clock,
    inTransaction: (context, work) =>
      transact((tx) =>
        work({
          ...createRepositories(tx),
          say: (event) => eventing.outbox.add(tx, { ...event, requestId: context.requestId }),
        }),
      ),
  }
  return {
    name: 'courses',
    schema: createSchema(services),
    createContext: (headers) =>
      createCoursesContext(headers, {
        ...repositories,
        logger: logger.child({ subgraph: 'courses' }),
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

function createSchema(services: CoursesServices) {
  return buildSubgraph<CoursesContext>({
    resolvers: [
      new CourseResolver(services),
      new CourseEditingResolver(services),
      new CoursePublishingResolver(services),
      new ModuleResolver(services),
      new CategoryResolver(services),
      new ProgramResolver(services),
      new FollowResolver(services),
      new UserResolver(),
    ],
    types: [BasicUserError, CourseNotPublishableError, MediaAsset, User],
    references: {
      Category: ({ id }, { categories }) => categories.load(id),
      Course: ({ id }, context) => resolveCourseReference(id, context),
      Module: ({ id }, context) => resolveModuleReference(id, context),
      Program: ({ id }, { programs }) => programs.load(id),
      User: ({ id }) => ({ id }),
    },
  })
}

function createRepositories(client: Prisma.TransactionClient): CoursesRepositories {
  return {
    categories: createCategoryRepository(client),
    courses: createCourseRepository(client),
    follows: createFollowRepository(client),
    images: createImageRepository(client),
    modules: createModuleRepository(client),
    people: createPersonRepository(client),
    programs: createProgramRepository(client),
  }
}
