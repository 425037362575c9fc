import { checkInput } from '@lyceum/kit'
import type { Outcome } from '@lyceum/kit'
import { z } from 'zod'

import type { LecturesContext } from '../context.ts'
import type { LecturesServices } from '../services.ts'
import { changeLecture } from './change-lecture.ts'
import { requireEditableLecture } from './lecture-access.ts'
import { titleSchema } from './lecture-schemas.ts'
import type { LectureRecord } from './lecture.ts'

const inputSchema = z.object({ title: titleSchema })

/** Gives a lecture another title. */
export async function renameLecture(
  services: LecturesServices,
  context: LecturesContext,
  input: { readonly lectureId: string },
): Promise<Outcome<{ lecture: LectureRecord }>> {
  const { lecture } = await requireEditableLecture(services, context, input.lectureId)
  const checked = checkInput(inputSchema, input)
  if (!checked.ok) return checked
  return await changeLecture(services, context, { lectureId: lecture.id, change: checked.value })
}
