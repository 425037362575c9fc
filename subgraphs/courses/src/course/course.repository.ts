import { isId } from '@lyceum/kit'
import { isUniqueViolation } from '@lyceum/prisma'
import type { PrismaClient } from '@lyceum/prisma/courses'
import { Prisma } from '@lyceum/prisma/courses'

import type { Money } from '../money/price.ts'
import type { CourseLevel, CourseRecord, CourseStatus } from './course.ts'
import { selectCourse, toCourse } from './course-row.repository.ts'
import type { CourseRow } from './course-row.repository.ts'

export interface NewCourse {
  readonly slug: string
  readonly title: string
  readonly summary: string | null
  readonly description: string
  readonly level: CourseLevel
  readonly language: string
  readonly instructorId: string
}

/** What of a course's own row changes; what is left out stays. */
export interface CourseChanges {
  readonly slug?: string
  readonly title?: string
  readonly summary?: string | null
  readonly description?: string
  readonly level?: CourseLevel
  readonly language?: string
  readonly thumbnailAssetId?: string | null
  readonly price?: Money | null
  readonly capacity?: number | null
  readonly status?: CourseStatus
  readonly publishedAt?: Date
}

type CourseTables = Pick<
  PrismaClient,
  | 'course'
  | 'courseCategory'
  | 'courseInstructor'
  | 'coursePrerequisite'
  | 'enrollmentProjection'
  | '$executeRaw'
  | '$queryRaw'
>

export type CourseRepository = ReturnType<typeof createCourseRepository>

/** The courses' own tables. */
export function createCourseRepository(client: CourseTables) {
  return {
    async findCoursesByIds(ids: readonly string[]): Promise<CourseRecord[]> {
      const rows = await client.$queryRaw<CourseRow[]>`
        SELECT ${selectCourse} FROM courses.course WHERE course.id = ANY(${ids.filter(isId)}::uuid[])`
      return rows.map(toCourse)
    },

    async findCourseById(id: string): Promise<CourseRecord | null> {
      const [course] = await this.findCoursesByIds([id])
      return course ?? null
    },

    async findCourseBySlug(slug: string): Promise<CourseRecord | null> {
      const [row] = await client.$queryRaw<CourseRow[]>`
        SELECT ${selectCourse} FROM courses.course WHERE course.slug = ${slug}`
      return row === undefined ? null : toCourse(row)
    },

    /** The course, which nobody else changes before the transaction ends. */
    async lockCourse(id: string): Promise<CourseRecord | null> {
      if (!isId(id)) return null
      await client.$executeRaw`SELECT id FROM courses.course WHERE id = ${id}::uuid FOR NO KEY UPDATE`
      return await this.findCourseById(id)
    },

    /** Which of `slug`, `slug-2`, `slug-3` ... are taken. */
    async listTakenSlugs(slug: string): Promise<string[]> {
      const rows = await client.$queryRaw<{ slug: string }[]>`
        SELECT slug FROM courses.course WHERE slug = ${slug} OR slug ~ ('^' || ${slug} || '-[0-9]+$')`
      return rows.map((row) => row.slug)
    },

    async insertCourse({ instructorId, ...columns }: NewCourse, now: Date): Promise<CourseRecord> {
      const { id } = await client.course.create({
        data: {
          ...columns,
          createdAt: now,
          updatedAt: now,
          instructors: { create: { userId: instructorId, position: 0 } },
        },
        select: { id: true },
      })
      return await this.requireCourse(id)
    },

    /** Changes the row and counts its version up. */
    async changeCourse(id: string, { price, ...changes }: CourseChanges, now: Date): Promise<CourseRecord> {
      await client.course.update({
        where: { id },
        data: {
          ...changes,
          ...(price !== undefined && {
            priceAmountMinor: price?.amountMinor ?? null,
            priceCurrency: price?.currency ?? null,
          }),
          updatedAt: now,
          version: { increment: 1 },
        },
        select: { id: true },
      })
      return await this.requireCourse(id)
    },

    async requireCourse(id: string): Promise<CourseRecord> {
      const course = await this.findCourseById(id)
      if (course === null) throw new Error(`Course ${id} was written and cannot be read`)
      return course
    },

    async replaceInstructors(courseId: string, userIds: readonly string[]): Promise<void> {
      await client.courseInstructor.deleteMany({ where: { courseId } })
      await client.courseInstructor.createMany({
        data: userIds.map((userId, position) => ({ courseId, userId, position })),
      })
    },

    async replaceCategories(courseId: string, categoryIds: readonly string[]): Promise<void> {
      await client.courseCategory.deleteMany({ where: { courseId } })
      await client.courseCategory.createMany({
        data: categoryIds.map((categoryId) => ({ courseId, categoryId })),
      })
    },

    async replacePrerequisites(courseId: string, prerequisiteIds: readonly string[]): Promise<void> {
      await client.coursePrerequisite.deleteMany({ where: { courseId } })
      await client.coursePrerequisite.createMany({
        data: prerequisiteIds.map((prerequisiteId, position) => ({ courseId, prerequisiteId, position })),
      })
    },

    /** Nobody else changes prerequisites of any course before the transaction ends; readers go on. */
    async lockPrerequisites(): Promise<void> {
      await client.$executeRaw`LOCK TABLE courses.course_prerequisite IN SHARE ROW EXCLUSIVE MODE`
    },

    /** Whether one of the courses is, or builds on, the course. */
    async leadsTo(courseId: string, fromIds: readonly string[]): Promise<boolean> {
      const rows = await client.$queryRaw<unknown[]>`
        WITH RECURSIVE reached (id) AS (
          SELECT unnest(${[...fromIds]}::uuid[])
          UNION
          SELECT edge.prerequisite_id FROM courses.course_prerequisite edge JOIN reached ON edge.course_id = reached.id
        )
        SELECT id FROM reached WHERE id = ${courseId}::uuid`
      return rows.length > 0
    },

    async isPrerequisite(courseId: string): Promise<boolean> {
      return (await client.coursePrerequisite.count({ where: { prerequisiteId: courseId } })) > 0
    },

    async hasEnrollments(courseId: string): Promise<boolean> {
      return (await client.enrollmentProjection.count({ where: { courseId } })) > 0
    },

    async deleteCourse(id: string): Promise<void> {
      await client.course.delete({ where: { id }, select: { id: true } })
    },

    /** Whether the person teaches a published course. */
    async isInstructor(userId: string): Promise<boolean> {
      if (!isId(userId)) return false
      const where = { userId, course: { status: 'PUBLISHED' as const } }
      return (await client.courseInstructor.findFirst({ where, select: { userId: true } })) !== null
    },

    /** For each person, the newest of their courses that the viewer may see. */
    async listTaughtCourses(userIds: readonly string[], page: TaughtCoursesPage): Promise<TaughtCourse[]> {
      const { viewerId, isAdministrator, status, beforeId, limit } = page
      const rows = await client.$queryRaw<(CourseRow & { instructorId: string })[]>`
        SELECT person.id AS "instructorId", ${selectCourse}
        FROM unnest(${userIds.filter(isId)}::uuid[]) AS person (id)
        CROSS JOIN LATERAL (
          SELECT course.* FROM courses.course_instructor taught JOIN courses.course ON course.id = taught.course_id
          WHERE taught.user_id = person.id
            AND (course.status = 'PUBLISHED' OR ${isAdministrator} OR person.id = ${viewerId}::uuid)
            ${status === null ? Prisma.empty : Prisma.sql`AND course.status = ${status}::courses.course_status`}
            ${beforeId === null ? Prisma.empty : Prisma.sql`AND course.id < ${beforeId}::uuid`}
          ORDER BY course.id DESC LIMIT ${limit}
        ) course
        ORDER BY person.id, course.id DESC`
      return rows.map((row) => ({ instructorId: row.instructorId, course: toCourse(row) }))
    },
  }
}

export interface TaughtCoursesPage {
  readonly viewerId: string | null
  readonly isAdministrator: boolean
  readonly status: CourseStatus | null
  readonly beforeId: string | null
  readonly limit: number
}

export interface TaughtCourse {
  readonly instructorId: string
  readonly course: CourseRecord
}

/** True when a course could not be written because another one has its slug. */
export function isSlugTaken(error: unknown): boolean {
  return isUniqueViolation(error, 'slug')
}
