import { createEventing, createOutbox } from '@lyceum/events'
import type { Broker, EventDatabase } from '@lyceum/events'
import { BasicUserError, buildSubgraph } from '@lyceum/kit'
import type { Subgraph, TokenVerifier } from '@lyceum/kit'
import type { Clock } from '@lyceum/ports/clock'
import type { PdfRenderer } from '@lyceum/ports/pdf'
import type { Storage } from '@lyceum/ports/storage'
import { createPrismaClient, createTransactor } from '@lyceum/prisma'
import type { Pool } from '@lyceum/prisma'
import { PrismaClient } from '@lyceum/prisma/certificates'
import type { JWK } from 'jose'
import type { Logger } from 'pino'

import { createIssuer } from './badge/issuer.ts'
import { CertificateFieldsResolver } from './certificate/certificate-fields.resolver.ts'
import {
  CertificateResolver,
  EnrollmentCertificateResolver,
  UserCertificatesResolver,
} from './certificate/certificate.resolver.ts'
import { Course, Enrollment, Program, User } from './certificate/certificate.stubs.ts'
import { createCertificatesContext } from './context.ts'
import type { CertificatesContext } from './context.ts'
import { certificateRoutes } from './page/routes.ts'
import { createEventHandlers } from './projection/event-handlers.ts'
import type { CertificatesServices } from './services.ts'
import { SignatureResolver } from './signature/signature.resolver.ts'
import { CourseTemplateResolver, ProgramTemplateResolver } from './template/template.resolver.ts'
import { createRepositories, createTransactionOpener } from './transaction.repository.ts'

export interface CertificatesDependencies {
  readonly pool: Pool
  readonly eventDatabase: EventDatabase
  readonly broker: Broker
  readonly clock: Clock
  readonly logger: Logger
  readonly verifyAccessToken: TokenVerifier
  /** Holds the pictures of signatures. */
  readonly storage: Storage
  /** Shared by whoever prints; the host closes it. */
  readonly pdf: PdfRenderer
  /** Private RSA keys, 2048 bits or more, used for nothing else; the first signs badges, all are published. */
  readonly certificateSigningKeys: readonly JWK[]
  /** The address that codes, badges and keys are found under; asked late, because a port is known only after listening. */
  readonly publicUrl: () => string
}

/** Certificates: issued when they are earned, printed, signed, verified by anybody. */
export async function createCertificatesSubgraph(dependencies: CertificatesDependencies): Promise<Subgraph> {
  const { broker, clock, logger, pdf, pool, publicUrl, storage, verifyAccessToken } = dependencies
  const prisma = createPrismaClient(PrismaClient, { pool, schema: 'certificates' })
  const transact = createTransactor(prisma)
  const issuer = await createIssuer({ keys: dependencies.certificateSigningKeys, publicUrl })
  const open = createTransactionOpener(createOutbox({ schema: 'certificates' }), { issuer, clock })
  const eventing = createEventing({
    subgraph: 'certificates',
    transact,
    database: dependencies.eventDatabase,
    broker,
    logger,
    handlers: createEventHandlers({ open }),
  })
  const services: CertificatesServices = {
    ...createRepositories(prisma),
    clock,
    inTransaction: (context, work) => transact((tx) => work(open(tx, context.requestId))),
    issuer,
    pdf,
    storage,
  }
  return {
    name: 'certificates',
    schema: buildSubgraph<CertificatesContext>({
      resolvers: [
        new CertificateResolver(services),
        new CertificateFieldsResolver(services),
        new EnrollmentCertificateResolver(),
        new UserCertificatesResolver(),
        new CourseTemplateResolver(services),
        new ProgramTemplateResolver(services),
        new SignatureResolver(services),
      ],
      types: [BasicUserError, Course, Enrollment, Program, User],
      references: {
        Certificate: ({ id }, context) => context.visibleCertificate(id),
        Course: ({ id }) => ({ id }),
        Enrollment: ({ id }) => ({ id }),
        Program: ({ id }) => ({ id }),
        User: ({ id }) => ({ id }),
      },
    }),
    createContext: (headers) =>
      createCertificatesContext(headers, {
        logger: logger.child({ subgraph: 'certificates' }),
        services,
        verifyAccessToken,
      }),
    routes: certificateRoutes(services),
    start: () => eventing.start(),
    replayDeadLetters: () => eventing.replayDeadLetters(),
    async stop() {
      await eventing.stop()
      await prisma.$disconnect()
    },
  }
}
