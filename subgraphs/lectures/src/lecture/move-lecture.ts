import { untilFound } from '@lyceum/events'
import { BasicUserError, NotFoundError, UserErrorCode, fail, succeed } from '@lyceum/kit'
import type { Outcome } from '@lyceum/kit'
import { generateKeyBetween } from 'fractional-indexing'

import type { LecturesContext } from '../context.ts'
import type { LecturesServices } from '../services.ts'
import { requireEditableLecture } from './lecture-access.ts'
import { lecturePublished } from './lecture.events.ts'
import type { LecturePlace } from './lecture.repository.ts'
import type { LectureRecord } from './lecture.ts'
import { createModuleFullError, maximumLecturesOfModule } from './place-lecture.ts'

export interface LectureMove {
  readonly lectureId: string
  readonly moduleId?: string | null
  readonly afterLectureId?: string | null
}

/**
 * Moves a lecture within its module or to another one of the course. One row changes; the module's lock puts concurrent
 * editors in order.
 */
export async function moveLecture(
  services: LecturesServices,
  context: LecturesContext,
  { lectureId, moduleId, afterLectureId }: LectureMove,
): Promise<Outcome<{ lecture: LectureRecord }>> {
  const { lecture: before } = await requireEditableLecture(services, context, lectureId)
  const targetId = moduleId ?? before.moduleId
  const target = await untilFound(() => services.modules.findModule(targetId))
  if (target?.courseId !== before.courseId) return failAt('moduleId', 'This course has no such module')
  return await services.inTransaction(context, async ({ lectures, modules, say }) => {
    const module = await modules.lockModule(target.id)
    if (module === null) return failAt('moduleId', 'This course has no such module')
    const places = await lectures.listPlaces(module.id)
    const others = places.filter(({ id }) => id !== before.id)
    if (others.length >= maximumLecturesOfModule) return fail(createModuleFullError())
    const position = findPosition(others, afterLectureId ?? null)
    if (position === null) return failAt('afterLectureId', 'The module has no such other lecture')
    const lecture = await lectures.changeLecture(before.id, { moduleId: module.id, position })
    if (lecture === null) throw new NotFoundError('Lecture', lectureId)
    await say(lecturePublished(lecture))
    return succeed({ lecture })
  })
}

/** A position right after the anchor, or before all when it is null. Null when the anchor is not there. */
function findPosition(places: readonly LecturePlace[], anchorId: string | null): string | null {
  const index = places.findIndex(({ id }) => id === anchorId)
  if (anchorId !== null && index === -1) return null
  return generateKeyBetween(places[index]?.position ?? null, places[index + 1]?.position ?? null)
}

function failAt(field: string, message: string) {
  return fail(new BasicUserError(UserErrorCode.INVALID_INPUT, message, ['input', field]))
}
