import { BasicUserError, UserErrorCode, fail } from '@lyceum/kit'
import type { Outcome } from '@lyceum/kit'

import type { LecturesContext } from '../context.ts'
import { linkMedia } from '../media-asset/link-media.ts'
import type { LecturesServices } from '../services.ts'
import { changeLecture } from './change-lecture.ts'
import { requireEditableLecture } from './lecture-access.ts'
import { LectureKind } from './lecture.ts'
import type { LectureRecord } from './lecture.ts'

export interface LectureMediaChange {
  readonly lectureId: string
  readonly mediaAssetId: string
}

/** Gives a video or audio lecture another file. What learners have watched of it stays watched. */
export async function replaceLectureMedia(
  services: LecturesServices,
  context: LecturesContext,
  { lectureId, mediaAssetId }: LectureMediaChange,
): Promise<Outcome<{ lecture: LectureRecord }>> {
  const { lecture, viewer } = await requireEditableLecture(services, context, lectureId)
  const { id, kind } = lecture
  if (kind !== LectureKind.VIDEO && kind !== LectureKind.AUDIO) {
    const message = 'Only video and audio lectures have a file'
    return fail(new BasicUserError(UserErrorCode.INVALID_INPUT, message, ['input', 'lectureId']))
  }
  const linked = await linkMedia(services, viewer, { assetId: mediaAssetId, kind })
  if (!linked.ok) return linked
  return await changeLecture(services, context, { lectureId: id, change: { media: linked.link } })
}
