import { BadInputError } from '@lyceum/kit'

import type { CourseOrder } from './course.ts'

/** Where a page of the catalogue ended. */
export interface CataloguePlace {
  readonly key: string
  readonly id: string
}

const isSortKey: Readonly<Record<CourseOrder, (key: string) => boolean>> = {
  NEWEST: isTime,
  POPULARITY: isInteger,
  RELEVANCE: isInteger,
  TITLE: () => true,
}

/**
 * The place a cursor of the catalogue stands for. It names its order, so that it cannot continue another one.
 * @throws {BadInputError} when it is of another order, or somebody made it up
 */
export function readCataloguePlace(cursor: readonly string[], orderBy: CourseOrder): CataloguePlace {
  const [order, key, id] = cursor
  if (order !== orderBy || key === undefined || id === undefined || !isSortKey[orderBy](key)) {
    throw new BadInputError(`after is not a cursor of this list ordered by ${orderBy}`)
  }
  return { key, id }
}

function isInteger(key: string): boolean {
  return /^-?\d{1,9}$/.test(key)
}

function isTime(key: string): boolean {
  return /^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:\d{2})$/.test(key) && !Number.isNaN(Date.parse(key))
}
