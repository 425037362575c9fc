import { randomBytes } from 'node:crypto'
import { get } from 'node:http'

import { expectSameBytes } from '@lyceum/testkit/contracts/storage'
import { describe, expect, it } from 'vitest'

import { createServer, object } from './object-server.ts'

const headersOf = ({ headers }: Response, ...names: string[]): (string | null)[] =>
  names.map((name) => headers.get(name))

describe('serving an object', () => {
  it('sends the whole with what describes it', async () => {
    await using server = await createServer()
    const response = await fetch(server.url)
    expect(response.status).toBe(200)
    expect(await response.text()).toBe('0123456789')
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'accept-ranges': 'bytes',
      'cache-control': 'private, max-age=600',
      'content-disposition': 'inline',
      'content-length': '10',
      'content-type': 'video/mp4',
      etag: expect.stringMatching(/^"[A-Za-z0-9+/=]{8}-10"$/),
      'x-content-type-options': 'nosniff',
    })
  })

  it.each([
    ['bytes=0-0', '0', 'bytes 0-0/10'],
    ['bytes=3-5', '345', 'bytes 3-5/10'],
    ['bytes=7-', '789', 'bytes 7-9/10'],
    ['bytes=-2', '89', 'bytes 8-9/10'],
    ['bytes=5-100', '56789', 'bytes 5-9/10'],
  ])('sends the part %s', async (range, text, contentRange) => {
    await using server = await createServer()
    const response = await fetch(server.url, { headers: { range } })
    expect(response.status).toBe(206)
    expect(await response.text()).toBe(text)
    expect(headersOf(response, 'content-range', 'content-length')).toEqual([
      contentRange,
      String(text.length),
    ])
  })

  it.each(['bytes=0-1,4-5', 'bytes=5-2', 'seconds=1-2', 'bytes=x-'])(
    'answers %s with the whole',
    async (range) => {
      await using server = await createServer()
      const response = await fetch(server.url, { headers: { range } })
      expect([response.status, await response.text()]).toEqual([200, '0123456789'])
      expect(response.headers.has('content-range')).toBe(false)
    },
  )

  it.each(['bytes=10-', 'bytes=-0'])('refuses %s, which the object does not have', async (range) => {
    await using server = await createServer()
    const response = await fetch(server.url, { headers: { range } })
    expect(response.status).toBe(416)
    expect(headersOf(response, 'content-range', 'cache-control', 'etag')).toEqual([
      'bytes */10',
      'no-store',
      null,
    ])
    expect(await response.json()).toMatchObject({ code: 'RANGE_NOT_SATISFIABLE' })
  })

  it('sends nothing to who has it already', async () => {
    await using server = await createServer()
    const etag = (await fetch(server.url)).headers.get('etag') ?? ''
    for (const header of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const response = await fetch(server.url, { headers: { 'if-none-match': header, range: 'bytes=0-1' } })
      expect([response.status, await response.text()]).toEqual([304, ''])
      expect(headersOf(response, 'etag', 'cache-control')).toEqual([etag, 'private, max-age=600'])
    }
    expect((await fetch(server.url, { headers: { 'if-none-match': '"other"' } })).status).toBe(200)
  })

  it('sends a part only of the version that the client knows', async () => {
    await using server = await createServer()
    const etag = (await fetch(server.url)).headers.get('etag') ?? ''
    const range = 'bytes=2-3'
    const conditions = [etag, '"other"', `W/${etag}`, 'Sun, 01 Mar 2026 12:00:00 GMT']
    const answers = conditions.map((condition) =>
      fetch(server.url, { headers: { range, 'if-range': condition } }),
    )
    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([206, 200, 200, 200])
  })

  it('answers HEAD with the same headers, no body, and the whole length whatever the range', async () => {
    await using server = await createServer()
    const [whole, head] = [
      await fetch(server.url),
      await fetch(server.url, { method: 'HEAD', headers: { range: 'bytes=2-3' } }),
    ]
    const names = ['content-length', 'content-type', 'etag', 'accept-ranges', 'cache-control']
    expect(headersOf(head, ...names)).toEqual(headersOf(whole, ...names))
    expect([head.status, await head.text()]).toEqual([200, ''])
    const etag = head.headers.get('etag') ?? ''
    expect((await fetch(server.url, { method: 'HEAD', headers: { 'if-none-match': etag } })).status).toBe(304)
  })

  it('serves an object of no bytes', async () => {
    await using server = await createServer({ bytes: Buffer.alloc(0) })
    const response = await fetch(server.url)
    expect([response.status, response.headers.get('content-length'), await response.text()]).toEqual([
      200,
      '0',
      '',
    ])
    expect((await fetch(server.url, { headers: { range: 'bytes=0-' } })).status).toBe(416)
  })

  it.each(['absent', '..%2f..%2fetc%2fpasswd', '%2e%2e%2fsecret', 'a%00b', '%2fetc%2fpasswd', 'UPPER'])(
    'says that %s is not there',
    async (path) => {
      await using server = await createServer()
      const response = await fetch(`${server.origin}/objects/${path}`)
      expect(response.status).toBe(404)
      expect(await response.json()).toMatchObject({ code: 'OBJECT_NOT_FOUND' })
    },
  )
})

describe('a client that reads slowly or goes away', () => {
  const large = randomBytes(8 << 20)

  it('is sent everything at its own pace, while little is held in memory', async () => {
    await using server = await createServer({ bytes: large })
    const chunks: Buffer[] = []
    await new Promise<void>((resolve, reject) => {
      get(server.url, (response) => {
        response.once('readable', () => {
          // Nothing was read yet: what the server has taken from the disk is what fits into the sockets' buffers.
          expect(server.opened[0]?.readableEnded).toBe(false)
          response.on('data', (chunk: Buffer) => chunks.push(chunk))
          response.once('end', resolve)
        })
      }).once('error', reject)
    })
    expectSameBytes(Buffer.concat(chunks), large)
  })

  it('leaves no object open when it disconnects in the middle', async () => {
    await using server = await createServer({ bytes: large })
    await new Promise<void>((resolve) => {
      const request = get(server.url, (response) => {
        response.once('readable', () => request.destroy())
        response.once('error', () => resolve())
        response.once('close', resolve)
      })
    })
    await expect.poll(() => server.opened.map(({ closed }) => closed)).toEqual([true])
    expect(server.opened[0]?.readableEnded).toBe(false)
  })

  it('leaves no object open when it disconnects while the object is being opened', async () => {
    const gate = createGate()
    await using server = await createServer({ bytes: large, beforeRead: gate.pass })
    const request = get(server.url)
    request.once('error', () => undefined)
    await gate.reached
    const closed = server.nextDisconnect()
    request.destroy()
    await closed
    gate.open()
    await expect.poll(() => server.opened.map((stream) => stream.closed)).toEqual([true])
  })

  it('gets a broken connection, never a short answer that looks whole, when the disk fails', async () => {
    await using server = await createServer({ bytes: large })
    const response = await fetch(server.url)
    server.opened[0]?.destroy(new Error('the disk failed'))
    await expect(response.arrayBuffer()).rejects.toThrow()
  })
})

describe('an object that changes between the look and the read', () => {
  it('is served as it is now, headers and bytes of one version', async () => {
    const moment = createMoment()
    await using server = await createServer({ beforeRead: moment.arrive })
    moment.plan(() =>
      server.storage.write(object, Buffer.from('newer and longer'), { contentType: 'text/plain' }),
    )
    const response = await fetch(server.url, { headers: { range: 'bytes=0-4' } })
    expect([response.status, await response.text()]).toEqual([206, 'newer'])
    expect(headersOf(response, 'content-type', 'content-range')).toEqual(['text/plain', 'bytes 0-4/16'])
    expect(server.opened[0]?.destroyed).toBe(true)
  })

  it('is not there when it was deleted', async () => {
    const moment = createMoment()
    await using server = await createServer({ beforeRead: moment.arrive })
    moment.plan(() => server.storage.delete(object))
    const response = await fetch(server.url)
    expect([response.status, await response.json()]).toMatchObject([404, { code: 'OBJECT_NOT_FOUND' }])
  })

  it('does not have the part when it became shorter', async () => {
    const moment = createMoment()
    await using server = await createServer({ beforeRead: moment.arrive })
    moment.plan(() => server.storage.write(object, Buffer.from('abc'), { contentType: 'text/plain' }))
    const response = await fetch(server.url, { headers: { range: 'bytes=5-6' } })
    expect([response.status, response.headers.get('content-range')]).toEqual([416, 'bytes */3'])
  })
})

/** Runs what was planned, once, when the code arrives here. */
function createMoment(): { arrive: () => Promise<void>; plan: (action: () => Promise<unknown>) => void } {
  let planned: (() => Promise<unknown>) | null = null
  return {
    plan(action) {
      planned = action
    },
    async arrive() {
      const action = planned
      planned = null
      await action?.()
    },
  }
}

/** A place where a test holds the code until it has seen it arrive. */
function createGate(): { pass: () => Promise<void>; reached: Promise<void>; open: () => void } {
  let arrive = (): void => undefined
  let open = (): void => undefined
  const reached = new Promise<void>((resolve) => {
    arrive = resolve
  })
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return {
    reached,
    open: () => open(),
    pass: async () => {
      arrive()
      await opened
    },
  }
}
