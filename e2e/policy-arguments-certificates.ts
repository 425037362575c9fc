import { input, none } from './harness/policy-call.ts'
import type { Arguments } from './harness/policy-call.ts'

/** How the fields of certificates are called. */
export const certificateArguments = {
  Query: {
    certificate: ({ school }) => ({ id: school.certificate.id }),
    myCertificates: none,
    verifyCertificate: ({ school }) => ({ code: school.certificate.code }),
  },

  Mutation: {
    reissueCertificate: input(({ school }) => ({ certificateId: school.certificate.id })),
    revokeCertificate: input(({ school }) => ({
      certificateId: school.certificateToRevoke.id,
      reason: 'It was earned by another.',
    })),
    setCertificateTemplate: input(({ school }) => ({
      courseId: school.published.courseId,
      design: 'MODERN',
    })),
    removeCertificateTemplate: input(({ school }) => ({ courseId: school.published.courseId })),
    setProgramCertificateTemplate: input(({ school }) => ({
      programId: school.program.id,
      design: 'MODERN',
    })),
    removeProgramCertificateTemplate: input(({ school }) => ({ programId: school.program.id })),
    setSignature: input(() => ({ imageBase64: null })),
  },
} as const satisfies Record<string, Record<string, Arguments>>
