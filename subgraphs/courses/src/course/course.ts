import type { Money } from '../money/price.ts'

/** What a learner should bring along. */
export const CourseLevel = {
  BEGINNER: 'BEGINNER',
  INTERMEDIATE: 'INTERMEDIATE',
  ADVANCED: 'ADVANCED',
} as const
export type CourseLevel = keyof typeof CourseLevel

/** Who can find a course. */
export const CourseStatus = { DRAFT: 'DRAFT', PUBLISHED: 'PUBLISHED', UNPUBLISHED: 'UNPUBLISHED' } as const
export type CourseStatus = keyof typeof CourseStatus

/** The orders of the catalogue. */
export const CourseOrder = {
  RELEVANCE: 'RELEVANCE',
  NEWEST: 'NEWEST',
  TITLE: 'TITLE',
  POPULARITY: 'POPULARITY',
} as const
export type CourseOrder = keyof typeof CourseOrder

/** A course as it is stored, with the ids of what belongs to it. */
export interface CourseRecord {
  readonly id: string
  readonly slug: string
  readonly title: string
  readonly summary: string | null
  /** Markdown; may be empty in a draft. */
  readonly description: string
  readonly level: CourseLevel
  /** BCP 47. */
  readonly language: string
  readonly thumbnailAssetId: string | null
  /** Null means free. */
  readonly price: Money | null
  /** Null means unlimited. */
  readonly capacity: number | null
  readonly status: CourseStatus
  /** The first publication; null when it was never public. */
  readonly publishedAt: Date | null
  /** People whose enrolment is active or completed. */
  readonly enrollmentCount: number
  /** Increases with every change; the version of the course's events. */
  readonly version: bigint
  readonly createdAt: Date
  readonly updatedAt: Date
  /** In order, the creator first. */
  readonly instructorIds: readonly string[]
  readonly prerequisiteIds: readonly string[]
  readonly categoryIds: readonly string[]
}

/** How many of a kind a course can have, so that its lists need no pages. */
export const courseLimits = { modules: 200, instructors: 20, prerequisites: 20, categories: 10 } as const
