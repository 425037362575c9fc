import {
  createListLoader,
  createLoader,
  isAdministrator,
  readContext,
  toConnection,
  toPageRequest,
} from '@lyceum/kit'
import type {
  Connection,
  ConnectionArguments,
  ContextOptions,
  Loader,
  RequestHeaders,
  SubgraphContext,
} from '@lyceum/kit'

import {
  canEditTemplate,
  canSeeCertificate,
  canSeeCertificatesOfUser,
} from './certificate/certificate.policy.ts'
import type { EditionRecord, IssuedCertificate } from './certificate/certificate.ts'
import type { CertificatesServices } from './services.ts'
import type { TemplateRecord } from './template/template.ts'

type Page = Connection<IssuedCertificate>

export interface CertificatesContext extends SubgraphContext {
  /** Null when it does not exist or the viewer may not see it. */
  visibleCertificate(id: string): Promise<IssuedCertificate | null>
  /** The one that an enrolment earned; null when there is none or the viewer may not see it. */
  certificateOfEnrollment(enrollmentId: string): Promise<IssuedCertificate | null>
  pageOfUser(userId: string, args: ConnectionArguments): Promise<Page>
  /** Null when the viewer may not see what the person earned. */
  pageOfVisibleUser(userId: string, args: ConnectionArguments): Promise<Page | null>
  /** Null when the viewer may not edit the course. */
  templateOfCourse(courseId: string): Promise<TemplateRecord | null>
  /** Null when there is none, or the viewer is no administrator. */
  templateOfProgram(programId: string): Promise<TemplateRecord | null>
  /** By certificate, first to last. */
  readonly editions: Loader<string, readonly EditionRecord[]>
}

/** One per request: who asks, and loaders that live as long as the request. */
export async function createCertificatesContext(
  headers: RequestHeaders,
  options: ContextOptions & {
    readonly services: Pick<CertificatesServices, 'certificates' | 'courses' | 'templates'>
  },
): Promise<CertificatesContext> {
  const base = await readContext(headers, options)
  const { viewer } = base
  const { certificates, courses, templates } = options.services
  const byId = createLoader(
    (ids) => certificates.findByIds(ids),
    ({ id }) => id,
  )
  const byEnrollment = createLoader(
    (ids) => certificates.findByEnrollments(ids),
    ({ enrollmentId }) => enrollmentId,
  )
  const coursesById = createLoader(
    (ids) => courses.findCoursesByIds(ids),
    ({ id }) => id,
  )
  const templatesByCourse = createLoader(
    (ids) => templates.findCourseTemplates(ids),
    ({ courseId }) => courseId,
  )
  const templatesByProgram = createLoader(
    (ids) => templates.findProgramTemplates(ids),
    ({ programId }) => programId,
  )
  const pages = new Map<string, Loader<string, readonly IssuedCertificate[]>>()

  async function hideUnlessVisible(certificate: IssuedCertificate | null): Promise<IssuedCertificate | null> {
    if (certificate === null || viewer === null) return null
    const course = await coursesById.load(certificate.courseId)
    return canSeeCertificate(viewer, certificate, course) ? certificate : null
  }

  /** The same page of many people is read at once: one loader for each set of arguments. */
  async function loadPage(userId: string, args: ConnectionArguments): Promise<Page> {
    const request = toPageRequest(args, 1)
    const key = JSON.stringify(request)
    const loader =
      pages.get(key) ??
      createListLoader(
        (userIds) => certificates.listPages(userIds, request),
        (certificate) => certificate.userId,
      )
    pages.set(key, loader)
    return toConnection(await loader.load(userId), request, ({ id }) => [id])
  }

  return {
    ...base,
    visibleCertificate: async (id) => hideUnlessVisible(await byId.load(id)),
    certificateOfEnrollment: async (id) => hideUnlessVisible(await byEnrollment.load(id)),
    pageOfUser: loadPage,
    async pageOfVisibleUser(userId, args) {
      return canSeeCertificatesOfUser(viewer, userId) ? await loadPage(userId, args) : null
    },
    async templateOfCourse(courseId) {
      if (!canEditTemplate(viewer, await coursesById.load(courseId))) return null
      return await templatesByCourse.load(courseId)
    },
    async templateOfProgram(programId) {
      return isAdministrator(viewer) ? await templatesByProgram.load(programId) : null
    },
    editions: createListLoader(
      (ids) => certificates.listEditions(ids),
      ({ certificateId }) => certificateId,
    ),
  }
}
