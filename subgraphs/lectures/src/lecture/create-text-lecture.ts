import { checkInput } from '@lyceum/kit'
import type { Outcome } from '@lyceum/kit'
import { z } from 'zod'

import type { LecturesContext } from '../context.ts'
import type { LecturesServices } from '../services.ts'
import { requireEditableModule } from './lecture-access.ts'
import { markdownSchema, titleSchema } from './lecture-schemas.ts'
import { LectureKind } from './lecture.ts'
import type { LectureRecord } from './lecture.ts'
import { placeLecture } from './place-lecture.ts'

const inputSchema = z.object({
  moduleId: z.string(),
  title: titleSchema,
  textMarkdown: markdownSchema,
  isPreview: z.boolean().nullish(),
})

/** Adds a lecture to read. */
export async function createTextLecture(
  services: LecturesServices,
  context: LecturesContext,
  input: { readonly moduleId: string },
): Promise<Outcome<{ lecture: LectureRecord }>> {
  const { module } = await requireEditableModule(services, context, input.moduleId)
  const checked = checkInput(inputSchema, input)
  if (!checked.ok) return checked
  const { title, textMarkdown, isPreview } = checked.value
  const content = {
    kind: LectureKind.TEXT,
    title,
    textMarkdown,
    isPreview: isPreview ?? false,
    media: null,
    externalVideo: null,
    videoDurationSeconds: null,
  }
  return await placeLecture(services, context, { module, content })
}
