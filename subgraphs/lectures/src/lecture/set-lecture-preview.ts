import type { Outcome } from '@lyceum/kit'

import type { LecturesContext } from '../context.ts'
import type { LecturesServices } from '../services.ts'
import { changeLecture } from './change-lecture.ts'
import { requireEditableLecture } from './lecture-access.ts'
import type { LectureRecord } from './lecture.ts'

export interface LecturePreviewChange {
  readonly lectureId: string
  readonly isPreview: boolean
}

/** Opens a lecture to everybody, or closes it again. */
export async function setLecturePreview(
  services: LecturesServices,
  context: LecturesContext,
  { lectureId, isPreview }: LecturePreviewChange,
): Promise<Outcome<{ lecture: LectureRecord }>> {
  const { lecture } = await requireEditableLecture(services, context, lectureId)
  return await changeLecture(services, context, { lectureId: lecture.id, change: { isPreview } })
}
