import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { defineJob, UnrecoverableJobError, type JobRun } from '../src/index.ts'
import { createHarness, type Harness } from './harness.ts'
import { brokerKinds } from './redis-server.ts'

/** A promise that the test fulfils. (`Promise.withResolvers` needs Node 22.) */
function createGate() {
  let open = () => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { opened, open: () => open() }
}

describe.each(brokerKinds)('jobs over %s', (kind) => {
  let harness: Harness

  beforeAll(async () => {
    harness = await createHarness(kind)
  })
  afterAll(() => harness[Symbol.asyncDispose]())

  const newJob = (attempts = 3) =>
    defineJob({
      name: `job-${randomUUID()}`,
      schema: z.object({ name: z.string() }),
      attempts,
      backoff: { type: 'fixed', delayMs: 10 },
    })

  it('run once for each id, however often they are added', async () => {
    const job = newJob()
    const queue = harness.broker.jobQueue(job)
    const seen: string[] = []
    await queue.add({ name: 'first' }, { jobId: 'one' })
    await queue.add({ name: 'again' }, { jobId: 'one' })
    await queue.add({ name: 'second' }, { jobId: 'two' })

    harness.broker.jobWorker(job, { handler: async ({ name }) => void seen.push(name) })

    await expect.poll(() => seen).toEqual(['first', 'second'])
    await expect.poll(() => queue.stateOf('one')).toBe('completed')
    expect(await queue.isAlive('one')).toBe(false)
    expect(await queue.stateOf('three')).toBe('missing')
  })

  it('are tried again up to the last attempt, then count as failed until someone retries them', async () => {
    const job = newJob(2)
    const queue = harness.broker.jobQueue(job)
    const runs: Pick<JobRun, 'attempt' | 'isLastAttempt'>[] = []
    let isBroken = true
    harness.broker.jobWorker(job, {
      async handler(_data, { attempt, isLastAttempt }) {
        runs.push({ attempt, isLastAttempt })
        if (isBroken) throw new Error('Not yet')
      },
    })

    await queue.add({ name: 'x' }, { jobId: 'x' })
    await expect.poll(() => queue.stateOf('x')).toBe('failed')
    expect(runs).toEqual([
      { attempt: 1, isLastAttempt: false },
      { attempt: 2, isLastAttempt: true },
    ])

    isBroken = false
    await queue.retry('x')
    await expect.poll(() => queue.stateOf('x')).toBe('completed')
    expect(runs.at(-1)).toEqual({ attempt: 1, isLastAttempt: false })
  })

  it('fail at once when trying again cannot help', async () => {
    const job = newJob(5)
    const queue = harness.broker.jobQueue(job)
    let runs = 0
    harness.broker.jobWorker(job, {
      async handler() {
        runs += 1
        throw new UnrecoverableJobError('The file is corrupt')
      },
    })
    await queue.add({ name: 'x' }, { jobId: 'x' })
    await expect.poll(() => queue.stateOf('x')).toBe('failed')
    expect(runs).toBe(1)
  })

  it('refuse data that do not match their schema', async () => {
    const queue = harness.broker.jobQueue<{ name: string }>(newJob())
    const wrong: { name: string } = JSON.parse('{"name":1}')
    await expect(queue.add(wrong, { jobId: 'x' })).rejects.toBeInstanceOf(z.ZodError)
  })

  it('wait for their delay', async () => {
    const job = newJob()
    const queue = harness.broker.jobQueue(job)
    const added = performance.now()
    let ran = 0
    harness.broker.jobWorker(job, { handler: async () => void (ran = performance.now()) })
    await queue.add({ name: 'x' }, { jobId: 'x', delayMs: 300 })
    expect(await queue.isAlive('x')).toBe(true)
    await expect.poll(() => ran).toBeGreaterThan(0)
    expect(ran - added).toBeGreaterThanOrEqual(290)
  })

  it('are told when their worker stops, and go to the next worker with their attempts uncounted', async () => {
    const job = newJob(2)
    const queue = harness.broker.jobQueue(job)
    const started = createGate()
    const first = harness.broker.jobWorker(job, {
      async handler(_data, { signal }) {
        started.open()
        await once(signal, 'abort')
        throw new Error('Interrupted')
      },
    })
    await queue.add({ name: 'x' }, { jobId: 'x' })
    await started.opened

    await first.stop({ graceMs: 50 })
    expect(await queue.isAlive('x')).toBe(true)

    const attempts: number[] = []
    harness.broker.jobWorker(job, { handler: async (_data, { attempt }) => void attempts.push(attempt) })
    await expect.poll(() => queue.stateOf('x')).toBe('completed')
    expect(attempts).toEqual([1])
  })

  it('do not keep a stopping worker when they ignore the signal', async () => {
    const job = newJob()
    const started = createGate()
    const released = createGate()
    const worker = harness.broker.jobWorker(job, {
      async handler() {
        started.open()
        await released.opened
      },
    })
    await harness.broker.jobQueue(job).add({ name: 'x' }, { jobId: 'x' })
    await started.opened
    const begun = performance.now()
    await worker.stop({ graceMs: 50 })
    expect(performance.now() - begun).toBeLessThan(20_000)
    released.open()
  })

  it.runIf(kind === 'postgres')('share one pool and one listening connection', async () => {
    const broker = await harness.openBroker()
    const listening = () =>
      harness.column(
        `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND query LIKE '%LISTEN bullmq\\_jobs%'`,
      )
    const before = (await listening()).length
    const jobs = Array.from({ length: 12 }, () => newJob())
    for (const job of jobs) broker.jobWorker(job, { handler: async () => {} })
    await Promise.all(jobs.map((job) => broker.jobQueue(job).add({ name: 'x' }, { jobId: 'x' })))
    await expect.poll(listening).toHaveLength(before + 1)
  })
})
