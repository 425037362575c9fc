import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

import { Client } from 'pg'

import { subgraphNames } from './subgraph-names.ts'

/** A look behind the endpoint, for what it cannot tell: that nothing was left behind, and what was delivered. */
export interface Database extends AsyncDisposable {
  rows<Row extends Record<string, unknown>>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>
  /** Rows by table, deliveries included. */
  countRows(): Promise<Readonly<Record<string, number>>>
  /** Throws while an event has not reached all its consumers; repeat it with `eventually()`. */
  expectDelivered(): Promise<void>
}

const userEvents = ['user.registered', 'user.updated']
const courseEvents = ['course.updated', 'course.published', 'course.unpublished', 'course.deleted']
const enrollmentEvents = [
  'enrollment.created',
  'enrollment.activated',
  'enrollment.completed',
  'enrollment.cancelled',
]
const lectureEvents = ['lecture.published', 'lecture.removed']

/** Who hears of what, written down a second time on purpose: the suite knows nothing of how events are delivered. */
const heardBy = {
  courses: [...userEvents, ...enrollmentEvents, ...lectureEvents, 'media.ready'],
  lectures: [...courseEvents, ...enrollmentEvents, 'module.changed', 'media.ready'],
  enrollments: [
    ...userEvents,
    ...courseEvents,
    ...lectureEvents,
    'assessment.removed',
    'attempt.graded',
    'course_grade.changed',
    'lecture.completed',
    'payment.succeeded',
    'payment.refunded',
  ],
  media: ['attempt.files_saved', 'attempt.submitted'],
  assessments: [...courseEvents, ...enrollmentEvents, 'module.changed', 'media.ready'],
  payments: [...courseEvents, ...enrollmentEvents, 'enrollment.activation_refused'],
  certificates: [
    ...courseEvents,
    'assessment.published',
    'assessment.removed',
    'attempt.graded',
    'course_grade.changed',
    'enrollment.cancelled',
    'enrollment.completed',
    'payment.refunded',
    'program.deleted',
    'program.updated',
    ...userEvents,
  ],
  notifications: [
    ...enrollmentEvents,
    'assessment.due_soon',
    'assessment.published',
    'attempt.graded',
    'certificate.issued',
    'certificate.revoked',
    'course.published',
    'follow.changed',
    'media.failed',
    'media.ready',
    'payment.failed',
    'payment.refunded',
    'payment.succeeded',
    'user.role_granted',
  ],
} as const

/** Connects to the PostgreSQL that a running platform keeps in its data folder. */
export async function openDatabase(dataFolder: string): Promise<Database> {
  const folder = join(dataFolder, 'postgres')
  const [password, postmaster] = await Promise.all([
    readFile(`${folder}.password`, 'utf8'),
    readFile(join(folder, 'postmaster.pid'), 'utf8'),
  ])
  // The fourth line of postmaster.pid is the port (PostgreSQL's documentation, "Database File Layout").
  const port = Number(postmaster.split('\n')[3])
  const client = new Client({
    host: '127.0.0.1',
    port,
    user: 'lyceum',
    password: password.trim(),
    database: 'lyceum',
  })
  // A killed platform takes its PostgreSQL along sooner or later; whoever asks next is told.
  client.on('error', () => undefined)
  await client.connect()

  async function rows<Row extends Record<string, unknown>>(
    sql: string,
    parameters: readonly unknown[] = [],
  ): Promise<Row[]> {
    const result = await client.query<Row>(sql, [...parameters])
    return result.rows
  }

  return {
    rows,
    async countRows() {
      const tables = await rows<{ name: string }>(
        `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
         WHERE table_schema = ANY($1) AND table_type = 'BASE TABLE' ORDER BY 1`,
        [subgraphNames],
      )
      const counts = tables.map(({ name }) => `SELECT '${name}' AS name, count(*)::int AS count FROM ${name}`)
      const counted = await rows<{ name: string; count: number }>(counts.join(' UNION ALL '))
      return Object.fromEntries(counted.map(({ name, count }) => [name, count]))
    },
    async expectDelivered() {
      const said = subgraphNames
        .map((name) => `SELECT id, type FROM ${name}.outbox_event`)
        .join(' UNION ALL ')
      for (const [consumer, types] of Object.entries(heardBy)) {
        const missing = await rows<{ type: string }>(
          `SELECT type FROM (${said}) AS said
           WHERE type = ANY($1) AND NOT EXISTS (SELECT FROM ${consumer}.inbox_event WHERE event_id = said.id)`,
          [types],
        )
        if (missing.length > 0)
          throw new Error(`${consumer} has not heard ${missing.map(({ type }) => type).join(', ')}`)
      }
    },
    [Symbol.asyncDispose]: () => client.end(),
  }
}
