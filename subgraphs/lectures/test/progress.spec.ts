import type { Subgraph } from '@lyceum/kit'
import { createWorld } from '@lyceum/testkit'
import type { TestPerson, World } from '@lyceum/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { createLecturesSubgraph } from '../src/subgraph.ts'
import {
  codeOf,
  createText,
  createVideo,
  enrollmentEvent,
  mediaEvent,
  openSchool,
  payloadOf,
} from './seed.ts'
import type { School } from './seed.ts'

let world: World<Subgraph>
beforeAll(async () => {
  world = await createWorld('lectures', createLecturesSubgraph)
})
afterAll(() => world[Symbol.asyncDispose]())

const progressFields =
  'progress { watchedRanges { startSeconds endSeconds } positionSeconds watchedPercent isCompleted completedAt }'

const recordMutation = /* GraphQL */ `
  mutation ($input: RecordProgressInput!) {
    recordProgress(input: $input) { ${progressFields} userErrors { code path } }
  }`

const readMutation = /* GraphQL */ `
  mutation ($input: MarkLectureReadInput!) {
    markLectureRead(input: $input) { ${progressFields} userErrors { code path } }
  }`

const viewerProgressQuery = /* GraphQL */ `
  query ($id: ID!) {
    lecture(id: $id) {
      viewerProgress {
        watchedPercent
        positionSeconds
        isCompleted
      }
    }
  }
`

/** A video lecture of 100 seconds. */
async function openVideo(
  options: { readonly isPreview?: boolean } = {},
): Promise<School & { readonly lectureId: string }> {
  const school = await openSchool(world)
  const asset = mediaEvent({ ownerId: school.owner.id, durationSeconds: 100 })
  await world.emit(asset)
  const mediaAssetId = asset.payload.assetId
  return {
    ...school,
    lectureId: await createVideo(school.owner, school.moduleId, { mediaAssetId, ...options }),
  }
}

interface Watched {
  readonly lectureId: string
  readonly from: number
  readonly to: number
  readonly recordedAt?: Date
}

function watch(by: Pick<TestPerson, 'execute'>, { lectureId, from, to, recordedAt }: Watched) {
  const ranges = [{ startSeconds: from, endSeconds: to }]
  return by.execute(recordMutation, { input: { lectureId, ranges, positionSeconds: to, recordedAt } })
}

async function listCompletions(lectureId: string) {
  const said = await world.said('lecture.completed')
  return said.filter(({ payload }) => payload['lectureId'] === lectureId)
}

describe('recordProgress', () => {
  it('adds up what was watched and keeps where to resume', async () => {
    const { learner, lectureId } = await openVideo()
    await watch(learner, { lectureId, from: 0, to: 10 })
    expect(payloadOf(await watch(learner, { lectureId, from: 30, to: 45.5 }))).toEqual({
      progress: {
        watchedRanges: [
          { startSeconds: 0, endSeconds: 10 },
          { startSeconds: 30, endSeconds: 45.5 },
        ],
        positionSeconds: 45.5,
        watchedPercent: 25,
        isCompleted: false,
        completedAt: null,
      },
      userErrors: [],
    })
    expect(
      (await learner.execute(viewerProgressQuery, { id: lectureId })).data.lecture.viewerProgress,
    ).toEqual({
      watchedPercent: 25,
      positionSeconds: 45.5,
      isCompleted: false,
    })
  })

  it('completes at 90 %, says so once and never takes it back', async () => {
    const { courseId, learner, lectureId } = await openVideo()
    await watch(learner, { lectureId, from: 0, to: 89 })
    expect(await listCompletions(lectureId)).toEqual([])
    const { progress } = payloadOf(await watch(learner, { lectureId, from: 89, to: 90 }))
    const completedAt = world.clock.now().toISOString()
    expect(progress).toMatchObject({ watchedPercent: 90, isCompleted: true, completedAt })
    world.clock.advance(60_000)
    const again = payloadOf(await watch(learner, { lectureId, from: 0, to: 100 }))
    expect(again['progress']).toMatchObject({ watchedPercent: 100, isCompleted: true, completedAt })
    expect((await listCompletions(lectureId)).map(({ payload }) => payload)).toEqual([
      { lectureId, courseId, userId: learner.id, completedAt },
    ])
  })

  it('loses nothing and completes once when many reports come at once, twice and in any order', async () => {
    const { learner, lectureId } = await openVideo()
    const reports = Array.from({ length: 10 }, (_, index) => ({
      lectureId,
      from: index * 10,
      to: index * 10 + 10,
    }))
    const answers = await Promise.all(
      [...reports, ...reports.toReversed()].map((report) => watch(learner, report)),
    )
    answers.forEach(payloadOf)
    const { data } = await learner.execute(viewerProgressQuery, { id: lectureId })
    expect(data.lecture.viewerProgress).toMatchObject({ watchedPercent: 100, isCompleted: true })
    expect(await listCompletions(lectureId)).toHaveLength(1)
  })

  it('moves nobody back by a report that comes late', async () => {
    const { learner, lectureId } = await openVideo()
    const now = world.clock.now()
    await watch(learner, { lectureId, from: 40, to: 50, recordedAt: now })
    const late = await watch(learner, {
      lectureId,
      from: 0,
      to: 10,
      recordedAt: new Date(now.getTime() - 60_000),
    })
    expect(payloadOf(late)['progress']).toMatchObject({ positionSeconds: 50, watchedPercent: 20 })
  })

  it('keeps the progress of one learner from another', async () => {
    const { courseId, learner, lectureId, student } = await openVideo()
    await world.emit(enrollmentEvent({ userId: student.id, courseId }))
    await watch(learner, { lectureId, from: 0, to: 50 })
    const { data } = await student.execute(viewerProgressQuery, { id: lectureId })
    expect(data.lecture.viewerProgress).toEqual({ watchedPercent: 0, positionSeconds: 0, isCompleted: false })
  })

  it('waits for an enrolment that was made a moment ago', async () => {
    const { courseId, lectureId, student } = await openVideo()
    const watching = watch(student, { lectureId, from: 0, to: 10 })
    await world.emit(enrollmentEvent({ userId: student.id, courseId }))
    expect(payloadOf(await watching)['progress']).toMatchObject({ watchedPercent: 10 })
  })

  it('is for those who are enrolled, not for whoever watches a preview', async () => {
    const school = await openVideo({ isPreview: true })
    const { lectureId } = school
    const codes = await Promise.all(
      [world.anonymous, school.student, school.stranger, school.owner, school.administrator].map(
        async (person) => codeOf(await watch(person, { lectureId, from: 0, to: 10 })),
      ),
    )
    expect(codes).toEqual(['UNAUTHENTICATED', 'FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN'])
    expect(
      (await school.owner.execute(viewerProgressQuery, { id: lectureId })).data.lecture.viewerProgress,
    ).toBeNull()
  })

  it.each([
    [{ from: -1, to: 10 }, ['input', 'ranges', '0', 'startSeconds']],
    [{ from: 10, to: 5 }, ['input', 'ranges', '0', 'endSeconds']],
    [{ from: 0, to: 1e9 }, ['input', 'ranges', '0', 'endSeconds']],
  ])('refuses the range %j', async (range, path) => {
    const { learner, lectureId } = await openVideo()
    const { userErrors } = payloadOf(await watch(learner, { lectureId, ...range }))
    expect(userErrors).toContainEqual({ code: 'INVALID_INPUT', path })
  })

  it('refuses a time from before anything could be watched', async () => {
    const { learner, lectureId } = await openVideo()
    const recordedAt = new Date('1969-12-31T23:59:59Z')
    const { userErrors } = payloadOf(await watch(learner, { lectureId, from: 0, to: 1, recordedAt }))
    expect(userErrors).toEqual([{ code: 'INVALID_INPUT', path: ['input', 'recordedAt'] }])
  })

  it('does not find a lecture that is not there, nor one of a draft', async () => {
    const { moduleId, owner, student } = await openSchool(world, { status: 'DRAFT' })
    const lectureId = await createText(owner, moduleId)
    expect(codeOf(await watch(student, { lectureId, from: 0, to: 1 }))).toBe('NOT_FOUND')
    expect(codeOf(await watch(student, { lectureId: 'no id', from: 0, to: 1 }))).toBe('NOT_FOUND')
  })

  it('is not how a text is completed', async () => {
    const { learner, moduleId, owner } = await openSchool(world)
    const lectureId = await createText(owner, moduleId)
    expect(payloadOf(await watch(learner, { lectureId, from: 0, to: 1 }))['userErrors']).toEqual([
      { code: 'INVALID_INPUT', path: ['input', 'lectureId'] },
    ])
  })
})

describe('markLectureRead', () => {
  it('completes a text, once', async () => {
    const { learner, moduleId, owner } = await openSchool(world)
    const lectureId = await createText(owner, moduleId)
    const read = () => learner.execute(readMutation, { input: { lectureId } })
    const answers = await Promise.all([read(), read(), read()])
    for (const answer of answers) {
      expect(payloadOf(answer)['progress']).toMatchObject({ isCompleted: true, watchedPercent: 100 })
    }
    expect(await listCompletions(lectureId)).toHaveLength(1)
  })

  it('completes no video', async () => {
    const { learner, lectureId } = await openVideo()
    expect(payloadOf(await learner.execute(readMutation, { input: { lectureId } }))).toEqual({
      progress: null,
      userErrors: [{ code: 'INVALID_INPUT', path: ['input', 'lectureId'] }],
    })
  })

  it('is for those who are enrolled', async () => {
    const { moduleId, owner, student } = await openSchool(world)
    const input = { lectureId: await createText(owner, moduleId) }
    expect(codeOf(await world.anonymous.execute(readMutation, { input }))).toBe('UNAUTHENTICATED')
    expect(codeOf(await student.execute(readMutation, { input }))).toBe('FORBIDDEN')
    expect(codeOf(await owner.execute(readMutation, { input }))).toBe('FORBIDDEN')
  })
})
