import { z } from 'zod'

import { publicKeySet, privateKeysSchema } from '../token-keys/key-set.ts'
import type { AccessTokenKeys } from '../token-keys/access-token-keys.ts'
import { variable } from './read-sections.ts'

const url = z.url().transform((text) => text.replace(/\/$/, ''))

/** Long enough that nobody guesses it. */
const secret = z.string().min(32, 'A secret has 32 characters or more')

/** A secret in a variable of its own. */
export const secretSection = (name: string) => variable(name, secret)

/** Private keys as JSON: an array of JWKs, the newest first. */
export const keysSection = (name: string) =>
  variable(name, z.string().transform(parseJson).pipe(privateKeysSchema))

/** Where a process listens. */
export const listenSection = (port: number) =>
  z
    .object({
      HOST: z.string().default('127.0.0.1'),
      PORT: z.coerce.number().int().min(0).max(65_535).default(port),
    })
    .transform(({ HOST, PORT }) => ({ host: HOST, port: PORT }))

/** The address that links are made of, without a slash at its end. */
export const publicUrlSection = variable('PUBLIC_URL', url)

/** `1` or `0`. */
export const flag = z.enum(['0', '1']).transform((value) => value === '1')

/** Browsers send origins in exactly this form; another one would match none, and nobody would know why. */
const isOrigin = (text: string): boolean => URL.canParse(text) && new URL(text).origin === text

/** Origins, separated by commas. */
export const originList = z
  .string()
  .transform((list) =>
    list
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item !== ''),
  )
  .pipe(z.array(z.string().refine(isOrigin, 'Not an origin such as https://app.example.org')))

/** How much is logged. */
export const logLevelSection = variable(
  'LOG_LEVEL',
  z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
)

/** A subgraph's database: `<NAME>_DATABASE_URL`, else `DATABASE_URL`, and how many connections one process takes of it. */
export function databaseSection(subgraph: string) {
  const own = `${subgraph.toUpperCase()}_DATABASE_URL`
  return z
    .object({
      [own]: z.url().optional(),
      DATABASE_URL: z.url().optional(),
      DATABASE_POOL_SIZE: z.coerce.number().int().min(2).max(1_000).default(10),
    })
    .transform((values, context) => {
      const address = values[own] ?? values['DATABASE_URL']
      if (typeof address === 'string') return { url: address, poolSize: Number(values['DATABASE_POOL_SIZE']) }
      context.issues.push({
        code: 'custom',
        input: values,
        path: ['DATABASE_URL'],
        message: `Set DATABASE_URL or ${own}`,
      })
      return z.NEVER
    })
}

/** Queues and live messages of the distributed topology live in Redis. */
export const redisUrlSection = variable('REDIS_URL', z.url({ protocol: /^rediss?$/ }))

/** Who verifies access tokens by the keys that the users subgraph publishes. */
export const remoteKeysSection = variable('JWKS_URL', z.url()).transform((address): AccessTokenKeys => ({
  kind: 'remote',
  url: address,
}))

/** Who signs access tokens verifies them by its own keys. */
export const ownKeysSection = keysSection('SIGNING_KEYS').transform((keys): AccessTokenKeys => ({
  kind: 'own',
  keys: publicKeySet(keys),
}))

function parseJson(text: string, context: z.RefinementCtx): unknown {
  try {
    return JSON.parse(text)
  } catch {
    context.issues.push({ code: 'custom', input: text, message: 'Not JSON' })
    return z.NEVER
  }
}
