import { NotFoundError, requireSignedIn, succeed } from '@lyceum/kit'
import type { Outcome } from '@lyceum/kit'

import type { LecturesContext } from '../context.ts'
import { requireEditableLecture } from '../lecture/lecture-access.ts'
import type { LectureRecord } from '../lecture/lecture.ts'
import type { LecturesServices } from '../services.ts'

/** Takes a file from a lecture; the file itself stays with its owner. */
export async function removeAttachment(
  services: LecturesServices,
  context: LecturesContext,
  { attachmentId }: { readonly attachmentId: string },
): Promise<Outcome<{ removedAttachmentId: string; lecture: LectureRecord }>> {
  requireSignedIn(context.viewer)
  const attachment = await services.attachments.findAttachment(attachmentId)
  if (attachment === null) throw new NotFoundError('Attachment', attachmentId)
  const { lecture } = await requireEditableLecture(services, context, attachment.lectureId)
  const isDeleted = await services.attachments.deleteAttachment(attachment.id)
  if (!isDeleted) throw new NotFoundError('Attachment', attachmentId)
  return succeed({ removedAttachmentId: attachment.id, lecture })
}
