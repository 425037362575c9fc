import type { Outbox } from '@lyceum/events'
import type { Prisma, PrismaClient } from '@lyceum/prisma/certificates'

import { createCertificateRepository } from './certificate/certificate.repository.ts'
import { createCourseRepository } from './projection/course.repository.ts'
import { createEvidenceRepository } from './projection/evidence.repository.ts'
import { createLearnerRepository } from './projection/learner.repository.ts'
import { createProgramRepository } from './projection/program.repository.ts'
import type { CertificatesRepositories, CertificatesServices, CertificatesTransaction } from './services.ts'
import { createTemplateRepository } from './template/template.repository.ts'

/** Prisma's client inside a transaction. */
export type Tx = Prisma.TransactionClient

export function createRepositories(client: PrismaClient | Tx): CertificatesRepositories {
  return {
    certificates: createCertificateRepository(client),
    courses: createCourseRepository(client),
    evidence: createEvidenceRepository(client),
    learners: createLearnerRepository(client),
    programs: createProgramRepository(client),
    templates: createTemplateRepository(client),
  }
}

/** Opens one transaction's repositories, with the outbox that commits with it. */
export function createTransactionOpener(
  outbox: Outbox,
  shared: Pick<CertificatesServices, 'issuer' | 'clock'>,
) {
  return (tx: Tx, requestId: string | null): CertificatesTransaction => ({
    ...createRepositories(tx),
    ...shared,
    say: (event) => outbox.add(tx, { ...event, requestId }),
  })
}
