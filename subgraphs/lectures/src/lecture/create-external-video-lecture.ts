import { checkInput } from '@lyceum/kit'
import type { Outcome } from '@lyceum/kit'
import { z } from 'zod'

import type { LecturesContext } from '../context.ts'
import type { LecturesServices } from '../services.ts'
import { checkExternalVideo } from './check-external-video.ts'
import { requireEditableModule } from './lecture-access.ts'
import { durationSchema, markdownSchema, titleSchema } from './lecture-schemas.ts'
import { LectureKind } from './lecture.ts'
import type { LectureRecord } from './lecture.ts'
import { placeLecture } from './place-lecture.ts'

const inputSchema = z.object({
  moduleId: z.string(),
  title: titleSchema,
  video: z.string(),
  durationSeconds: durationSchema.nullish(),
  textMarkdown: markdownSchema.nullish(),
  isPreview: z.boolean().nullish(),
})

/** Adds a lecture that shows a video of another provider. */
export async function createExternalVideoLecture(
  services: LecturesServices,
  context: LecturesContext,
  input: { readonly moduleId: string },
): Promise<Outcome<{ lecture: LectureRecord }>> {
  const { module } = await requireEditableModule(services, context, input.moduleId)
  const checked = checkInput(inputSchema, input)
  if (!checked.ok) return checked
  const { title, video, durationSeconds, textMarkdown, isPreview } = checked.value
  const parsed = checkExternalVideo(video)
  if (!parsed.ok) return parsed
  const content = {
    kind: LectureKind.EXTERNAL_VIDEO,
    title,
    textMarkdown: textMarkdown ?? null,
    isPreview: isPreview ?? false,
    media: null,
    externalVideo: parsed.externalVideo,
    videoDurationSeconds: durationSeconds ?? null,
  }
  return await placeLecture(services, context, { module, content })
}
