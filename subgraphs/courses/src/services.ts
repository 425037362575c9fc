import type { NewEvent } from '@lyceum/events'
import type { Clock } from '@lyceum/ports/clock'

import type { CategoryRepository } from './category/category.repository.ts'
import type { CoursesContext } from './context.ts'
import type { CatalogueRepository } from './course/course-catalogue.repository.ts'
import type { CourseRepository } from './course/course.repository.ts'
import type { FollowRepository } from './follow/follow.repository.ts'
import type { ImageRepository } from './media-asset/image.repository.ts'
import type { ModuleRepository } from './module/module.repository.ts'
import type { PersonRepository } from './user/person.repository.ts'
import type { ProgramRepository } from './program/program.repository.ts'

export interface CoursesRepositories {
  readonly categories: CategoryRepository
  readonly courses: CourseRepository
  readonly follows: FollowRepository
  readonly images: ImageRepository
  readonly modules: ModuleRepository
  readonly people: PersonRepository
  readonly programs: ProgramRepository
}

/** What happens in one transaction: rows and the events they cause, all or nothing. */
export interface CoursesTransaction extends CoursesRepositories {
  say(event: NewEvent): Promise<void>
}

/** What the use-cases work with. */
export interface CoursesServices extends CoursesRepositories {
  readonly catalogue: CatalogueRepository
  readonly clock: Clock
  inTransaction<T>(
    context: Pick<CoursesContext, 'requestId'>,
    work: (transaction: CoursesTransaction) => Promise<T>,
  ): Promise<T>
}
