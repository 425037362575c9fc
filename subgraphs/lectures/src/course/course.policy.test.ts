import { Role } from '@lyceum/kit'
import type { Viewer } from '@lyceum/kit'
import { describe, expect, it } from 'vitest'

import { canEditLectures, canRecordProgress, canSeeLectures, canWatchLecture } from './course.policy.ts'
import type { CourseAccess, CourseStatus } from './course.ts'

const person = (id: string, ...roles: Role[]): Viewer => ({
  id,
  roles,
  sessionId: 'session',
  expiresAt: new Date(0),
})

const viewers = {
  anonymous: null,
  student: person('student', Role.STUDENT),
  learner: person('learner', Role.STUDENT),
  'other instructor': person('other', Role.INSTRUCTOR),
  owner: person('owner', Role.INSTRUCTOR),
  administrator: person('root', Role.ADMINISTRATOR),
} satisfies Record<string, Viewer>

type Who = keyof typeof viewers

function courseSeenBy(who: Who, status: CourseStatus): CourseAccess {
  return { id: 'course', status, instructorIds: ['owner'], isViewerEnrolled: who === 'learner' }
}

const everybody = Object.keys(viewers) as Who[]
const insiders: Who[] = ['learner', 'owner', 'administrator']
const editors: Who[] = ['owner', 'administrator']

describe.each(['DRAFT', 'PUBLISHED', 'UNPUBLISHED'] as const)('in a %s course', (status) => {
  const isPublished = status === 'PUBLISHED'

  it.each(everybody)('lets %s do what their place allows', (who) => {
    const viewer = viewers[who]
    const course = courseSeenBy(who, status)
    expect({
      edit: canEditLectures(viewer, course),
      see: canSeeLectures(viewer, course),
      watch: canWatchLecture(viewer, { isPreview: false }, course),
      watchPreview: canWatchLecture(viewer, { isPreview: true }, course),
      recordProgress: canRecordProgress(viewer, course),
    }).toEqual({
      edit: editors.includes(who),
      see: isPublished || insiders.includes(who),
      watch: insiders.includes(who),
      watchPreview: isPublished || insiders.includes(who),
      recordProgress: who === 'learner',
    })
  })
})
