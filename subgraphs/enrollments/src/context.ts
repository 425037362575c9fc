import { createLoader, readContext, toConnection, toPageRequest } from '@lyceum/kit'
import type { Connection, ContextOptions, Loader, RequestHeaders, SubgraphContext } from '@lyceum/kit'

import { createSessionLoaders } from './class-session/session-loaders.ts'
import type { SessionLoaders } from './class-session/session-loaders.ts'
import { isStaff } from './course/course.policy.ts'
import type { EnrollmentPageArguments } from './enrollment/enrollment.operations.ts'
import { canSeeEnrollment, canSeeEnrollmentsOfUser } from './enrollment/enrollment.policy.ts'
import { toPlaceKey } from './enrollment/enrollment.repository.ts'
import type { OwnedPage, Owner } from './enrollment/enrollment.repository.ts'
import type { EnrollmentRecord } from './enrollment/enrollment.ts'
import { createPageLoader } from './page-loader.ts'
import { createCardLoaders } from './report-card/card-loaders.ts'
import type { CardLoaders } from './report-card/card-loaders.ts'
import type { EnrollmentsRepositories } from './services.ts'

type Page = Connection<EnrollmentRecord>

export interface EnrollmentsContext extends SubgraphContext {
  /** By course: the viewer's own. */
  readonly viewerEnrollments: Loader<string, EnrollmentRecord | null>
  /** What stands on report cards. */
  readonly cards: CardLoaders
  /** Class sessions and who came to them. */
  readonly sessions: SessionLoaders
  /** Whether the viewer teaches the course or is an administrator. */
  isStaffOf(courseId: string): Promise<boolean>
  /** Null when it does not exist or the viewer may not see it. */
  visibleEnrollment(id: string): Promise<EnrollmentRecord | null>
  /** Somebody's enrolment in a course that was not cancelled; null when the viewer may not see it. */
  visiblePlace(userId: string, courseId: string): Promise<EnrollmentRecord | null>
  pageOfUser(userId: string, args: EnrollmentPageArguments): Promise<Page>
  /** Null when the viewer may not see what the person is enrolled in. */
  pageOfVisibleUser(userId: string, args: EnrollmentPageArguments): Promise<Page | null>
  /** Null when the viewer may not see who is in the course. */
  pageOfCourse(courseId: string, args: EnrollmentPageArguments): Promise<Page | null>
}

/** One per request: who asks, and loaders that live as long as the request. */
export async function createEnrollmentsContext(
  headers: RequestHeaders,
  options: ContextOptions & { readonly services: EnrollmentsRepositories },
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
  const places = createLoader((keys) => enrollments.listPlaces(keys), toPlaceKey)
  const pages = { user: pagesOf('user'), course: pagesOf('course') }

  function pagesOf(owner: Owner) {
    return createPageLoader<EnrollmentRecord, OwnedPage>(
      (ownerIds, page) => enrollments.listPages(owner, ownerIds, page),
      ({ userId, courseId }) => (owner === 'user' ? userId : courseId),
    )
  }

  async function loadPage(owner: Owner, ownerId: string, args: EnrollmentPageArguments): Promise<Page> {
    const request = toPageRequest(args, 1)
    const rows = await pages[owner](ownerId, { ...request, status: args.status ?? null })
    return toConnection(rows, request, ({ id }) => [id])
  }

  async function onlyVisible(enrollment: EnrollmentRecord | null): Promise<EnrollmentRecord | null> {
    if (enrollment === null || viewer === null) return null
    const course = await coursesById.load(enrollment.courseId)
    return canSeeEnrollment(viewer, enrollment, course) ? enrollment : null
  }

  async function isStaffOf(courseId: string): Promise<boolean> {
    return viewer !== null && isStaff(viewer, await coursesById.load(courseId))
  }

  return {
    ...base,
    viewerEnrollments: createLoader(
      async (courseIds) =>
        viewer === null ? [] : await enrollments.listOpenEnrollments(viewer.id, courseIds),
      ({ courseId }) => courseId,
    ),
    cards: createCardLoaders(options.services),
    sessions: createSessionLoaders(options.services),
    isStaffOf,
    visibleEnrollment: async (id) => await onlyVisible(await enrollmentsById.load(id)),
    visiblePlace: async (userId, courseId) =>
      await onlyVisible(await places.load(toPlaceKey({ userId, courseId }))),
    pageOfUser: (userId, args) => loadPage('user', userId, args),
    async pageOfVisibleUser(userId, args) {
      return canSeeEnrollmentsOfUser(viewer, userId) ? await loadPage('user', userId, args) : null
    },
    async pageOfCourse(courseId, args) {
      return (await isStaffOf(courseId)) ? await loadPage('course', courseId, args) : null
    },
  }
}
