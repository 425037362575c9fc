import { NotFoundError, isId, requireSignedIn } from '@lyceum/kit'
import type { Outcome } from '@lyceum/kit'

import type { CoursesContext } from '../context.ts'
import type { CoursesServices } from '../services.ts'
import type { CourseRecord } from './course.ts'
import { editCourse } from './edit-course.ts'

export interface CourseThumbnail {
  readonly courseId: string
  readonly mediaAssetId?: string | null
}

/** Sets the picture of a course. */
export async function setCourseThumbnail(
  services: CoursesServices,
  context: CoursesContext,
  { courseId, mediaAssetId = null }: CourseThumbnail,
): Promise<Outcome<{ course: CourseRecord }>> {
  requireSignedIn(context.viewer)
  if (mediaAssetId !== null && !isId(mediaAssetId)) throw new NotFoundError('MediaAsset', mediaAssetId)
  return await editCourse(services, context, {
    courseId,
    change: () => ({ thumbnailAssetId: mediaAssetId }),
  })
}
