import { randomUUID } from 'node:crypto'

import type { NewEvent } from '@lyceum/events'
import type { TestPerson } from '@lyceum/testkit'
import { describe, expect, it } from 'vitest'

import { codesOf, shareCampus } from './classroom.ts'

const campus = shareCampus()

const reportCard = /* GraphQL */ `
  query ($id: ID!, $first: Int, $after: String) {
    reportCard(id: $id) {
      enrollment {
        id
      }
      gradePercent
      completionPercent
      results(first: $first, after: $after) {
        edges {
          node {
            assessment {
              id
            }
            title
            scorePercent
            isPassed
            isRequired
            gradedAt
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
`

interface Result {
  readonly attemptId?: string
  readonly assessmentId?: string
  readonly version?: number
  readonly scorePercent?: string
  readonly isPassed?: boolean
  readonly title?: string
}

function graded({ id: userId }: TestPerson, courseId: string, result: Result = {}): NewEvent {
  const { attemptId = randomUUID(), assessmentId = randomUUID(), version = 1, title = 'Exam' } = result
  const { scorePercent = '50', isPassed = true } = result
  return {
    type: 'attempt.graded',
    aggregateId: attemptId,
    aggregateVersion: version,
    payload: {
      attemptId,
      assessmentId,
      courseId,
      userId,
      title,
      scorePercent,
      isPassed,
      isRequired: true,
      gradedAt: '2026-03-01T10:00:00.000Z',
    },
  }
}

function gradeChanged(
  { id: userId }: TestPerson,
  courseId: string,
  grade: { readonly totalPercent: string | null; readonly version: number },
): NewEvent {
  return {
    type: 'course_grade.changed',
    aggregateId: `${courseId}:${userId}`,
    aggregateVersion: grade.version,
    payload: { courseId, userId, totalPercent: grade.totalPercent },
  }
}

async function read(person: TestPerson, id: string, page: { first?: number; after?: string } = {}) {
  const { data } = await person.execute(reportCard, { id, first: 20, ...page })
  return data.reportCard
}

async function scoresOf(person: TestPerson, id: string): Promise<unknown[]> {
  const { results } = await read(person, id)
  return results.edges.map(({ node }: { node: { scorePercent: string } }) => node.scorePercent)
}

describe('a report card', () => {
  it('is there from the beginning, and empty', async () => {
    const { learner, enrollmentId } = await campus().openClassroom()
    expect(await read(learner, enrollmentId)).toEqual({
      enrollment: { id: enrollmentId },
      gradePercent: null,
      completionPercent: 0,
      results: { edges: [], pageInfo: { hasNextPage: false, endCursor: null } },
    })
  })

  it('is for the learner, the instructors of the course and administrators', async () => {
    const { world, openClassroom } = campus()
    const { learner, instructor, colleague, administrator, stranger, enrollmentId, enroll } =
      await openClassroom()
    for (const reader of [learner, instructor, colleague, administrator]) {
      expect(await read(reader, enrollmentId)).toMatchObject({ enrollment: { id: enrollmentId } })
    }
    const { person: classmate } = await enroll()
    for (const other of [stranger, classmate]) expect(await read(other, enrollmentId)).toBeNull()
    expect((await world.anonymous.execute(reportCard, { id: enrollmentId })).data.reportCard).toBeNull()
  })

  it('follows completed lectures', async () => {
    const { world, openClassroom } = campus()
    const { learner, courseId, enrollmentId } = await openClassroom()
    const lectureIds = [randomUUID(), randomUUID()]
    await world.emit(
      ...lectureIds.map((lectureId): NewEvent => ({
        type: 'lecture.published',
        aggregateId: lectureId,
        aggregateVersion: 1,
        payload: {
          lectureId,
          courseId,
          moduleId: courseId,
          title: 'Lecture',
          kind: 'TEXT',
          isPreview: false,
          mediaAssetId: null,
        },
      })),
    )
    const [lectureId = ''] = lectureIds
    await world.emit({
      type: 'lecture.completed',
      aggregateId: lectureId,
      aggregateVersion: 1,
      payload: { lectureId, courseId, userId: learner.id, completedAt: '2026-03-01T10:00:00.000Z' },
    })
    expect((await read(learner, enrollmentId)).completionPercent).toBe(50)
  })
})

describe('the grade', () => {
  it.each(['66.6667', '0.1', '100', '0'])('is exactly what was said: %s', async (totalPercent) => {
    const { world, openClassroom } = campus()
    const { learner, courseId, enrollmentId } = await openClassroom()
    await world.emit(gradeChanged(learner, courseId, { totalPercent, version: 1 }))
    expect((await read(learner, enrollmentId)).gradePercent).toBe(totalPercent)
  })

  it('is the newest one, in whatever order they come, and null when nothing counts any more', async () => {
    const { world, openClassroom } = campus()
    const { learner, courseId, enrollmentId } = await openClassroom()
    await world.emit(gradeChanged(learner, courseId, { totalPercent: '80', version: 2 }))
    await world.emit(gradeChanged(learner, courseId, { totalPercent: '70', version: 1 }))
    expect((await read(learner, enrollmentId)).gradePercent).toBe('80')
    await world.emit(gradeChanged(learner, courseId, { totalPercent: null, version: 3 }))
    expect((await read(learner, enrollmentId)).gradePercent).toBeNull()
  })

  it('is each one’s own', async () => {
    const { world, openClassroom } = campus()
    const { learner, courseId, enroll } = await openClassroom()
    const other = await enroll()
    await world.emit(gradeChanged(learner, courseId, { totalPercent: '80', version: 1 }))
    expect((await read(other.person, other.enrollmentId)).gradePercent).toBeNull()
  })
})

describe('results', () => {
  it('name the assessment, the score and whether it was passed', async () => {
    const { world, openClassroom } = campus()
    const { learner, courseId, enrollmentId } = await openClassroom()
    const assessmentId = randomUUID()
    await world.emit(
      graded(learner, courseId, { assessmentId, title: 'Final', scorePercent: '66.67', isPassed: false }),
    )
    const { results } = await read(learner, enrollmentId)
    expect(results.edges).toEqual([
      {
        node: {
          assessment: { id: assessmentId },
          title: 'Final',
          scorePercent: '66.67',
          isPassed: false,
          isRequired: true,
          gradedAt: '2026-03-01T10:00:00.000Z',
        },
      },
    ])
  })

  it('are replaced by a regrade, also by a worse one, and never by what came before', async () => {
    const { world, openClassroom } = campus()
    const { learner, courseId, enrollmentId } = await openClassroom()
    const attempt = { attemptId: randomUUID(), assessmentId: randomUUID() }
    await world.emit(graded(learner, courseId, { ...attempt, version: 4, scorePercent: '90' }))
    await world.emit(graded(learner, courseId, { ...attempt, version: 6, scorePercent: '40' }))
    await world.emit(graded(learner, courseId, { ...attempt, version: 5, scorePercent: '95' }))
    expect(await scoresOf(learner, enrollmentId)).toEqual(['40'])
  })

  it('are the best of several attempts', async () => {
    const { world, openClassroom } = campus()
    const { learner, courseId, enrollmentId } = await openClassroom()
    const assessmentId = randomUUID()
    for (const scorePercent of ['9', '80.5', '30']) {
      await world.emit(graded(learner, courseId, { assessmentId, scorePercent }))
    }
    expect(await scoresOf(learner, enrollmentId)).toEqual(['80.5'])
  })

  it.each(['before', 'after'])('go with their assessment, when that is heard of %s them', async (order) => {
    const { world, openClassroom } = campus()
    const { learner, courseId, enrollmentId } = await openClassroom()
    const assessmentId = randomUUID()
    const events: NewEvent[] = [
      graded(learner, courseId, { assessmentId }),
      {
        type: 'assessment.removed',
        aggregateId: assessmentId,
        aggregateVersion: 3,
        payload: { assessmentId, courseId },
      },
    ]
    for (const event of order === 'after' ? events : events.toReversed()) await world.emit(event)
    expect(await scoresOf(learner, enrollmentId)).toEqual([])
  })

  it('come page by page', async () => {
    const { world, openClassroom } = campus()
    const { learner, courseId, enrollmentId } = await openClassroom()
    await world.emit(...[1, 2, 3].map(() => graded(learner, courseId)))
    const first = await read(learner, enrollmentId, { first: 2 })
    expect(first.results.edges).toHaveLength(2)
    const { endCursor } = first.results.pageInfo
    const second = await read(learner, enrollmentId, { first: 2, after: endCursor })
    expect(second.results.edges).toHaveLength(1)
    const ids = [first, second].flatMap(({ results }) =>
      results.edges.map(({ node }: { node: { assessment: { id: string } } }) => node.assessment.id),
    )
    expect(new Set(ids).size).toBe(3)
  })
})

describe('where report cards are found', () => {
  const query = /* GraphQL */ `
    query ($representations: [_Any!]!, $courseId: ID!) {
      _entities(representations: $representations) {
        ... on Course {
          viewerReportCard {
            id
          }
          reportCards {
            edges {
              node {
                id
              }
            }
          }
        }
        ... on User {
          reportCard(courseId: $courseId) {
            id
          }
        }
        ... on Enrollment {
          card: reportCard {
            id
          }
        }
      }
    }
  `

  it('is on the enrolment, the person and the course, as far as the viewer may see', async () => {
    const { courseId, learner, instructor, stranger, enrollmentId, enroll } = await campus().openClassroom()
    const other = await enroll()
    const representations = [
      { __typename: 'Course', id: courseId },
      { __typename: 'User', id: learner.id },
      { __typename: 'Enrollment', id: enrollmentId },
    ]
    const see = async (person: TestPerson) =>
      (await person.execute(query, { representations, courseId })).data._entities
    const card = { id: enrollmentId }
    expect(await see(learner)).toEqual([
      { viewerReportCard: card, reportCards: null },
      { reportCard: card },
      { card },
    ])
    expect(await see(instructor)).toEqual([
      {
        viewerReportCard: null,
        reportCards: { edges: [{ node: { id: other.enrollmentId } }, { node: card }] },
      },
      { reportCard: card },
      { card },
    ])
    expect(await see(stranger)).toEqual([
      { viewerReportCard: null, reportCards: null },
      { reportCard: null },
      null,
    ])
  })

  it('needs as many statements for many as for few', async () => {
    const { world, openClassroom } = campus()
    const { courseId, instructor, enroll } = await openClassroom()
    const whole = /* GraphQL */ `
      query ($representations: [_Any!]!) {
        _entities(representations: $representations) {
          ... on Course {
            reportCards(first: 50) {
              edges {
                node {
                  gradePercent
                  results {
                    edges {
                      node {
                        title
                      }
                    }
                  }
                  attendanceSummary {
                    attendancePercent
                  }
                  attendance {
                    edges {
                      node {
                        classSession {
                          title
                        }
                      }
                    }
                  }
                  remarks {
                    edges {
                      node {
                        text
                      }
                    }
                  }
                }
              }
            }
          }
        }
      }
    `
    const representations = [{ __typename: 'Course', id: courseId }]
    const count = () => world.countStatements(() => instructor.execute(whole, { representations }))
    const few = await count()
    await Promise.all(Array.from({ length: 9 }, () => enroll()))
    expect(await count()).toBe(few)
  })

  it('refuses a page that is none', async () => {
    const { learner, enrollmentId } = await campus().openClassroom()
    const answer = await learner.execute(reportCard, { id: enrollmentId, first: 0 })
    expect(codesOf(answer)).toContain('BAD_USER_INPUT')
  })
})
