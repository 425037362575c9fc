import { Prisma } from '@lyceum/prisma/courses'

import type { CourseRecord } from './course.ts'

/** A course as a raw statement returns it. */
export interface CourseRow extends Omit<CourseRecord, 'price'> {
  readonly priceAmountMinor: number | null
  readonly priceCurrency: string | null
}

/** The columns of `course` and the ids of what belongs to it, so that a list of courses is one statement. */
export const selectCourse = Prisma.sql`
  course.id, course.slug, course.title, course.summary, course.description, course.level::text, course.language,
  course.thumbnail_asset_id AS "thumbnailAssetId", course.price_amount_minor AS "priceAmountMinor",
  course.price_currency AS "priceCurrency", course.capacity, course.status::text,
  course.published_at AS "publishedAt", course.enrollment_count AS "enrollmentCount", course.version,
  course.created_at AS "createdAt", course.updated_at AS "updatedAt",
  ARRAY(SELECT user_id::text FROM courses.course_instructor WHERE course_id = course.id ORDER BY position)
    AS "instructorIds",
  ARRAY(SELECT prerequisite_id::text FROM courses.course_prerequisite WHERE course_id = course.id ORDER BY position)
    AS "prerequisiteIds",
  ARRAY(SELECT category_id::text FROM courses.course_category WHERE course_id = course.id ORDER BY category_id)
    AS "categoryIds"`

export function toCourse({ priceAmountMinor, priceCurrency, ...row }: CourseRow): CourseRecord {
  const isFree = priceAmountMinor === null || priceCurrency === null
  return { ...row, price: isFree ? null : { amountMinor: priceAmountMinor, currency: priceCurrency } }
}
