import {
  AttemptState,
  ClaimGrading,
  CourseAssessments,
  GradeAnswer,
  GradingQueue,
  ReleaseResults,
  SaveAnswer,
  StartAttempt,
  SubmitAttempt,
  present,
  succeeded,
} from '@lyceum/client'
import type { Client, DataOf } from '@lyceum/client'

import { saveUntilKilled } from './kill-device.ts'
import { examSeconds } from './paid-course.ts'
import type { PaidCourse } from './paid-course.ts'
import type { Person } from './people.ts'
import { expectThat } from './step-runner.ts'
import type { StepRunner } from './step-runner.ts'

type Attempt = NonNullable<DataOf<typeof StartAttempt>['startAttempt']['attempt']>

interface Saved {
  readonly attemptId: string
  readonly questionId: string
  readonly clientSequence: number
  readonly answer: { readonly text: string } | { optionIds: string[] } | { number: string; unit: string }
}

const essay = 'A sensor drifts, a wire breaks, a cat digs.'
const marksOf = new Map([
  ['Reasons', '2.5'],
  ['Style', '2'],
])
/** 1 + 2 + 2.5 + 2 of 8 marks. */
const expectedPercent = '93.75'

/** Takes an imported quiz: all right, and told at once. */
export async function takeQuiz(
  learner: Person,
  { courseId, quizKey }: PaidCourse,
  steps: StepRunner,
): Promise<void> {
  await steps.step('An imported quiz is taken', async () => {
    const { client } = learner
    const { course } = await client.execute(CourseAssessments, { id: courseId })
    const quizzes = (course?.assessments ?? []).filter(({ kind }) => kind === 'QUIZ')
    expectThat(quizzes.length === 2, 'the two quizzes of the lesson')
    const quiz = present(quizzes[0], 'quiz')
    const { id: attemptId, questions } = await startAttempt(client, quiz.id)
    for (const { id: questionId, prompt, options } of questions) {
      const right = present(
        options.find(({ text }) => text === quizKey.get(prompt)),
        'right option',
      )
      const answer = { optionIds: [right.id] }
      await save(client, { attemptId, questionId, clientSequence: 1, answer })
    }
    const { submitAttempt } = await client.execute(SubmitAttempt, { input: { attemptId } })
    const { scorePercent, isPassed } = present(succeeded(submitAttempt).attempt, 'attempt')
    expectThat(isPassed === true && scorePercent === '100', 'every answer to be right')
    return { result: undefined, told: `${quiz.title}, ${scorePercent} %` }
  })
}

/** Sits the exam on a device that dies and on one that goes on, and hands in. Resolves to the attempt. */
export async function sitExam(
  learner: Person,
  { examId }: PaidCourse,
  steps: StepRunner,
): Promise<{ readonly attemptId: string }> {
  const attempt = await steps.step('The exam begins, its end is fixed', async () => {
    const begun = await startAttempt(learner.client, examId)
    const seconds = (Date.parse(present(begun.endsAt, 'end')) - Date.parse(begun.startedAt)) / 1_000
    expectThat(seconds === examSeconds, `an end after ${examSeconds} s, not ${seconds}`)
    return { result: begun, told: `ends at ${begun.endsAt ?? ''}` }
  })
  const { id: attemptId, questions } = attempt
  const essayId = questionOf(questions, 'ESSAY').id
  const written = { attemptId, questionId: essayId }

  const lastKnown = await steps.step('A device saves drafts and is killed among them', async () => {
    const { endpoint, accessToken } = await learner.openDevice()
    const acknowledged = await saveUntilKilled({ endpoint, accessToken, ...written })
    const { text, clientSequence } = await findEssay(learner.client, written)
    expectThat(clientSequence >= acknowledged, 'what was acknowledged to be kept')
    expectThat(text === `Draft ${clientSequence}`, `the last draft to be kept whole, not ${text}`)
    return { result: clientSequence, told: `${acknowledged} acknowledged, draft ${clientSequence} is kept` }
  })

  await steps.step('Another device goes on, a late draft does not win', async () => {
    const { client } = await learner.openDevice()
    const resumed = await startAttempt(client, examId)
    expectThat(
      resumed.id === attemptId && resumed.endsAt === attempt.endsAt,
      'the same attempt, the same end',
    )
    // Far above what the other may have had on its way when it died.
    const clientSequence = lastKnown + 100
    await save(client, { ...written, clientSequence, answer: { text: essay } })
    const late = { ...written, clientSequence: lastKnown + 1, answer: { text: 'An older draft' } }
    const receipt = await save(learner.client, late)
    expectThat(receipt.clientSequence === clientSequence, "the newer answer's receipt")
    expectThat((await findEssay(client, written)).text === essay, 'the newer answer to stay')
    await answerTheRest(client, attempt)
    return { result: undefined, told: `${clientSequence} stays, ${late.clientSequence} came too late` }
  })

  await steps.step('The exam is handed in, twice', async () => {
    for (let time = 0; time < 2; time += 1) {
      const { submitAttempt } = await learner.client.execute(SubmitAttempt, { input: { attemptId } })
      const { status, scorePercent } = present(succeeded(submitAttempt).attempt, 'attempt')
      expectThat(status === 'SUBMITTED' && scorePercent === null, 'an attempt that waits to be graded')
    }
    return { result: undefined, told: 'once is enough' }
  })
  return { attemptId }
}

/** The instructor grades the essay by its rubric; the learner hears of it when it is released. */
export async function gradeExam(
  { instructor, learner }: { readonly instructor: Person; readonly learner: Person },
  { examId: assessmentId, attemptId }: { readonly examId: string; readonly attemptId: string },
  steps: StepRunner,
): Promise<void> {
  await steps.step('The essay is graded by its rubric', async () => {
    const { client } = instructor
    const { assessment } = await client.execute(GradingQueue, { assessmentId })
    const waiting = present(assessment?.attempts?.edges[0], 'attempt in the queue').node
    expectThat(waiting.id === attemptId, 'the attempt to wait in the queue')
    const { id: questionId, answer, rubric } = questionOf(waiting.questions, 'ESSAY')
    expectThat(answer?.text === essay, 'the essay as it was written')
    succeeded((await client.execute(ClaimGrading, { input: { attemptId } })).claimGrading)
    const rubricScores = rubric.map(({ id: criterionId, title }) => ({
      criterionId,
      marks: present(marksOf.get(title), `marks for ${title}`),
    }))
    const input = { attemptId, questionId, rubricScores, comment: 'Mind the cat.' }
    const graded = succeeded((await client.execute(GradeAnswer, { input })).gradeAnswer)
    expectThat(graded.attempt?.status === 'GRADED', 'a graded attempt')
    const { attempt } = await learner.client.execute(AttemptState, { id: attemptId })
    expectThat(attempt?.scorePercent === null, 'the learner to see nothing before the release')
    return { result: undefined, told: `${graded.attempt?.score ?? ''} marks, still unseen` }
  })
  await steps.step('The result is released', async () => {
    const { releaseResults } = await instructor.client.execute(ReleaseResults, { input: { assessmentId } })
    expectThat(succeeded(releaseResults).releasedCount === 1, 'one result to be released')
    await learner.hears(
      ({ type, detail }) => type === 'ASSESSMENT_GRADED' && detail === expectedPercent,
      'about the result',
    )
    const { attempt } = await learner.client.execute(AttemptState, { id: attemptId })
    expectThat(attempt?.isPassed === true && attempt.scorePercent === expectedPercent, 'a passed exam')
    const isCommented = attempt?.questions.some(({ comment }) => comment === 'Mind the cat.') ?? false
    expectThat(isCommented, "the grader's comment")
    return { result: undefined, told: `${attempt?.scorePercent ?? ''} %, passed; the learner hears of it` }
  })
}

async function startAttempt(client: Client, assessmentId: string): Promise<Attempt> {
  const { startAttempt: started } = await client.execute(StartAttempt, { input: { assessmentId } })
  return present(succeeded(started).attempt, 'attempt')
}

async function save(client: Client, input: Saved) {
  const { saveAnswer } = await client.execute(SaveAnswer, { input })
  return present(succeeded(saveAnswer).receipt, 'receipt')
}

async function findEssay(
  client: Client,
  { attemptId, questionId }: { readonly attemptId: string; readonly questionId: string },
) {
  const { attempt } = await client.execute(AttemptState, { id: attemptId })
  const question = attempt?.questions.find(({ id }) => id === questionId)
  const { clientSequence, answer } = present(question, 'essay')
  return { clientSequence, text: answer?.text ?? '' }
}

function questionOf<T extends { readonly type: string }>(questions: readonly T[], type: string): T {
  return present(
    questions.find((question) => question.type === type),
    type,
  )
}

async function answerTheRest(client: Client, { id: attemptId, questions }: Attempt): Promise<void> {
  const choice = questionOf(questions, 'SINGLE_CHOICE')
  const moisture = present(
    choice.options.find(({ text }) => text === 'Moisture'),
    'option',
  )
  const answers: readonly (readonly [{ readonly id: string }, Saved['answer']])[] = [
    [choice, { optionIds: [moisture.id] }],
    [questionOf(questions, 'NUMERIC'), { number: '1500', unit: 'ml' }],
  ]
  for (const [{ id: questionId }, answer] of answers) {
    await save(client, { attemptId, questionId, clientSequence: 1, answer })
  }
}
