import { toConnection, toPageRequest } from '@lyceum/kit'
import type { Connection } from '@lyceum/kit'

import type { CoursesContext } from '../context.ts'
import { requireCursorId } from '../course/cursor.ts'
import type { UserCoursesArguments } from '../course/course.arguments.ts'
import type { CourseRecord } from '../course/course.ts'

/** A page of what a person teaches; the pages of many people are one statement. */
export async function listTaughtCourses(
  context: CoursesContext,
  userId: string,
  args: UserCoursesArguments,
): Promise<Connection<CourseRecord>> {
  const request = toPageRequest(args, 1)
  const loader = context.taughtCourses({
    status: args.status ?? null,
    beforeId: request.after === null ? null : requireCursorId(request.after[0]),
    limit: request.first + 1,
  })
  const taught = await loader.load(userId)
  return toConnection(
    taught.map(({ course }) => course),
    request,
    ({ id }) => [id],
  )
}
