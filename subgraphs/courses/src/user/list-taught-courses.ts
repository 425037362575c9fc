import { toConnection, toPageRequest } from '@lyceum/kit'
import type { Connection, ConnectionArguments } from '@lyceum/kit'

import type { CoursesContext } from '../context.ts'
import type { CourseRecord, CourseStatus } from '../course/course.ts'

/** Which of a person's courses are asked for. */
export interface TaughtCoursesRequest extends ConnectionArguments {
  readonly status?: CourseStatus | null
}

/** A page of what a person teaches; the pages of many people are one statement. */
export async function listTaughtCourses(
  context: CoursesContext,
  userId: string,
  request: TaughtCoursesRequest,
): Promise<Connection<CourseRecord>> {
  const page = toPageRequest(request, 1)
  const loader = context.taughtCourses({
    status: request.status ?? null,
    beforeId: page.after?.[0] ?? null,
    limit: page.first + 1,
  })
  const taught = await loader.load(userId)
  return toConnection(
    taught.map(({ course }) => course),
    page,
    ({ id }) => [id],
  )
}
