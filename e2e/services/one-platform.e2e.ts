import { randomUUID } from 'node:crypto'

import { HearNotifications, NotificationCursor, SignIn, createClient, succeeded } from '@lyceum/client'
import { Redis } from 'ioredis'
import { describe, expect, inject, it } from 'vitest'

import { createPublishedCourse, enroll } from '../harness/courses.ts'
import { openDatabase } from '../harness/open-database.ts'
import { openSocket } from '../harness/open-socket.ts'
import { startTestPlatform } from '../harness/test-platform.ts'
import { CourseStatusById, Refresh, WhoAmI } from '../operations.ts'
import { requireServices } from './require-services.ts'

const services = requireServices(inject('services'))
const [first, second] = services.urls.map((url) => ({
  url,
  client: createClient({ endpoint: `${url}/graphql` }),
}))
if (first === undefined || second === undefined) throw new Error('Two gateways were expected')

const platform = await startTestPlatform()

/** Requests a minute that one person may send, over all gateways (gateway/src/limits/gateway-limits.ts). */
const requestsPerMinute = 3_000

describe('two gateways', () => {
  it('are one to whoever listens at one to what is done at the other', async () => {
    const [instructor, student] = await Promise.all([platform.instructor(), platform.student()])
    const course = await createPublishedCourse(instructor.at(second.url), { title: 'Next door' })
    const listener = student.at(first.url)
    const { notificationCursor } = await listener.execute(NotificationCursor, {})
    await using feed = listener.subscribe(HearNotifications, { after: notificationCursor })
    await enroll(student.at(second.url), course)
    const { value } = await feed.next()
    expect(value?.notificationReceived).toMatchObject({
      type: 'ENROLLMENT_ACTIVATED',
      subject: { course: { title: 'Next door' } },
    })
  })

  it('give out cursors that the other takes', async () => {
    const [instructor, student] = await Promise.all([platform.instructor(), platform.student()])
    const [moss, fern] = await Promise.all([
      createPublishedCourse(instructor, { title: 'Moss' }),
      createPublishedCourse(instructor, { title: 'Fern' }),
    ])
    const { notificationCursor } = await student.at(first.url).execute(NotificationCursor, {})
    await enroll(student, moss)
    await enroll(student, fern)
    const titles = []
    let after = notificationCursor
    for (const { url } of [first, second]) {
      await using feed = student.at(url).subscribe(HearNotifications, { after })
      const { value } = await feed.next()
      after = value?.notificationReceived.cursor ?? ''
      const subject = value?.notificationReceived.subject
      titles.push(subject?.__typename === 'Enrollment' ? subject.course?.title : null)
    }
    // Two instances of `notifications` may write news of two enrolments in either order.
    expect(new Set(titles)).toEqual(new Set(['Moss', 'Fern']))
  })

  it('show at once what was changed through the other', async () => {
    const instructor = await platform.instructor()
    const { courseId } = await createPublishedCourse(instructor.at(first.url), { title: 'Everywhere' })
    const { course } = await instructor.at(second.url).execute(CourseStatusById, { id: courseId })
    expect(course).toMatchObject({ title: 'Everywhere', status: 'PUBLISHED' })
  })

  it('count the requests of a person together', async () => {
    const student = await platform.student()
    const redis = new Redis(services.redisUrl)
    const key = `gateway:viewer:${student.id}`
    await student.at(first.url).execute(WhoAmI, {})
    await student.at(second.url).execute(WhoAmI, {})
    // Nearly all that a minute allows, without sending it.
    await redis.incrby(key, requestsPerMinute - Number(await redis.get(key)) - 1)
    await redis.quit()
    const answers = []
    for (const { url } of [first, second]) {
      const { errors } = await student.at(url).send(WhoAmI, {})
      answers.push(errors.map(({ extensions }) => extensions?.['code']))
    }
    expect(answers).toEqual([[], ['RATE_LIMITED']])
  })

  it('slow the guessing of a password together, whatever address a guess claims to come from', async () => {
    const { username } = await platform.student()
    const guesses = Array.from({ length: 16 }, async (_, index) => {
      const { url } = index % 2 === 0 ? first : second
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-client-address': `198.51.100.${index}`,
          'x-forwarded-for': `198.51.100.${index}`,
        },
        body: JSON.stringify({
          query:
            'mutation ($username: String!) { tokenAuth(username: $username, password: "a guess") { userErrors { code } } }',
          variables: { username },
        }),
      })
      return await response.text()
    })
    const answers = await Promise.all(guesses)
    expect(answers.filter((text) => text.includes('INVALID_CREDENTIALS')).length).toBeLessThan(16)
    expect(answers.some((text) => text.includes('RATE_LIMITED'))).toBe(true)
  })

  it('renew a session that began at the other, and end it when its token was copied', async () => {
    const { username, password, id } = await platform.student()
    const { tokenAuth } = await first.client.execute(SignIn, { username, password })
    const copied = succeeded(tokenAuth).refreshToken ?? ''
    const { refreshToken: renewed } = await second.client.execute(Refresh, { refreshToken: copied })
    const { accessToken, refreshToken } = succeeded(renewed)
    const person = createClient({ endpoint: `${first.url}/graphql`, accessToken: () => accessToken ?? null })
    expect(await person.execute(WhoAmI, {})).toEqual({ whoami: { id } })

    // Some time later: a reply that was lost is not what it looks like then.
    await using database = await openDatabase(services.dataFolder)
    await database.rows(
      `UPDATE users.refresh_token SET used_at = used_at - interval '1 minute' WHERE user_id = $1`,
      [id],
    )
    const codes = []
    for (const [client, token] of [
      [first.client, copied],
      [second.client, refreshToken ?? ''],
    ] as const) {
      const { refreshToken: refused } = await client.execute(Refresh, { refreshToken: token })
      codes.push(refused.userErrors.map(({ code }) => code))
    }
    expect(codes).toEqual([['INVALID_REFRESH_TOKEN'], ['INVALID_REFRESH_TOKEN']])
  })
})

const subgraphs = Object.entries(services.addresses)
  .filter(([name]) => name !== 'gateway' && name !== 'transcoder')
  .map(([name, [url = '']]) => ({ name, url }))

describe.each(subgraphs)('$name on its own port', ({ name, url }) => {
  const unauthenticated = { errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] }
  const operation = (query: string): RequestInit => ({
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-gateway-secret': 'a guess' },
    body: JSON.stringify({ query }),
  })

  it.each([
    ['its schema', '/graphql', operation('{ _service { sdl } }')],
    ['an entity', '/graphql', operation('{ _entities(representations: []) { __typename } }')],
    ['a name', '/graphql', operation('{ __typename }')],
    ['a query by GET', `/graphql?query=${encodeURIComponent('{ __typename }')}`, {}],
    ['a public route', `/${name}/${randomUUID()}`, {}],
    ['a path that does not exist', '/nowhere', {}],
  ])('tells nobody %s who does not know its secret', async (_what, path, request) => {
    const response = await fetch(`${url}${path}`, request)
    expect(response.status).toBe(401)
    expect(await response.json()).toMatchObject(unauthenticated)
  })

  it('opens no socket to them', async () => {
    await expect(openSocket(url)).rejects.toThrow('401')
  })

  it('tells everybody how it is', async () => {
    const response = await fetch(`${url}/health`)
    expect(response.status).toBe(200)
    expect(await response.json()).toMatchObject({ status: 'healthy', service: name })
  })
})

describe('what only a gateway may say', () => {
  const claims = { 'x-gateway-secret': 'a guess', 'x-client-address': '198.51.100.7' }

  it('is not taken from a client by the endpoint', async () => {
    const ask = async (query: string) => {
      const response = await fetch(`${first.url}/graphql`, {
        method: 'POST',
        headers: { ...claims, 'content-type': 'application/json' },
        body: JSON.stringify({ query }),
      })
      return response.json()
    }
    expect(await ask('{ allCourses(first: 1) { edges { __typename } } whoami { id } }')).toMatchObject({
      data: { whoami: null },
    })
    expect(await ask('{ _service { sdl } }')).toMatchObject({
      errors: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }],
    })
  })

  it.each(['/users/.well-known/jwks.json', '/certificates/.well-known/jwks.json'])(
    'is not taken from a client by the public route %s',
    async (path) => {
      expect((await fetch(`${first.url}${path}`, { headers: claims })).status).toBe(
        (await fetch(`${first.url}${path}`)).status,
      )
      expect((await fetch(`${first.url}${path}`, { headers: claims })).status).not.toBe(401)
    },
  )
})
