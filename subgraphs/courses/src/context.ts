import { createListLoader, createLoader, isAdministrator, readContext } from '@lyceum/kit'
import type { ContextOptions, Loader, RequestHeaders, SubgraphContext } from '@lyceum/kit'

import type { CategoryRecord } from './category/category.ts'
import type { TaughtCourse } from './course/course.repository.ts'
import type { CourseRecord, CourseStatus } from './course/course.ts'
import type { FollowedSubject } from './follow/follow.ts'
import { toFollowKey } from './follow/follow.ts'
import type { ModuleRecord } from './module/module.ts'
import type { ProgramCourse } from './program/program.repository.ts'
import type { ProgramRecord } from './program/program.ts'
import type { CoursesRepositories } from './services.ts'

/** One page of somebody's courses; the person is the key of the loader. */
export interface TaughtCoursesQuery {
  readonly status: CourseStatus | null
  readonly beforeId: string | null
  readonly limit: number
}

export interface CoursesContext extends SubgraphContext {
  readonly categories: Loader<string, CategoryRecord | null>
  readonly courses: Loader<string, CourseRecord | null>
  readonly modules: Loader<string, ModuleRecord | null>
  readonly modulesByCourse: Loader<string, readonly ModuleRecord[]>
  readonly programs: Loader<string, ProgramRecord | null>
  readonly coursesByProgram: Loader<string, readonly ProgramCourse[]>
  /** By `toFollowKey`: null when the viewer does not follow it. */
  readonly follows: Loader<string, FollowedSubject | null>
  /** A loader for every page that the operation asks for, whoever's page it is. */
  taughtCourses(query: TaughtCoursesQuery): Loader<string, readonly TaughtCourse[]>
}

/** One per request: who asks, and loaders that live as long as the request. */
export async function createCoursesContext(
  headers: RequestHeaders,
  options: ContextOptions & CoursesRepositories,
): Promise<CoursesContext> {
  const { categories, courses, follows, modules, programs } = options
  const base = await readContext(headers, options)
  const viewerId = base.viewer?.id ?? null
  const taughtCourses = new Map<string, Loader<string, readonly TaughtCourse[]>>()
  return {
    ...base,
    categories: createLoader((ids) => categories.findCategoriesByIds(ids), byId),
    courses: createLoader((ids) => courses.findCoursesByIds(ids), byId),
    modules: createLoader((ids) => modules.findModulesByIds(ids), byId),
    modulesByCourse: createListLoader(
      (ids) => modules.listModules(ids),
      ({ courseId }) => courseId,
    ),
    programs: createLoader((ids) => programs.findProgramsByIds(ids), byId),
    coursesByProgram: createListLoader(
      (ids) => programs.listProgramCourses(ids),
      ({ programId }) => programId,
    ),
    follows: createLoader(
      (keys) => (viewerId === null ? Promise.resolve([]) : follows.listFollowed(viewerId, keys)),
      toFollowKey,
    ),
    taughtCourses(query) {
      const key = JSON.stringify(query)
      const page = { ...query, viewerId, isAdministrator: isAdministrator(base.viewer) }
      const loader =
        taughtCourses.get(key) ??
        createListLoader(
          (userIds) => courses.listTaughtCourses(userIds, page),
          ({ instructorId }) => instructorId,
        )
      taughtCourses.set(key, loader)
      return loader
    },
  }
}

function byId({ id }: { readonly id: string }): string {
  return id
}
