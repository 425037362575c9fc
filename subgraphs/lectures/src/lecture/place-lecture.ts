import { BasicUserError, NotFoundError, UserErrorCode, fail, succeed } from '@lyceum/kit'
import type { Outcome } from '@lyceum/kit'
import { generateKeyBetween } from 'fractional-indexing'

import type { LecturesContext } from '../context.ts'
import type { ModuleRecord } from '../module/module.ts'
import type { LecturesServices } from '../services.ts'
import { lecturePublished } from './lecture.events.ts'
import type { NewLecture } from './lecture.repository.ts'
import type { LectureRecord } from './lecture.ts'

/** A module's lectures are one list, so it has an end. */
export const maximumLecturesOfModule = 200

export type LectureContent = Omit<NewLecture, 'courseId' | 'moduleId' | 'position'>

export interface LecturePlacement {
  readonly module: ModuleRecord
  readonly content: LectureContent
}

/** Puts a new lecture at the end of a module, which the viewer may change. */
export async function placeLecture(
  services: LecturesServices,
  context: LecturesContext,
  { module, content }: LecturePlacement,
): Promise<Outcome<{ lecture: LectureRecord }>> {
  return await services.inTransaction(context, async ({ lectures, modules, say }) => {
    const locked = await modules.lockModule(module.id)
    if (locked === null) throw new NotFoundError('Module', module.id)
    const places = await lectures.listPlaces(module.id)
    if (places.length >= maximumLecturesOfModule) return fail(createModuleFullError())
    const position = generateKeyBetween(places.at(-1)?.position ?? null, null)
    const { id: moduleId, courseId } = locked
    const lecture = await lectures.insertLecture({ ...content, courseId, moduleId, position })
    await say(lecturePublished(lecture))
    return succeed({ lecture })
  })
}

export function createModuleFullError(): BasicUserError {
  const message = `A module has at most ${maximumLecturesOfModule} lectures`
  return new BasicUserError(UserErrorCode.LIMIT_REACHED, message, ['input', 'moduleId'])
}
