import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

import { createTestDatabase, createTestDependencies } from '@lyceum/testkit'
import { expect, it } from 'vitest'

const migration = new URL(
  '../../../prisma/assessments/migrations/20261120155801_say_grades_again/migration.sql',
  import.meta.url,
)

/** An event that the queues have handed out; answers its id. */
const insertPublished = `
  INSERT INTO outbox_event (id, type, aggregate_id, aggregate_version, payload, occurred_at, published_at, settled_at)
  VALUES (uuidv7(), $1, 'aggregate', 1, '{}', now(), now(), now()) RETURNING id`

it('says grades once more and hands out results again, for report cards that begin to listen', async () => {
  await using database = await createTestDatabase()
  await using resources = await createTestDependencies(database.url)
  const client = await resources.dependencies.pool.connect()
  try {
    await client.query('SET search_path TO assessments, public')
    const [courseId, ...userIds] = [randomUUID(), randomUUID(), randomUUID()]
    const totals = [666_667, null]
    for (const [index, userId] of userIds.entries()) {
      await client.query(
        'INSERT INTO course_grade (course_id, user_id, total, version) VALUES ($1, $2, $3, 7)',
        [courseId, userId, totals[index]],
      )
    }
    const graded = await client.query<{ id: string }>(insertPublished, ['attempt.graded'])
    await client.query(insertPublished, ['attempt.submitted'])
    await client.query(await readFile(fileURLToPath(migration), 'utf8'))
    const { rows } = await client.query(
      `SELECT type, aggregate_id, aggregate_version::int AS version, payload FROM outbox_event
       WHERE type = 'course_grade.changed' AND published_at IS NULL`,
    )
    const said = ['66.6667', null].map((totalPercent, index) => {
      const userId = userIds[index]
      const aggregate_id = `${courseId}:${userId}`
      return {
        type: 'course_grade.changed',
        aggregate_id,
        version: 7,
        payload: { courseId, userId, totalPercent },
      }
    })
    expect(rows).toHaveLength(2)
    expect(rows).toEqual(expect.arrayContaining(said))
    const again = await client.query(
      `SELECT id FROM outbox_event WHERE type <> 'course_grade.changed' AND published_at IS NULL AND settled_at IS NULL`,
    )
    expect(again.rows).toEqual(graded.rows)
  } finally {
    client.release()
  }
})
