/** What can be followed. */
export type FollowSubject = 'COURSE' | 'INSTRUCTOR'

/** Something that somebody follows or no longer does. */
export interface FollowRecord {
  readonly id: string
  readonly isFollowing: boolean
  /** Increases with every change; the version of the follow's events. */
  readonly version: bigint
}

export interface FollowedSubject {
  readonly subject: FollowSubject
  readonly subjectId: string
}

/** The key of a subject in the loader of follows. */
export function toFollowKey({ subject, subjectId }: FollowedSubject): string {
  return `${subject} ${subjectId}`
}
