import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { InvalidEventError, type Broker, type Eventing } from '../src/index.ts'
import { createHarness, toSqlClient, type Harness } from './harness.ts'
import { brokerKinds } from './redis-server.ts'
import {
  appliedVersions,
  lectureCompleted,
  createLectures,
  createEnrollments,
  newLectureId,
  say,
} from './school.ts'

describe.each(brokerKinds)('delivery of events over %s', (kind) => {
  let harness: Harness
  let started: Eventing[]

  beforeEach(async () => {
    harness = await createHarness(kind)
    started = []
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

  it('brings an event of a committed transaction to its consumer and settles it', async () => {
    const lectures = await start(createLectures(harness))
    await start(createEnrollments(harness))
    const lectureId = newLectureId()

    await say(harness, lectures, lectureCompleted(lectureId, 1))

    await expect.poll(() => appliedVersions(harness, lectureId)).toEqual([1])
    await expect
      .poll(() => harness.column('SELECT settled_at IS NOT NULL FROM lectures.outbox_event'))
      .toEqual([true])
  })

  it('delivers nothing of a transaction that rolled back', async () => {
    const lectures = await start(createLectures(harness))
    await start(createEnrollments(harness))
    const [undone, kept] = [newLectureId(), newLectureId()]

    const rolledBack = harness.transact(async (tx) => {
      await lectures.outbox.add(tx, lectureCompleted(undone, 1))
      throw new Error('Changed its mind')
    })
    await expect(rolledBack).rejects.toThrow('Changed its mind')
    await say(harness, lectures, lectureCompleted(kept, 1))

    await expect.poll(() => appliedVersions(harness, kept)).toEqual([1])
    expect(await appliedVersions(harness, undone)).toEqual([])
  })

  it('refuses to say an event that does not match the catalogue', async () => {
    const lectures = createLectures(harness)
    const wrong = lectureCompleted(newLectureId(), 1, { completedAt: 'yesterday' })

    await expect(say(harness, lectures, wrong)).rejects.toBeInstanceOf(InvalidEventError)
    expect(await harness.column('SELECT id FROM lectures.outbox_event')).toEqual([])
  })

  it('delivers an event whose transaction commits after that of a later one', async () => {
    const lectures = await start(createLectures(harness))
    await start(createEnrollments(harness))
    const [early, late] = [newLectureId(), newLectureId()]
    const session = await harness.pool.connect()

    await session.query('BEGIN')
    await lectures.outbox.add(toSqlClient(session), lectureCompleted(early, 1))
    await say(harness, lectures, lectureCompleted(late, 1))
    await expect.poll(() => appliedVersions(harness, late)).toEqual([1])
    await session.query('COMMIT')
    session.release()

    await expect.poll(() => appliedVersions(harness, early)).toEqual([1])
  })

  it('applies an event once when its relay dies between publishing and marking', async () => {
    let deaths = 0
    const broker: Broker = {
      ...harness.broker,
      jobQueue(job) {
        const queue = harness.broker.jobQueue(job)
        return {
          ...queue,
          async addAll(entries) {
            await queue.addAll(entries)
            if (deaths >= 3 || entries.length === 0) return
            deaths += 1
            await expect.poll(() => harness.column('SELECT 1 FROM enrollments.effect')).toHaveLength(1)
            await harness.wipeQueues()
            throw new Error('Died before it marked the row')
          },
        }
      },
    }
    const lectures = await start(createLectures(harness, { broker }))
    await start(createEnrollments(harness))
    const lectureId = newLectureId()

    await say(harness, lectures, lectureCompleted(lectureId, 1))

    await expect
      .poll(() => harness.column('SELECT 1 FROM lectures.outbox_event WHERE settled_at IS NOT NULL'))
      .toHaveLength(1)
    expect(deaths).toBe(3)
    expect(await appliedVersions(harness, lectureId)).toEqual([1])
  })

  it('applies an event once when its consumer dies between applying and acknowledging', async () => {
    let deaths = 0
    const lectures = await start(createLectures(harness))
    await start(
      createEnrollments(harness, {
        async transact(work) {
          const result = await harness.transact(work)
          deaths += 1
          if (deaths < 3) throw new Error('Died before it acknowledged')
          return result
        },
      }),
    )
    const lectureId = newLectureId()

    await say(harness, lectures, lectureCompleted(lectureId, 1))

    await expect.poll(() => deaths).toBe(3)
    expect(await appliedVersions(harness, lectureId)).toEqual([1])
  })

  it('does what a handler left for after the commit, and no effect when that fails', async () => {
    const seen: number[][] = []
    const lectures = await start(createLectures(harness))
    const lectureId = newLectureId()
    await start(
      createEnrollments(harness, {
        async after() {
          seen.push(await appliedVersions(harness, lectureId))
          throw new Error('Nobody listens')
        },
      }),
    )

    await say(harness, lectures, lectureCompleted(lectureId, 1))

    await expect.poll(() => seen).toEqual([[1]])
    expect(await appliedVersions(harness, lectureId)).toEqual([1])
  })

  it('keeps the order of each aggregate under four relays', async () => {
    const relays = await Promise.all([1, 2, 3, 4].map(() => start(createLectures(harness))))
    await start(createEnrollments(harness))
    const lectureIds = [1, 2, 3, 4, 5].map(newLectureId)
    const versions = Array.from({ length: 40 }, (_, index) => index + 1)

    await Promise.all(
      lectureIds.map(async (lectureId, lane) => {
        const lectures = relays[lane % relays.length]
        for (const version of versions) {
          if (lectures !== undefined) await say(harness, lectures, lectureCompleted(lectureId, version))
        }
      }),
    )

    for (const lectureId of lectureIds) {
      await expect.poll(() => appliedVersions(harness, lectureId)).toEqual(versions)
    }
  })
})
