import { startTelemetry } from '@lyceum/telemetry'
import type { Telemetry } from '@lyceum/telemetry'
import { createTestDatabase, eventually, startOtlpReceiver } from '@lyceum/testkit'
import { trace } from '@opentelemetry/api'
import { afterEach, expect, it } from 'vitest'

import { createPool } from '../src/index.ts'

const service = { service: 'courses', otlpEndpoint: null, metrics: null }

let telemetry: Telemetry | undefined
afterEach(() => telemetry?.stop())

it('traces the statements of an operation, with their text and without their values', async () => {
  await using receiver = await startOtlpReceiver()
  await using database = await createTestDatabase()
  telemetry = await startTelemetry({ ...service, otlpEndpoint: receiver.endpoint })
  const pool = createPool(database.url, { max: 1 })

  await pool.query('SELECT 1 AS nobody_traces_this')
  await trace.getTracer('spec').startActiveSpan('operation', async (span) => {
    // The second has to wait for the only connection, and still belongs to this operation.
    await Promise.all([pool.query('SELECT $1::text', ['a secret']), pool.query('SELECT 2')])
    const client = await pool.connect()
    await client.query('SELECT 3')
    client.release()
    await expect(pool.query('SELECT 1 / 0')).rejects.toThrow('division by zero')
    span.end()
  })
  await pool.end()

  await eventually(() => expect(receiver.spans).toHaveLength(5))
  const operation = receiver.spans.find(({ name }) => name === 'operation')
  const statements = receiver.spans.filter(({ parentSpanId }) => parentSpanId === operation?.spanId)
  expect(new Set(statements.map(({ attributes }) => attributes['db.query.text']))).toEqual(
    new Set(['SELECT $1::text', 'SELECT 1 / 0', 'SELECT 2', 'SELECT 3']),
  )
  expect(JSON.stringify(receiver.spans)).not.toContain('a secret')
})

it('tells how long connections were waited for, also in vain', async () => {
  await using database = await createTestDatabase()
  telemetry = await startTelemetry({ ...service, metrics: { host: '127.0.0.1', port: 0 } })
  const pool = createPool(database.url, { max: 1 })

  // The second waits until the first has slept in the only connection.
  await Promise.all([pool.query('SELECT pg_sleep(0.2)'), pool.query('SELECT 2')])
  await pool.end()
  await expect(pool.connect()).rejects.toThrow('after calling end')

  const text = await (await fetch(telemetry.metricsUrl ?? '')).text()
  const read = (series: string): number =>
    Number(
      text.match(new RegExp(`^lyceum_database_connection_wait_seconds_${series}\\{.*\\} (\\S+)`, 'm'))?.[1],
    )
  expect(read('count')).toBe(3)
  expect(read('sum')).toBeGreaterThan(0.2)
})

it('leaves a pool as it is where no telemetry was started', async () => {
  await using database = await createTestDatabase()
  const pool = createPool(database.url, { max: 1 })
  const client = await pool.connect()

  expect(Object.keys(pool)).not.toContain('query')
  expect(Object.keys(pool)).not.toContain('connect')
  expect(Object.keys(client)).not.toContain('query')
  client.release()
  await pool.end()
})
