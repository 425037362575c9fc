import { describe, expect, it } from 'vitest'

import { databaseSection, keysSection, readSections, storageSection, subgraphSections } from './index.ts'

const secret = 'x'.repeat(32)
const usable = {
  DATABASE_URL: 'postgresql://owner@localhost/lyceum',
  REDIS_URL: 'redis://localhost',
  JWKS_URL: 'http://localhost:4001/users/.well-known/jwks.json',
  GATEWAY_SECRET: secret,
}

describe('the environment of a subgraph', () => {
  it('has a port of its own and no default for what is secret or elsewhere', () => {
    const environment = readSections(usable, subgraphSections({ name: 'courses', port: 4002 }))
    expect(environment.listen).toEqual({ host: '127.0.0.1', port: 4002 })
    expect(environment.accessTokenKeys).toEqual({ kind: 'remote', url: usable.JWKS_URL })
  })

  it('names everything that is wrong at once; an empty value counts as unset', () => {
    const source = {
      ...usable,
      PORT: '70000',
      DATABASE_URL: '',
      GATEWAY_SECRET: 'short',
      REDIS_URL: 'http://x',
    }
    const read = () => readSections(source, subgraphSections({ name: 'courses', port: 4002 }))
    for (const name of ['PORT', 'COURSES_DATABASE_URL', 'GATEWAY_SECRET', 'REDIS_URL'])
      expect(read).toThrow(name)
    expect(read).not.toThrow('JWKS_URL')
  })
})

describe('the database of a subgraph', () => {
  it('is its own before the one of all', () => {
    const source = {
      ...usable,
      COURSES_DATABASE_URL: 'postgresql://courses@elsewhere/x',
      DATABASE_POOL_SIZE: '4',
    }
    const read = (name: string) => readSections(source, { database: databaseSection(name) }).database
    expect(read('courses')).toEqual({ url: source.COURSES_DATABASE_URL, poolSize: 4 })
    expect(read('users')).toEqual({ url: source.DATABASE_URL, poolSize: 4 })
  })
})

describe('STORAGE', () => {
  const read = (source: Record<string, string>) => readSections(source, { storage: storageSection }).storage

  it('chooses what else is needed', () => {
    expect(() => read({ STORAGE: 'filesystem', UPLOAD_SECRET: secret })).toThrow('STORAGE_FOLDER')
    expect(() => read({ STORAGE: 'gcs', GCS_BUCKET_PREFIX: 'x' })).toThrow('GCS_PROJECT_ID')
    expect(() => read({ STORAGE: 'tape' })).toThrow('STORAGE')
  })

  it('takes a private key whose line breaks were written out, and none without its account', () => {
    const bucket = { STORAGE: 'gcs', GCS_PROJECT_ID: 'p', GCS_BUCKET_PREFIX: 'b' }
    const key = String.raw`-----BEGIN-----\nabc`
    expect(() => read({ ...bucket, GCS_PRIVATE_KEY: key })).toThrow('belong together')
    expect(read({ ...bucket, GCS_PRIVATE_KEY: key, GCS_CLIENT_EMAIL: 'a@b' })).toEqual({
      kind: 'gcs',
      projectId: 'p',
      bucketPrefix: 'b',
      credentials: { clientEmail: 'a@b', privateKey: '-----BEGIN-----\nabc' },
    })
  })
})

describe('keys', () => {
  const read = (SIGNING_KEYS: string) =>
    readSections({ SIGNING_KEYS }, { keys: keysSection('SIGNING_KEYS') }).keys

  it('are JWKs in a JSON array that is not empty', () => {
    expect(read('[{"kty":"OKP","kid":"1"}]')).toEqual([{ kty: 'OKP', kid: '1' }])
    for (const text of ['', '{', '[]', '[{"kid":"1"}]']) expect(() => read(text)).toThrow('SIGNING_KEYS')
  })
})
