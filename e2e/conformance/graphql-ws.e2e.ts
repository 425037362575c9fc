import type { Gateway } from '@lyceum/gateway'
import { createCleanup } from '@lyceum/testkit'
import type { Cleanup } from '@lyceum/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { malformedMessages } from './malformed-messages.ts'
import { openGateway, openSchool } from '../harness/open-school.ts'
import type { School } from '../harness/open-school.ts'
import { openGreetedSocket, openSocket } from '../harness/open-socket.ts'
import { prepareSubscription } from './prepare-subscription.ts'
import { reportRules } from './report-counts.ts'

const allowedOrigin = 'https://learn.example.org'
const typename = { query: '{ __typename }' }
const subscribe = (id: string, payload: object = typename) => ({ type: 'subscribe', id, payload })

let cleanup: Cleanup
let school: School
let gateway: Gateway
let url: string
beforeAll(async () => {
  cleanup = createCleanup()
  school = await openSchool(cleanup)
  gateway = await openGateway(school, {
    allowedOrigins: [allowedOrigin],
    limits: { connectionInitTimeoutMs: 500 },
  })
  cleanup.defer(() => gateway.stop())
  url = gateway.url
})
afterAll(() => cleanup[Symbol.asyncDispose]())

const prepare = () => prepareSubscription(url, school.tokens)

describe('graphql-transport-ws by raw sockets', () => {
  describe('the handshake', () => {
    it('chooses the protocol among several', async () => {
      using socket = await openSocket(url, { protocols: ['graphql-ws', 'graphql-transport-ws'] })
      expect(socket.protocol).toBe('graphql-transport-ws')
    })

    it('ends with 4406 without a protocol', async () => {
      using socket = await openSocket(url, { protocols: [] })
      expect(await socket.closeCode).toBe(4406)
    })

    it('chooses none of other protocols', async () => {
      await expect(openSocket(url, { protocols: ['graphql-ws'] })).rejects.toThrow()
    })

    it('accepts an origin of the list, and clients that are no browsers', async () => {
      for (const options of [{ origin: allowedOrigin }, {}]) {
        using socket = await openSocket(url, options)
        expect(socket.protocol).toBe('graphql-transport-ws')
      }
    })

    it.each(['https://evil.example.org', 'null', `${allowedOrigin}.evil.org`])(
      'refuses the origin %s',
      async (origin) => {
        await expect(openSocket(url, { origin })).rejects.toThrow('403')
      },
    )
  })

  describe('the greeting', () => {
    it.each([
      ['without a payload', undefined],
      ['with null', null],
      ['with a payload', { anything: true }],
    ])('is acknowledged %s', async (_name, payload) => {
      using socket = await openSocket(url)
      socket.send({ type: 'connection_init', payload })
      expect(await socket.receive()).toEqual({ type: 'connection_ack' })
    })

    it('closes with 4408 when it does not come', async () => {
      using socket = await openSocket(url)
      expect(await socket.closeCode).toBe(4408)
    })

    it('closes with 4429 when it comes twice', async () => {
      using socket = await openGreetedSocket(url)
      socket.send({ type: 'connection_init' })
      expect(await socket.closeCode).toBe(4429)
    })

    it('closes with 4429 when it comes twice before the answer', async () => {
      using socket = await openSocket(url)
      socket.send({ type: 'connection_init' })
      socket.send({ type: 'connection_init' })
      expect(await socket.closeCode).toBe(4429)
    })

    it.each(['Bearer forged', 'Basic YWRh'])('closes with 4403 for %s', async (authorization) => {
      using socket = await openSocket(url)
      socket.send({ type: 'connection_init', payload: { authorization } })
      expect(await socket.closeCode).toBe(4403)
    })
  })

  describe('ping', () => {
    it.each([
      ['without a payload', { type: 'ping' }, { type: 'pong' }],
      ['with its payload', { type: 'ping', payload: { at: 1 } }, { type: 'pong', payload: { at: 1 } }],
    ])('is answered %s', async (_name, ping, pong) => {
      using socket = await openGreetedSocket(url)
      socket.send(ping)
      expect(await socket.receive()).toEqual(pong)
    })

    it('is answered before the greeting', async () => {
      using socket = await openSocket(url)
      socket.send({ type: 'ping' })
      expect(await socket.receive()).toEqual({ type: 'pong' })
    })

    it('may be answered without having been sent', async () => {
      using socket = await openGreetedSocket(url)
      socket.send({ type: 'pong', payload: { at: 1 } })
      socket.send({ type: 'ping' })
      expect(await socket.receive()).toEqual({ type: 'pong' })
    })
  })

  describe('an operation', () => {
    it('closes with 4401 before the greeting', async () => {
      using socket = await openSocket(url)
      socket.send(subscribe('1'))
      expect(await socket.closeCode).toBe(4401)
    })

    it('is answered by its result and its end', async () => {
      using socket = await openGreetedSocket(url)
      socket.send(subscribe('1'))
      expect(await socket.receive()).toEqual({
        type: 'next',
        id: '1',
        payload: { data: { __typename: 'Query' } },
      })
      expect(await socket.receive()).toEqual({ type: 'complete', id: '1' })
    })

    it('is answered by errors alone when it could not begin', async () => {
      using socket = await openGreetedSocket(url)
      socket.send(subscribe('1', { query: '{ nothing }' }))
      expect(await socket.receive()).toMatchObject({ type: 'error', id: '1', payload: [{ message: /./ }] })
      socket.send({ type: 'ping' })
      expect(await socket.receive()).toEqual({ type: 'pong' })
    })

    it('may take an id again that is done with', async () => {
      using socket = await openGreetedSocket(url)
      for (const query of ['{ nothing }', '{ __typename }', '{ __typename }']) {
        socket.send(subscribe('1', { query }))
        while (!['complete', 'error'].includes((await socket.receive()).type));
      }
    })

    it('runs beside others, each under its id', async () => {
      using socket = await openGreetedSocket(url)
      const ids = ['a', 'b', 'c', '__proto__', 'constructor']
      for (const id of ids) socket.send(subscribe(id))
      const ended = new Set()
      while (ended.size < ids.length) {
        const { type, id } = await socket.receive()
        if (type === 'complete') ended.add(id)
      }
      expect(ended).toEqual(new Set(ids))
    })
  })

  describe('a subscription', () => {
    it('closes with 4409 when its id is taken', async () => {
      const { params, payload } = await prepare()
      using socket = await openGreetedSocket(url, params)
      socket.send(subscribe('1', payload))
      await socket.receive()
      socket.send(subscribe('1', payload))
      expect(await socket.closeCode).toBe(4409)
    })

    it('ends without an answer when its client completes it, and frees its id', async () => {
      const { params, payload, data } = await prepare()
      using socket = await openGreetedSocket(url, params)
      for (let round = 0; round < 2; round += 1) {
        socket.send(subscribe('1', payload))
        expect(await socket.receive()).toEqual({ type: 'next', id: '1', payload: { data } })
        socket.send({ type: 'complete', id: '1' })
        socket.send({ type: 'ping' })
        expect(await socket.receive()).toEqual({ type: 'pong' })
      }
    })

    it('that nobody began may be completed', async () => {
      using socket = await openGreetedSocket(url)
      socket.send({ type: 'complete', id: 'never' })
      socket.send({ type: 'ping' })
      expect(await socket.receive()).toEqual({ type: 'pong' })
    })

    it('is refused with an error, not with a closed socket, to a person who may not have it', async () => {
      const { payload } = await prepare()
      using socket = await openGreetedSocket(url)
      socket.send(subscribe('1', payload))
      expect(await socket.receive()).toMatchObject({ type: 'error', id: '1' })
    })
  })

  describe('a message that is none', () => {
    it.each(malformedMessages)('closes with 4400 before the greeting: %s', async (_name, message) => {
      using socket = await openSocket(url)
      socket.send(message)
      expect(await socket.closeCode).toBe(4400)
    })

    it.each(malformedMessages)('closes with 4400 after the greeting: %s', async (_name, message) => {
      using socket = await openGreetedSocket(url)
      socket.send(message)
      expect(await socket.closeCode).toBe(4400)
    })

    it('closes with 1009 when it is too large', async () => {
      using socket = await openSocket(url)
      socket.send('x'.repeat(300_000))
      expect(await socket.closeCode).toBe(1009)
    })
  })

  it('closes with 1012 when the gateway stops, and opens no other socket', async () => {
    const stopping = await openGateway(school)
    using socket = await openGreetedSocket(stopping.url)
    await stopping.stop()
    expect(await socket.closeCode).toBe(1012)
    await expect(openSocket(stopping.url)).rejects.toThrow()
  })
})

it('is counted as the documentation says', (context) => {
  reportRules('graphql-transport-ws by raw sockets, gateway', context)
})
