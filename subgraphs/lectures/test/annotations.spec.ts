import { randomUUID } from 'node:crypto'

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

let world: World<Subgraph>
beforeAll(async () => {
  world = await createWorld('lectures', createLecturesSubgraph)
})
afterAll(() => world[Symbol.asyncDispose]())

type Caller = Pick<TestPerson, 'execute'>

function annotate(by: Caller, input: Readonly<Record<string, unknown>>) {
  return by.execute(
    /* GraphQL */ `
      mutation ($input: CreateAnnotationInput!) {
        createAnnotation(input: $input) {
          annotation {
            id
            atSeconds
            body
            isPublic
            author {
              id
            }
          }
          userErrors {
            code
            path
          }
        }
      }
    `,
    { input: { atSeconds: 0, body: 'A note', ...input } },
  )
}

function update(by: Caller, input: Readonly<Record<string, unknown>>) {
  return by.execute(
    /* GraphQL */ `
      mutation ($input: UpdateAnnotationInput!) {
        updateAnnotation(input: $input) {
          annotation {
            body
            isPublic
            atSeconds
          }
          userErrors {
            code
            path
          }
        }
      }
    `,
    { input },
  )
}

function remove(by: Caller, annotationId: string) {
  return by.execute(
    /* GraphQL */ `
      mutation ($input: DeleteAnnotationInput!) {
        deleteAnnotation(input: $input) {
          deletedAnnotationId
          userErrors {
            code
          }
        }
      }
    `,
    { input: { annotationId } },
  )
}

function list(by: Caller, variables: Readonly<Record<string, unknown>>) {
  return by.execute(
    /* GraphQL */ `
      query ($id: ID!, $first: Int, $after: String) {
        lecture(id: $id) {
          annotations(first: $first, after: $after) {
            edges {
              node {
                body
              }
            }
            pageInfo {
              hasNextPage
              endCursor
            }
          }
        }
      }
    `,
    variables,
  )
}

async function listBodies(by: Caller, id: string): Promise<string[] | null> {
  const { data } = await list(by, { id })
  return data.lecture.annotations?.edges.map(({ node }: { node: { body: string } }) => node.body) ?? null
}

async function annotateWell(by: Caller, input: Readonly<Record<string, unknown>>): Promise<string> {
  const { data } = await annotate(by, input)
  return data.createAnnotation.annotation.id
}

describe('annotations', () => {
  it('are private to their author, and those of instructors public when they say so', async () => {
    const { courseId, learner, moduleId, owner, student } = await openSchool(world)
    await world.emit(enrollmentEvent({ userId: student.id, courseId }))
    const lectureId = await createText(owner, moduleId)
    const answer = await annotate(learner, { lectureId, body: ' Mine ' })
    expect(payloadOf(answer)).toEqual({
      annotation: {
        id: expect.any(String),
        atSeconds: 0,
        body: 'Mine',
        isPublic: false,
        author: { id: learner.id },
      },
      userErrors: [],
    })
    await annotate(owner, { lectureId, body: 'For all', isPublic: true, atSeconds: 5 })
    await annotate(owner, { lectureId, body: 'For me', atSeconds: 3 })
    expect(await listBodies(learner, lectureId)).toEqual(['Mine', 'For all'])
    expect(await listBodies(student, lectureId)).toEqual(['For all'])
    expect(await listBodies(owner, lectureId)).toEqual(['For me', 'For all'])
    expect(await listBodies(world.anonymous, lectureId)).toBeNull()
  })

  it('come page by page in the order of the lecture', async () => {
    const { learner, moduleId, owner } = await openSchool(world)
    const id = await createText(owner, moduleId)
    for (const atSeconds of [7.5, 2, 7.5, 0.1]) {
      await annotate(learner, { lectureId: id, atSeconds, body: `at ${atSeconds}` })
    }
    const bodies: string[] = []
    let after: string | null = null
    do {
      const { data } = await list(learner, { id, first: 3, after })
      const { edges, pageInfo } = data.lecture.annotations
      bodies.push(...edges.map(({ node }: { node: { body: string } }) => node.body))
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null
    } while (after !== null)
    expect(bodies).toEqual(['at 0.1', 'at 2', 'at 7.5', 'at 7.5'])
  })

  it.each([
    { first: 0 },
    { first: 1_000 },
    { after: 'nonsense' },
    { after: Buffer.from('["1","no id"]').toString('base64url') },
    { after: Buffer.from(`["x","${randomUUID()}"]`).toString('base64url') },
  ])('refuse the page %j', async (page) => {
    const { moduleId, owner } = await openSchool(world)
    const id = await createText(owner, moduleId)
    expect(codeOf(await list(owner, { id, ...page }))).toBe('BAD_USER_INPUT')
  })
})

describe('createAnnotation', () => {
  it('is for whoever may watch the lecture', async () => {
    const { moduleId, owner, stranger } = await openSchool(world)
    const lectureId = await createText(owner, moduleId)
    const preview = await createText(owner, moduleId, { isPreview: true })
    expect(codeOf(await annotate(world.anonymous, { lectureId }))).toBe('UNAUTHENTICATED')
    expect(codeOf(await annotate(stranger, { lectureId }))).toBe('FORBIDDEN')
    expect(codeOf(await annotate(stranger, { lectureId: randomUUID() }))).toBe('NOT_FOUND')
    expect(codeOf(await annotate(stranger, { lectureId: preview }))).toBeUndefined()
  })

  it('lets only those who edit the course speak to all', async () => {
    const { administrator, learner, moduleId, owner } = await openSchool(world)
    const lectureId = await createText(owner, moduleId)
    expect(codeOf(await annotate(learner, { lectureId, isPublic: true }))).toBe('FORBIDDEN')
    expect(codeOf(await annotate(administrator, { lectureId, isPublic: true }))).toBeUndefined()
    const id = await annotateWell(learner, { lectureId })
    expect(codeOf(await update(learner, { annotationId: id, isPublic: true }))).toBe('FORBIDDEN')
  })

  it('refuses a moment after the end, before the beginning, and an empty note', async () => {
    const { moduleId, owner } = await openSchool(world)
    const asset = mediaEvent({ ownerId: owner.id, durationSeconds: 60 })
    await world.emit(asset)
    const lectureId = await createVideo(owner, moduleId, { mediaAssetId: asset.payload.assetId })
    const faults = [{ atSeconds: 61 }, { atSeconds: -1 }, { body: ' ' }]
    const answers = await Promise.all(faults.map((fault) => annotate(owner, { lectureId, ...fault })))
    expect(answers.map((answer) => payloadOf(answer)['userErrors'])).toEqual([
      [{ code: 'INVALID_INPUT', path: ['input', 'atSeconds'] }],
      [{ code: 'INVALID_INPUT', path: ['input', 'atSeconds'] }],
      [{ code: 'INVALID_INPUT', path: ['input', 'body'] }],
    ])
  })
})

describe('updateAnnotation and deleteAnnotation', () => {
  it("are for the author; others' private notes are not even there", async () => {
    const { administrator, learner, moduleId, owner } = await openSchool(world)
    const lectureId = await createText(owner, moduleId)
    const annotationId = await annotateWell(learner, { lectureId })
    for (const person of [owner, administrator]) {
      expect(codeOf(await update(person, { annotationId, body: 'x' }))).toBe('NOT_FOUND')
      expect(codeOf(await remove(person, annotationId))).toBe('NOT_FOUND')
    }
    expect(codeOf(await update(world.anonymous, { annotationId, body: 'x' }))).toBe('UNAUTHENTICATED')
    expect(codeOf(await remove(world.anonymous, annotationId))).toBe('UNAUTHENTICATED')
    expect(payloadOf(await update(learner, { annotationId, body: 'New', atSeconds: 4 }))).toEqual({
      annotation: { body: 'New', isPublic: false, atSeconds: 4 },
      userErrors: [],
    })
    expect(payloadOf(await remove(learner, annotationId))['deletedAnnotationId']).toBe(annotationId)
    expect(codeOf(await remove(learner, annotationId))).toBe('NOT_FOUND')
  })

  it('let those who edit the course delete what is public, and nobody else', async () => {
    const { administrator, learner, moduleId, owner } = await openSchool(world)
    const lectureId = await createText(owner, moduleId)
    const annotationId = await annotateWell(owner, { lectureId, isPublic: true })
    expect(codeOf(await update(administrator, { annotationId, body: 'x' }))).toBe('FORBIDDEN')
    expect(codeOf(await remove(learner, annotationId))).toBe('FORBIDDEN')
    expect(codeOf(await remove(administrator, annotationId))).toBeUndefined()
    expect(await listBodies(learner, lectureId)).toEqual([])
  })
})
