import { isId } from '@lyceum/kit'
import type { PrismaClient } from '@lyceum/prisma/courses'
import { Prisma } from '@lyceum/prisma/courses'

import { selectCourse, toCourse } from './course-row.repository.ts'
import type { CourseRow } from './course-row.repository.ts'
import type { CourseLevel, CourseOrder, CourseRecord } from './course.ts'
import { toSwappedLettersQuery } from './swapped-letters.ts'

export interface CatalogueFilter {
  readonly level: CourseLevel | null
  readonly language: string | null
  readonly categorySlug: string | null
  readonly isFree: boolean | null
  readonly instructorId: string | null
  readonly programSlug: string | null
}

export interface CatalogueRequest {
  readonly search: string | null
  readonly filter: CatalogueFilter
  readonly orderBy: CourseOrder
  /** Where the page before ended; null for the first page. */
  readonly after: { readonly key: string; readonly id: string } | null
  readonly limit: number
}

/** A course with its place in the order that was asked for. */
export interface ListedCourse {
  readonly course: CourseRecord
  readonly sortKey: string
}

export type CatalogueRepository = ReturnType<typeof createCatalogueRepository>

/** The published courses, found by words, filtered, ordered: one statement a page. */
export function createCatalogueRepository(client: Pick<PrismaClient, '$queryRaw'>) {
  return {
    async listPublishedCourses(request: CatalogueRequest): Promise<ListedCourse[]> {
      const { key, keyType, direction } = orderings(request.search)[request.orderBy]
      const conditions = [
        Prisma.sql`course.status = 'PUBLISHED'`,
        ...(request.search === null ? [] : [matches(request.search)]),
        ...filterConditions(request.filter),
      ]
      const comparison = direction === 'DESC' ? Prisma.raw('<') : Prisma.raw('>')
      const { after } = request
      if (after !== null) {
        const place = Prisma.sql`(${after.key}::${Prisma.raw(keyType)}, ${after.id}::uuid)`
        conditions.push(Prisma.sql`(${key}, course.id) ${comparison} ${place}`)
      }
      const rows = await client.$queryRaw<(CourseRow & { sortKey: string })[]>`
        SELECT ${toText(request.orderBy, key)} AS "sortKey", ${selectCourse}
        FROM courses.course
        WHERE ${Prisma.join(conditions, ' AND ')}
        ORDER BY ${key} ${Prisma.raw(direction)}, course.id ${Prisma.raw(direction)}
        LIMIT ${request.limit}`
      return rows.map(({ sortKey, ...row }) => ({ sortKey, course: toCourse(row) }))
    },
  }
}

interface Ordering {
  readonly key: Prisma.Sql
  readonly keyType: string
  readonly direction: 'ASC' | 'DESC'
}

function orderings(search: string | null): Readonly<Record<CourseOrder, Ordering>> {
  return {
    NEWEST: { key: Prisma.sql`course.published_at`, keyType: 'timestamptz', direction: 'DESC' },
    POPULARITY: { key: Prisma.sql`course.enrollment_count`, keyType: 'integer', direction: 'DESC' },
    TITLE: {
      key: Prisma.sql`courses.fold_text(course.title) COLLATE "C"`,
      keyType: 'text COLLATE "C"',
      direction: 'ASC',
    },
    RELEVANCE: { key: relevance(search ?? ''), keyType: 'integer', direction: 'DESC' },
  }
}

/** A whole number, so that it survives the way through a cursor. Depends on the course and the search alone. */
function relevance(search: string): Prisma.Sql {
  return Prisma.sql`round(1000000 * (
    ts_rank(course.search_vector, courses.to_search_query(${search}))
    + public.word_similarity(courses.fold_text(${search}), course.search_text) / 2))::integer`
}

/** By word, or by likeness of words where one is mistyped. Each branch has an index of its own. */
function matches(search: string): Prisma.Sql {
  const swapped = toSwappedLettersQuery(search)
  const byWords = [
    Prisma.sql`search_vector @@ courses.to_search_query(${search})`,
    ...(swapped === null
      ? []
      : [Prisma.sql`search_vector @@ to_tsquery('simple', courses.fold_text(${swapped}))`]),
  ]
  return Prisma.sql`course.id IN (
    SELECT id FROM courses.course WHERE status = 'PUBLISHED' AND (${Prisma.join(byWords, ' OR ')})
    UNION ALL
    SELECT courses.find_similar_courses(${search}))`
}

function filterConditions(filter: CatalogueFilter): Prisma.Sql[] {
  const { level, language, categorySlug, isFree, instructorId, programSlug } = filter
  const conditions: Prisma.Sql[] = []
  if (level !== null) conditions.push(Prisma.sql`course.level = ${level}::courses.course_level`)
  if (language !== null) {
    // RFC 4647 section 3.3.1: "pt" finds "pt-BR".
    conditions.push(
      Prisma.sql`(course.language = ${language} OR starts_with(course.language, ${`${language}-`}))`,
    )
  }
  if (isFree !== null) conditions.push(Prisma.sql`(course.price_amount_minor IS NULL) = ${isFree}`)
  if (instructorId !== null) {
    conditions.push(
      isId(instructorId)
        ? Prisma.sql`course.id IN (SELECT course_id FROM courses.course_instructor WHERE user_id = ${instructorId}::uuid)`
        : Prisma.sql`false`,
    )
  }
  if (categorySlug !== null) conditions.push(isInCategory(categorySlug))
  if (programSlug !== null) {
    conditions.push(Prisma.sql`course.id IN (
      SELECT member.course_id FROM courses.program_course member
      JOIN courses.program ON program.id = member.program_id WHERE program.slug = ${programSlug})`)
  }
  return conditions
}

/** In the category or in one below it. */
function isInCategory(slug: string): Prisma.Sql {
  return Prisma.sql`course.id IN (
    WITH RECURSIVE wanted (id) AS (
      SELECT id FROM courses.category WHERE slug = ${slug}
      UNION
      SELECT child.id FROM courses.category child JOIN wanted ON child.parent_id = wanted.id
    )
    SELECT course_id FROM courses.course_category WHERE category_id IN (SELECT id FROM wanted))`
}

/** Times as ISO 8601 in UTC; the rest as PostgreSQL writes it. */
function toText(orderBy: CourseOrder, key: Prisma.Sql): Prisma.Sql {
  return orderBy === 'TITLE' ? key : Prisma.sql`(to_jsonb(${key}) #>> '{}')`
}
