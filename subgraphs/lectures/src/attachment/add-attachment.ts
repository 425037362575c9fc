import { BasicUserError, NotFoundError, UserErrorCode, checkInput, fail, succeed } from '@lyceum/kit'
import type { Outcome } from '@lyceum/kit'
import { z } from 'zod'

import type { LecturesContext } from '../context.ts'
import { requireEditableLecture } from '../lecture/lecture-access.ts'
import { titleSchema } from '../lecture/lecture-schemas.ts'
import type { LectureRecord } from '../lecture/lecture.ts'
import { linkMedia } from '../media-asset/link-media.ts'
import type { LecturesServices } from '../services.ts'
import type { AttachmentRecord } from './attachment.ts'

/** A lecture's attachments are one list, so it has an end. */
export const maximumAttachmentsOfLecture = 20

const inputSchema = z.object({ lectureId: z.string(), mediaAssetId: z.string(), title: titleSchema })

/** Adds a file to a lecture, as its last. */
export async function addAttachment(
  services: LecturesServices,
  context: LecturesContext,
  input: { readonly lectureId: string },
): Promise<Outcome<{ attachment: AttachmentRecord; lecture: LectureRecord }>> {
  const { lecture, viewer } = await requireEditableLecture(services, context, input.lectureId)
  const checked = checkInput(inputSchema, input)
  if (!checked.ok) return checked
  const { mediaAssetId, title } = checked.value
  const linked = await linkMedia(services, viewer, { assetId: mediaAssetId })
  if (!linked.ok) return linked
  const { link } = linked
  return await services.inTransaction(context, async ({ attachments, lectures }) => {
    if ((await lectures.lockLecture(lecture.id)) === null) throw new NotFoundError('Lecture', lecture.id)
    const others = await attachments.listByLectures([lecture.id])
    if (others.length >= maximumAttachmentsOfLecture) return fail(createLectureFullError())
    if (others.some((other) => other.mediaAssetId === link.assetId.toLowerCase())) {
      return fail(createAttachedError())
    }
    const attachment = await attachments.insertAttachment({ lectureId: lecture.id, title, link })
    return succeed({ attachment, lecture })
  })
}

function createLectureFullError(): BasicUserError {
  const message = `A lecture has at most ${maximumAttachmentsOfLecture} attachments`
  return new BasicUserError(UserErrorCode.LIMIT_REACHED, message, ['input', 'lectureId'])
}

function createAttachedError(): BasicUserError {
  const message = 'This file is attached already'
  return new BasicUserError(UserErrorCode.UNSUITABLE_MEDIA, message, ['input', 'mediaAssetId'])
}
