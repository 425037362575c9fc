import type { NewEvent } from '@lyceum/events'
import type { Clock } from '@lyceum/ports/clock'
import type { PdfRenderer } from '@lyceum/ports/pdf'
import type { Storage } from '@lyceum/ports/storage'

import type { Issuer } from './badge/issuer.ts'
import type { CertificateRepository } from './certificate/certificate.repository.ts'
import type { CertificatesContext } from './context.ts'
import type { CourseRepository } from './projection/course.repository.ts'
import type { EvidenceRepository } from './projection/evidence.repository.ts'
import type { LearnerRepository } from './projection/learner.repository.ts'
import type { ProgramRepository } from './projection/program.repository.ts'
import type { TemplateRepository } from './template/template.repository.ts'

/** What is kept, over a client or one transaction. */
export interface CertificatesRepositories {
  readonly certificates: CertificateRepository
  readonly courses: CourseRepository
  readonly evidence: EvidenceRepository
  readonly learners: LearnerRepository
  readonly programs: ProgramRepository
  readonly templates: TemplateRepository
}

/** What happens in one transaction: rows and the events they cause, all or nothing. */
export interface CertificatesTransaction extends CertificatesRepositories {
  readonly issuer: Issuer
  readonly clock: Clock
  say(event: NewEvent): Promise<void>
}

/** What the use-cases work with. */
export interface CertificatesServices extends CertificatesRepositories {
  readonly issuer: Issuer
  readonly clock: Clock
  readonly pdf: PdfRenderer
  readonly storage: Storage
  inTransaction<T>(
    context: Pick<CertificatesContext, 'requestId'>,
    work: (transaction: CertificatesTransaction) => Promise<T>,
  ): Promise<T>
}
