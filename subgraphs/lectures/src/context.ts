import { createListLoader, createLoader, readContext } from '@lyceum/kit'
import type { ContextOptions, Loader, PageRequest, RequestHeaders, SubgraphContext } from '@lyceum/kit'

import type { AnnotationRecord } from './annotation/annotation.ts'
import type { AttachmentRecord } from './attachment/attachment.ts'
import type { CourseAccess, CourseTotals } from './course/course.ts'
import type { LectureRecord } from './lecture/lecture.ts'
import { grantAccess } from './media-asset/grant-access.ts'
import type { AccessGrant } from './media-asset/media-asset.ts'
import type { ModuleRecord } from './module/module.ts'
import type { ProgressRecord } from './progress/progress.ts'
import type { LecturesServices } from './services.ts'

export interface LecturesContext extends SubgraphContext {
  /** By course: what decides there for this viewer. */
  readonly courses: Loader<string, CourseAccess | null>
  readonly courseTotals: Loader<string, CourseTotals | null>
  readonly modules: Loader<string, ModuleRecord | null>
  readonly lectures: Loader<string, LectureRecord | null>
  readonly lecturesOfModule: Loader<string, readonly LectureRecord[]>
  readonly attachmentsOfLecture: Loader<string, readonly AttachmentRecord[]>
  /** By lecture: this viewer's. */
  readonly progress: Loader<string, ProgressRecord | null>
  /** By asset: that this viewer may play it. */
  readonly grants: Loader<string, AccessGrant | null>
  /** By lecture: a page of the annotations that this viewer sees, one loader for each page size and cursor. */
  annotationsOfLecture(request: PageRequest): Loader<string, readonly AnnotationRecord[]>
}

/** One per request: who asks, and loaders that live as long as the request. */
export async function createLecturesContext(
  headers: RequestHeaders,
  options: ContextOptions & { readonly services: LecturesServices },
): Promise<LecturesContext> {
  const { services } = options
  const base = await readContext(headers, options)
  const viewerId = base.viewer?.id ?? null
  const { annotations, attachments, courses, lectures, modules, progress } = services
  const annotationLoaders = new Map<string, Loader<string, readonly AnnotationRecord[]>>()
  return {
    ...base,
    courses: createLoader((ids) => courses.findAccess(ids, viewerId), idOf),
    courseTotals: createLoader(
      (ids) => courses.sumLectures(ids),
      ({ courseId }) => courseId,
    ),
    modules: createLoader((ids) => modules.findModules(ids), idOf),
    lectures: createLoader((ids) => lectures.findLectures(ids), idOf),
    lecturesOfModule: createListLoader(
      (ids) => lectures.listByModules(ids),
      ({ moduleId }) => moduleId,
    ),
    attachmentsOfLecture: createListLoader((ids) => attachments.listByLectures(ids), lectureIdOf),
    progress: createLoader(
      async (ids) => (viewerId === null ? [] : await progress.findProgress(ids, viewerId)),
      lectureIdOf,
    ),
    grants: createLoader(
      (ids) => grantAccess(services, base.viewer, ids),
      ({ assetId }) => assetId,
    ),
    annotationsOfLecture(request) {
      const key = JSON.stringify(request)
      const known = annotationLoaders.get(key)
      if (known !== undefined) return known
      const loader = createListLoader((ids) => annotations.listPages(ids, { request, viewerId }), lectureIdOf)
      annotationLoaders.set(key, loader)
      return loader
    },
  }
}

function idOf({ id }: { readonly id: string }): string {
  return id
}

function lectureIdOf({ lectureId }: { readonly lectureId: string }): string {
  return lectureId
}
