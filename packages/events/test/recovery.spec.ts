import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Eventing } from '../src/index.ts'
import { createHarness, type Harness } from './harness.ts'
import { brokerKinds } from './redis-server.ts'
import {
  appliedVersions,
  lectureCompleted,
  createLectures,
  createEnrollments,
  newLectureId,
  say,
} from './school.ts'

describe.each(brokerKinds)('recovery of events over %s', (kind) => {
  let harness: Harness
  let lectures: Eventing
  let started: Eventing[]

  beforeEach(async () => {
    harness = await createHarness(kind)
    started = []
    lectures = await start(createLectures(harness))
  })
  afterEach(async () => {
    await Promise.all(started.map((eventing) => eventing.stop({ timeoutMs: 2_000 })))
    await harness[Symbol.asyncDispose]()
  })

  async function start(eventing: Eventing): Promise<Eventing> {
    started.push(eventing)
    await eventing.start()
    return eventing
  }

  const published = () => harness.column('SELECT published_at IS NOT NULL FROM lectures.outbox_event')
  const settled = () => harness.column('SELECT settled_at IS NOT NULL FROM lectures.outbox_event')
  const deadLetters = () =>
    harness.column('SELECT error FROM enrollments.dead_letter WHERE replayed_at IS NULL')

  it('rebuilds a queue that was wiped while its consumer was away', async () => {
    const lectureId = newLectureId()
    await say(harness, lectures, [lectureCompleted(lectureId, 1), lectureCompleted(lectureId, 2)])
    await expect.poll(published).toEqual([true, true])

    await harness.wipeQueues()
    await start(createEnrollments(harness))

    await expect.poll(() => appliedVersions(harness, lectureId)).toEqual([1, 2])
    await expect.poll(settled).toEqual([true, true])
  })

  it('applies no event again when the queue is wiped after its consumer was done', async () => {
    const lectureId = newLectureId()
    const enrollments = createEnrollments(harness)
    await start(enrollments)
    await say(harness, lectures, lectureCompleted(lectureId, 1))
    await expect.poll(settled).toEqual([true])

    await harness.wipeQueues()
    await harness.pool.query('UPDATE lectures.outbox_event SET published_at = NULL, settled_at = NULL')

    await expect.poll(settled).toEqual([true])
    expect(await appliedVersions(harness, lectureId)).toEqual([1])
  })

  it('makes a dead letter of an event that always fails, lets others proceed, and replays it', async () => {
    const [poisoned, healthy] = [newLectureId(), newLectureId()]
    let isBroken = true
    const enrollments = await start(
      createEnrollments(harness, {
        before({ aggregateId }) {
          if (isBroken && aggregateId === poisoned) throw new Error('No such thing as this lecture')
        },
      }),
    )

    await say(harness, lectures, [lectureCompleted(poisoned, 1), lectureCompleted(healthy, 1)])
    await expect.poll(() => appliedVersions(harness, healthy)).toEqual([1])
    expect(await deadLetters()).toEqual([])
    await expect.poll(deadLetters).toEqual(['No such thing as this lecture'])
    await expect.poll(settled).toEqual([true, true])

    expect(await enrollments.replayDeadLetters()).toEqual({ replayed: 0, failed: 1 })
    isBroken = false
    expect(await enrollments.replayDeadLetters()).toEqual({ replayed: 1, failed: 0 })
    expect(await enrollments.replayDeadLetters()).toEqual({ replayed: 0, failed: 0 })
    expect(await appliedVersions(harness, poisoned)).toEqual([1])
    expect(await deadLetters()).toEqual([])
  })

  it('makes a dead letter at once of a row that is no event', async () => {
    await start(createEnrollments(harness))
    await harness.pool.query(
      `INSERT INTO lectures.outbox_event (id, type, aggregate_id, aggregate_version, payload, occurred_at)
       VALUES (uuidv7(), 'lecture.completed', 'x', 1, '{}', now())`,
    )

    await expect.poll(deadLetters).toEqual([expect.stringContaining('Payload of lecture.completed')])
    await expect.poll(settled).toEqual([true])
  })

  it('replays the dead letters that are named and no other', async () => {
    let isBroken = true
    const enrollments = await start(
      createEnrollments(harness, {
        before() {
          if (isBroken) throw new Error('Not today')
        },
      }),
    )
    const [named, other] = [newLectureId(), newLectureId()]
    await say(harness, lectures, [lectureCompleted(named, 1), lectureCompleted(other, 1)])
    await expect.poll(deadLetters).toHaveLength(2)
    isBroken = false

    const ids = await harness.column(
      `SELECT id FROM enrollments.dead_letter WHERE envelope->>'aggregateId' = '${named}'`,
    )
    expect(await enrollments.replayDeadLetters({ ids: ids.map(String) })).toEqual({ replayed: 1, failed: 0 })

    expect(await appliedVersions(harness, named)).toEqual([1])
    expect(await appliedVersions(harness, other)).toEqual([])
  })

  it('catches up with what was said while it did not listen', async () => {
    const lectureId = newLectureId()
    const versions = Array.from({ length: 300 }, (_, index) => index + 1)
    await say(
      harness,
      lectures,
      versions.map((version) => lectureCompleted(lectureId, version)),
    )
    await start(createEnrollments(harness))
    await expect.poll(() => appliedVersions(harness, lectureId)).toEqual(versions)
  })

  it('delivers when every connection was cut', async () => {
    await start(createEnrollments(harness))
    const [before, after] = [newLectureId(), newLectureId()]
    await say(harness, lectures, lectureCompleted(before, 1))
    await expect.poll(() => appliedVersions(harness, before)).toEqual([1])

    await harness.pool.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE datname = current_database() AND pid <> pg_backend_pid()`,
    )
    await expect
      .poll(() =>
        say(harness, lectures, lectureCompleted(after, 1)).then(
          () => true,
          () => false,
        ),
      )
      .toBe(true)

    await expect.poll(() => appliedVersions(harness, after)).toContain(1)
  })

  it('removes rows that have done their work after their time', async () => {
    const lectureId = newLectureId()
    await start(createEnrollments(harness))
    await say(harness, lectures, lectureCompleted(lectureId, 1))
    await expect.poll(settled).toEqual([true])
    await harness.pool.query(`UPDATE lectures.outbox_event SET settled_at = now() - interval '31 days'`)
    await harness.pool.query(`UPDATE enrollments.inbox_event SET received_at = now() - interval '31 days'`)

    await start(createLectures(harness))
    await start(createEnrollments(harness))

    await expect.poll(settled).toEqual([])
    expect(await harness.column('SELECT event_id FROM enrollments.inbox_event')).toHaveLength(1)
  })
})
