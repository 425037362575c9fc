import type { NewEvent } from '@lyceum/events'
import type { Clock } from '@lyceum/ports/clock'

import type { AnnotationRepository } from './annotation/annotation.repository.ts'
import type { AttachmentRepository } from './attachment/attachment.repository.ts'
import type { LecturesContext } from './context.ts'
import type { CourseRepository } from './course/course.repository.ts'
import type { EnrollmentRepository } from './enrollment/enrollment.repository.ts'
import type { LectureRepository } from './lecture/lecture.repository.ts'
import type { MediaAssetRepository } from './media-asset/media-asset.repository.ts'
import type { ModuleRepository } from './module/module.repository.ts'
import type { ProgressRepository } from './progress/progress.repository.ts'

export interface LecturesRepositories {
  readonly annotations: AnnotationRepository
  readonly attachments: AttachmentRepository
  readonly courses: CourseRepository
  readonly enrollments: EnrollmentRepository
  readonly lectures: LectureRepository
  readonly mediaAssets: MediaAssetRepository
  readonly modules: ModuleRepository
  readonly progress: ProgressRepository
}

/** What happens in one transaction: rows and the events they cause, all or nothing. */
export interface LecturesTransaction extends LecturesRepositories {
  say(...events: readonly NewEvent[]): Promise<void>
}

/** What the use-cases work with. */
export interface LecturesServices extends LecturesRepositories {
  inTransaction<T>(
    context: Pick<LecturesContext, 'requestId'>,
    work: (transaction: LecturesTransaction) => Promise<T>,
  ): Promise<T>
  readonly clock: Clock
  /** Signs what media may play. */
  readonly playbackGrantSecret: string
}
