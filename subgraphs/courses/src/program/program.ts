/** Courses that belong together, in an order. */
export interface ProgramRecord {
  readonly id: string
  readonly slug: string
  readonly title: string
  /** Markdown. */
  readonly description: string
  /** Increases with every change; the version of its events. */
  readonly version: bigint
}

/** How many courses a program can have, so that the list needs no pages. */
export const programCourseLimit = 100
