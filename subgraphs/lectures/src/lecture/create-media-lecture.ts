import { checkInput, fail } from '@lyceum/kit'
import type { Outcome } from '@lyceum/kit'
import { z } from 'zod'

import type { LecturesContext } from '../context.ts'
import { linkMedia } from '../media-asset/link-media.ts'
import type { LecturesServices } from '../services.ts'
import { requireEditableModule } from './lecture-access.ts'
import { markdownSchema, titleSchema } from './lecture-schemas.ts'
import { LectureKind } from './lecture.ts'
import type { LectureRecord } from './lecture.ts'
import { placeLecture } from './place-lecture.ts'

const inputSchema = z.object({
  moduleId: z.string(),
  kind: z.enum([LectureKind.VIDEO, LectureKind.AUDIO], 'A lecture with a file is VIDEO or AUDIO'),
  title: titleSchema,
  mediaAssetId: z.string(),
  textMarkdown: markdownSchema.nullish(),
  isPreview: z.boolean().nullish(),
})

/** Adds a lecture to watch or hear. */
export async function createMediaLecture(
  services: LecturesServices,
  context: LecturesContext,
  input: { readonly moduleId: string },
): Promise<Outcome<{ lecture: LectureRecord }>> {
  const { module, viewer } = await requireEditableModule(services, context, input.moduleId)
  const checked = checkInput(inputSchema, input)
  if (!checked.ok) return checked
  const { kind, title, mediaAssetId, textMarkdown, isPreview } = checked.value
  const linked = await linkMedia(services, viewer, { assetId: mediaAssetId, kind })
  if (!linked.ok) return fail(...linked.errors)
  const content = {
    kind,
    title,
    textMarkdown: textMarkdown ?? null,
    isPreview: isPreview ?? false,
    media: linked.link,
    externalVideo: null,
    videoDurationSeconds: null,
  }
  return await placeLecture(services, context, { module, content })
}
