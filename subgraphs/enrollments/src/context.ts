import { createListLoader, createLoader, readContext, toConnection, toPageRequest } from '@lyceum/kit'
import type { Connection, ContextOptions, Loader, RequestHeaders, SubgraphContext } from '@lyceum/kit'

import type { EnrollmentPageArguments } from './enrollment/enrollment.operations.ts'
import {
  canSeeEnrollment,
  canSeeEnrollmentsOfCourse,
  canSeeEnrollmentsOfUser,
} from './enrollment/enrollment.policy.ts'
import type { Owner } from './enrollment/enrollment.repository.ts'
import type { EnrollmentRecord } from './enrollment/enrollment.ts'
import type { EnrollmentsServices } from './services.ts'

type Page = Connection<EnrollmentRecord>

export interface EnrollmentsContext extends SubgraphContext {
  /** By course: the viewer's own. */
  readonly viewerEnrollments: Loader<string, EnrollmentRecord | null>
  /** Null when it does not exist or the viewer may not see it. */
  visibleEnrollment(id: string): Promise<EnrollmentRecord | null>
  pageOfUser(userId: string, args: EnrollmentPageArguments): Promise<Page>
  /** Null when the viewer may not see what the person is enrolled in. */
  pageOfVisibleUser(userId: string, args: EnrollmentPageArguments): Promise<Page | null>
  /** Null when the viewer may not see who is in the course. */
  pageOfCourse(courseId: string, args: EnrollmentPageArguments): Promise<Page | null>
}

/** One per request: who asks, and loaders that live as long as the request. */
export async function createEnrollmentsContext(
  headers: RequestHeaders,
  options: ContextOptions & { readonly services: Pick<EnrollmentsServices, 'courses' | 'enrollments'> },
): Promise<EnrollmentsContext> {
  const base = await readContext(headers, options)
  const { viewer } = base
  const { courses, enrollments } = options.services
  const enrollmentsById = createLoader(
    (ids) => enrollments.findEnrollmentsByIds(ids),
    ({ id }) => id,
  )
  const coursesById = createLoader(
    (ids) => courses.findCoursesByIds(ids),
    ({ id }) => id,
  )
  const pages = new Map<string, Loader<string, readonly EnrollmentRecord[]>>()

  /** The same page of many owners is read at once: one loader for each set of arguments. */
  async function loadPage(owner: Owner, ownerId: string, args: EnrollmentPageArguments): Promise<Page> {
    const request = toPageRequest(args, 1)
    const page = { ...request, status: args.status ?? null }
    const key = JSON.stringify([owner, page])
    const loader =
      pages.get(key) ??
      createListLoader(
        (ownerIds) => enrollments.listPages(owner, ownerIds, page),
        ({ userId, courseId }) => (owner === 'user' ? userId : courseId),
      )
    pages.set(key, loader)
    return toConnection(await loader.load(ownerId), request, ({ id }) => [id])
  }

  return {
    ...base,
    viewerEnrollments: createLoader(
      async (courseIds) =>
        viewer === null ? [] : await enrollments.listOpenEnrollments(viewer.id, courseIds),
      ({ courseId }) => courseId,
    ),
    async visibleEnrollment(id) {
      const enrollment = await enrollmentsById.load(id)
      if (enrollment === null || viewer === null) return null
      const course = await coursesById.load(enrollment.courseId)
      return canSeeEnrollment(viewer, enrollment, course) ? enrollment : null
    },
    pageOfUser: (userId, args) => loadPage('user', userId, args),
    async pageOfVisibleUser(userId, args) {
      return canSeeEnrollmentsOfUser(viewer, userId) ? await loadPage('user', userId, args) : null
    },
    async pageOfCourse(courseId, args) {
      const course = await coursesById.load(courseId)
      return canSeeEnrollmentsOfCourse(viewer, course) ? await loadPage('course', courseId, args) : null
    },
  }
}
