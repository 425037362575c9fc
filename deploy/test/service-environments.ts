import type { ServiceName } from '../../apps/services/src/services.ts'
import { readEnvironment as readGateway } from '../../gateway/src/environment.ts'
import { readEnvironment as readBucket } from '../../packages/testkit/src/gcs-emulator/environment.ts'
import { readSupergraphConfig } from '../../scripts/schema/supergraph-config.ts'
import { readEnvironment as readAssessments } from '../../subgraphs/assessments/src/environment.ts'
import { readEnvironment as readCertificates } from '../../subgraphs/certificates/src/environment.ts'
import { readEnvironment as readCourses } from '../../subgraphs/courses/src/environment.ts'
import { readEnvironment as readEnrollments } from '../../subgraphs/enrollments/src/environment.ts'
import { readEnvironment as readLectures } from '../../subgraphs/lectures/src/environment.ts'
import { readEnvironment as readMedia } from '../../subgraphs/media/src/environment.ts'
import { readEnvironment as readNotifications } from '../../subgraphs/notifications/src/environment.ts'
import { readEnvironment as readPayments } from '../../subgraphs/payments/src/environment.ts'
import { readEnvironment as readUsers } from '../../subgraphs/users/src/environment.ts'
import { readEnvironment as readTranscoder } from '../../workers/transcoder/src/environment.ts'

type EnvironmentSource = Readonly<Record<string, string | undefined>>

const entries = await readSupergraphConfig()

/** Who reads variables: a service, or the emulated bucket of Compose. */
export type Reader = ServiceName | 'bucket'

/** What each itself makes of its variables. */
export const readers: Readonly<Record<Reader, (source: EnvironmentSource) => object>> = {
  users: readUsers,
  courses: readCourses,
  lectures: readLectures,
  enrollments: readEnrollments,
  media: readMedia,
  notifications: readNotifications,
  assessments: readAssessments,
  payments: readPayments,
  certificates: readCertificates,
  transcoder: readTranscoder,
  bucket: readBucket,
  gateway: (source) => readGateway(source, entries),
}

/** The variables that a service is given and does not read: with another value of one, it makes the same of all. */
export function findUnreadVariables(service: Reader, given: EnvironmentSource): readonly string[] {
  const read = (source: EnvironmentSource): string => JSON.stringify(readers[service](source))
  const expected = read(given)
  return Object.keys(given).filter((name) => {
    try {
      return read({ ...given, [name]: `${given[name]}x` }) === expected
    } catch {
      return false // It was read, and refused.
    }
  })
}
