import { BadInputError, toConnection, toPageRequest } from '@lyceum/kit'
import type { Connection, ConnectionArguments } from '@lyceum/kit'

import type { CoursesContext } from '../context.ts'
import type { CoursesServices } from '../services.ts'
import type { CatalogueFilter } from './course-catalogue.repository.ts'
import type { CourseOrder, CourseRecord } from './course.ts'
import { readCataloguePlace } from './cursor.ts'

const maximumSearchLength = 200

/** Which part of the catalogue is asked for; what is null or left out does not matter. */
export interface CatalogueQuery extends ConnectionArguments {
  readonly search?: string | null
  readonly filter?: Partial<CatalogueFilter> | null
  readonly orderBy?: CourseOrder | null
}

/** A page of the published courses. Every cursor names its order, its sort key and its course. */
export async function listCatalogue(
  services: CoursesServices,
  context: CoursesContext,
  query: CatalogueQuery,
): Promise<Connection<CourseRecord>> {
  const search = readSearch(query.search)
  const orderBy = chooseOrder(query.orderBy ?? null, search)
  const request = toPageRequest(query, 3)
  const listed = await services.catalogue.listPublishedCourses({
    search,
    orderBy,
    filter: toFilter(query.filter ?? {}),
    after: request.after === null ? null : readCataloguePlace(request.after, orderBy),
    limit: request.first + 1,
  })
  const sortKeys = new Map(listed.map(({ course, sortKey }) => [course.id, sortKey]))
  const courses = listed.map(({ course }) => course)
  for (const course of courses) context.courses.prime(course.id, course)
  return toConnection(courses, request, ({ id }) => [orderBy, sortKeys.get(id) ?? '', id])
}

function readSearch(search: string | null | undefined): string | null {
  const words = search?.trim() ?? ''
  if (words.length > maximumSearchLength) {
    throw new BadInputError(`search has at most ${maximumSearchLength} characters`)
  }
  return words === '' ? null : words
}

/** Without words nothing is relevant, so the newest come first. */
function chooseOrder(orderBy: CourseOrder | null, search: string | null): CourseOrder {
  if (search === null) return orderBy === null || orderBy === 'RELEVANCE' ? 'NEWEST' : orderBy
  return orderBy ?? 'RELEVANCE'
}

function toFilter(filter: Partial<CatalogueFilter>): CatalogueFilter {
  return {
    level: filter.level ?? null,
    language: filter.language ?? null,
    categorySlug: filter.categorySlug ?? null,
    isFree: filter.isFree ?? null,
    instructorId: filter.instructorId ?? null,
    programSlug: filter.programSlug ?? null,
  }
}
