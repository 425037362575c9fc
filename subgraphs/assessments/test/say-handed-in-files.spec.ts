import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

import { expect, it } from 'vitest'

import { createSchool, trueFalse } from './school.ts'

const migration = new URL(
  '../../../prisma/assessments/migrations/20261120195230_say_handed_in_files/migration.sql',
  import.meta.url,
)

it('says once more what was handed in before versions were kept, by digest or by time', async () => {
  await using school = await createSchool()
  const assignment = await school.givenAssignment()
  const { learner, handIn } = assignment
  const assetId = await school.givenFile(learner.id)
  const { submission } = await handIn(learner, '', [assetId])
  await handIn(learner, 'No file')

  const course = await school.givenCourse()
  const upload = { type: 'FILE_UPLOAD', prompt: 'Hand in your drawing', marks: '4' }
  const { assessmentId, questions } = await school.givenQuiz(course, { questions: [upload, trueFalse] })
  const attempt = await school.start(course.learner, assessmentId)
  const drawing = await school.givenFile(course.learner.id)
  const answer = { attemptId: attempt.id, clientSequence: 1 }
  await school.save(course.learner, {
    ...answer,
    questionId: questions[0].id,
    answer: { mediaAssetIds: [drawing] },
  })
  await school.save(course.learner, {
    ...answer,
    questionId: questions[1].id,
    answer: { optionIds: [questions[1].options[0].id] },
  })

  const client = await school.world.dependencies.pool.connect()
  try {
    await client.query('SET search_path TO assessments, public')
    await client.query("UPDATE attempt_question SET answer = answer - 'fileDigests'")
    const before = await client.query<{ id: string }>('SELECT id FROM outbox_event')
    const submitted = await client.query<{ at: Date }>(
      'SELECT submitted_at AS at FROM submission WHERE id = $1',
      [submission.id],
    )
    const saved = await client.query<{ at: Date }>(
      'SELECT saved_at AS at FROM attempt_question WHERE attempt_id = $1 AND question_id = $2',
      [attempt.id, questions[0].id],
    )
    await client.query(await readFile(fileURLToPath(migration), 'utf8'))
    const { rows } = await client.query(
      `SELECT type, aggregate_id AS "aggregateId", aggregate_version::int AS "aggregateVersion", payload
       FROM outbox_event WHERE id <> ALL($1) ORDER BY sequence`,
      [before.rows.map(({ id }) => id)],
    )
    const submittedAt = submitted.rows[0]?.at.toISOString()
    const [file] = submission.files
    expect(file.sha256).toMatch(/^[0-9a-f]{64}$/)
    expect(rows).toEqual([
      {
        type: 'attempt.submitted',
        aggregateId: submission.id,
        aggregateVersion: 1,
        payload: {
          attemptId: submission.id,
          assessmentId: assignment.assessmentId,
          courseId: assignment.courseId,
          userId: learner.id,
          submittedAt,
          mediaAssetIds: [assetId],
          files: [{ mediaAssetId: assetId, sha256: file.sha256, handedInAt: submittedAt }],
        },
      },
      {
        type: 'attempt.files_saved',
        aggregateId: attempt.id,
        aggregateVersion: 1,
        payload: {
          attemptId: attempt.id,
          userId: course.learner.id,
          files: [{ mediaAssetId: drawing, sha256: null, handedInAt: saved.rows[0]?.at.toISOString() }],
        },
      },
    ])
  } finally {
    client.release(true)
  }
})
