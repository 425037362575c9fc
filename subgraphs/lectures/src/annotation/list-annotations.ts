import { BadInputError, isId, toConnection, toPageRequest } from '@lyceum/kit'
import type { Connection, ConnectionArguments } from '@lyceum/kit'

import type { LecturesContext } from '../context.ts'
import { isWatchable } from '../lecture/lecture-access.ts'
import type { LectureRecord } from '../lecture/lecture.ts'
import type { AnnotationRecord } from './annotation.ts'

/** The annotations of a lecture that the viewer sees, in the order of the lecture; null for whoever may not watch it. */
export async function listAnnotations(
  context: LecturesContext,
  lecture: LectureRecord,
  page: ConnectionArguments,
): Promise<Connection<AnnotationRecord> | null> {
  const request = toPageRequest(page, 2)
  const [atSeconds = '0', id] = request.after ?? []
  const isPlace = Number.isFinite(Number(atSeconds)) && (id === undefined || isId(id))
  if (!isPlace) throw new BadInputError('after is not a cursor of this list')
  if (!(await isWatchable(context, lecture))) return null
  const rows = await context.annotationsOfLecture(request).load(lecture.id)
  return toConnection(rows, request, (annotation) => [String(annotation.atSeconds), annotation.id])
}
