import { describe, expect, it } from 'vitest'

import { readEnvironment } from './environment.ts'

const subgraphs = [
  { name: 'users', url: 'http://users:4001/graphql' },
  { name: 'courses', url: 'http://courses:4002/graphql' },
]
const secret = 'x'.repeat(32)
const needed = {
  JWKS_URL: 'http://users:4001/users/.well-known/jwks.json',
  USERS_GATEWAY_SECRET: secret,
  COURSES_GATEWAY_SECRET: secret,
}

describe("a gateway's environment", () => {
  it('reaches subgraphs by their routing urls unless it says otherwise', () => {
    const given = { ...needed, COURSES_URL: 'http://a:4002, http://b:4002', USERS_URL: '' }
    expect(readEnvironment(given, subgraphs)).toMatchObject({
      listen: { host: '127.0.0.1', port: 4000 },
      allowedOrigins: [],
      isPlaygroundEnabled: false,
      isBehindProxy: false,
      redisUrl: undefined,
      subgraphs: [
        { name: 'users', urls: ['http://users:4001'], secret },
        { name: 'courses', urls: ['http://a:4002', 'http://b:4002'], secret },
      ],
    })
  })

  it('names everything that is wrong at once', () => {
    const given = { USERS_GATEWAY_SECRET: 'short', COURSES_URL: 'http://a:4002/graphql', PORT: 'x' }
    const read = (): unknown => readEnvironment(given, subgraphs)
    for (const name of [
      'JWKS_URL',
      'USERS_GATEWAY_SECRET',
      'COURSES_GATEWAY_SECRET',
      'COURSES_URL',
      'PORT',
    ]) {
      expect(read).toThrow(name)
    }
  })
})
