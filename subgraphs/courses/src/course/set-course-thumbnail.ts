import { untilFound } from '@lyceum/events'
import { BasicUserError, UserErrorCode, fail, isId, requireSignedIn } from '@lyceum/kit'
import type { Outcome, SignedInViewer } from '@lyceum/kit'

import type { CoursesContext } from '../context.ts'
import { canShowImage } from '../media-asset/media-asset.policy.ts'
import type { CoursesServices } from '../services.ts'
import type { CourseRecord } from './course.ts'
import { editCourse } from './edit-course.ts'

export interface CourseThumbnail {
  readonly courseId: string
  readonly mediaAssetId?: string | null
}

/** Sets the picture of a course: one that the viewer uploaded and that is ready; an administrator may take anybody's. */
export async function setCourseThumbnail(
  services: CoursesServices,
  context: CoursesContext,
  { courseId, mediaAssetId = null }: CourseThumbnail,
): Promise<Outcome<{ course: CourseRecord }>> {
  const viewer = requireSignedIn(context.viewer)
  const isUsable = mediaAssetId === null || (await isOwnImage(services, viewer, mediaAssetId))
  return await editCourse(services, context, {
    courseId,
    change: () => (isUsable ? { thumbnailAssetId: mediaAssetId } : fail(unsuitable())),
  })
}

async function isOwnImage(
  { images }: Pick<CoursesServices, 'images'>,
  viewer: SignedInViewer,
  assetId: string,
): Promise<boolean> {
  const image = isId(assetId) ? await untilFound(() => images.findReadyImage(assetId)) : null
  return image !== null && canShowImage(viewer, image)
}

function unsuitable(): BasicUserError {
  const message = 'There is no such picture of yours that is ready'
  return new BasicUserError(UserErrorCode.UNSUITABLE_MEDIA, message, ['input', 'mediaAssetId'])
}
