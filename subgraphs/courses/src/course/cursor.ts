import { BadInputError, isId } from '@lyceum/kit'

import type { CourseOrder } from './course.ts'

/** The id at the end of a cursor. @throws {BadInputError} when somebody made the cursor up */
export function requireCursorId(id: string | undefined): string {
  if (id === undefined || !isId(id)) throw new BadInputError('after is not a cursor of this list')
  return id
}

/** Where a page of the catalogue ended. */
export interface CataloguePlace {
  readonly key: string
  readonly id: string
}

const isSortKey: Readonly<Record<CourseOrder, (key: string) => boolean>> = {
  NEWEST: isTime,
  POPULARITY: isInteger,
  RELEVANCE: isInteger,
  TITLE: (key) => !key.includes('\0'),
}

/**
 * The place a cursor of the catalogue stands for. It names its order, so that it cannot continue another one.
 * @throws {BadInputError} when it is of another order, or somebody made it up
 */
export function readCataloguePlace(cursor: readonly string[], orderBy: CourseOrder): CataloguePlace {
  const [order, key, id] = cursor
  if (order !== orderBy || key === undefined || !isSortKey[orderBy](key)) {
    throw new BadInputError(`after is not a cursor of this list ordered by ${orderBy}`)
  }
  return { key, id: requireCursorId(id) }
}

function isInteger(key: string): boolean {
  return /^-?\d{1,9}$/.test(key)
}

function isTime(key: string): boolean {
  return /^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:\d{2})$/.test(key) && !Number.isNaN(Date.parse(key))
}
