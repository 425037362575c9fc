import { BasicUserError, UserErrorCode, checkInput, fail } from '@lyceum/kit'
import type { Outcome } from '@lyceum/kit'
import { z } from 'zod'

import type { LecturesContext } from '../context.ts'
import type { LecturesServices } from '../services.ts'
import { changeLecture } from './change-lecture.ts'
import { checkExternalVideo } from './check-external-video.ts'
import { requireEditableLecture } from './lecture-access.ts'
import { durationSchema } from './lecture-schemas.ts'
import { LectureKind } from './lecture.ts'
import type { LectureRecord } from './lecture.ts'

const inputSchema = z.object({ video: z.string(), durationSeconds: durationSchema.nullish() })

/** Gives an external video lecture another video. */
export async function replaceExternalVideo(
  services: LecturesServices,
  context: LecturesContext,
  input: { readonly lectureId: string },
): Promise<Outcome<{ lecture: LectureRecord }>> {
  const { lecture } = await requireEditableLecture(services, context, input.lectureId)
  const checked = checkInput(inputSchema, input)
  if (!checked.ok) return checked
  if (lecture.kind !== LectureKind.EXTERNAL_VIDEO) {
    const message = 'Only external video lectures have an external video'
    return fail(new BasicUserError(UserErrorCode.INVALID_INPUT, message, ['input', 'lectureId']))
  }
  const parsed = checkExternalVideo(checked.value.video)
  if (!parsed.ok) return parsed
  const { externalVideo } = parsed
  const change = { externalVideo, videoDurationSeconds: checked.value.durationSeconds ?? null }
  return await changeLecture(services, context, { lectureId: lecture.id, change })
}
