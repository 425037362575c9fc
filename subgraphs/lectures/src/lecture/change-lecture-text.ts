import { checkInput } from '@lyceum/kit'
import type { Outcome } from '@lyceum/kit'
import { z } from 'zod'

import type { LecturesContext } from '../context.ts'
import type { LecturesServices } from '../services.ts'
import { changeLecture } from './change-lecture.ts'
import { requireEditableLecture } from './lecture-access.ts'
import { markdownSchema } from './lecture-schemas.ts'
import type { LectureRecord } from './lecture.ts'

const inputSchema = z.object({ textMarkdown: markdownSchema })

/** Gives a lecture another text: what there is to read, or the notes beside a video. */
export async function changeLectureText(
  services: LecturesServices,
  context: LecturesContext,
  input: { readonly lectureId: string },
): Promise<Outcome<{ lecture: LectureRecord }>> {
  const { lecture } = await requireEditableLecture(services, context, input.lectureId)
  const checked = checkInput(inputSchema, input)
  if (!checked.ok) return checked
  return await changeLecture(services, context, { lectureId: lecture.id, change: checked.value })
}
