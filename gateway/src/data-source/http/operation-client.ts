import { setTimeout } from 'node:timers/promises'

import { gatewaySecretHeader } from '@lyceum/kit'
import type { OperationRequest } from '@lyceum/kit'
import { Pool } from 'undici'

import type { CircuitBreaker } from './circuit-breaker.ts'
import type { Origins } from './origins.ts'

/** How hard the gateway tries to reach a subgraph over the network. */
export interface NetworkPatience {
  /** Connections to one origin; operations that find none free wait for one. @default 128 */
  readonly connections: number
  /** @default 2_000 */
  readonly connectTimeoutMs: number
  /** Attempts at one query after the first failed. Mutations have none. @default 2 */
  readonly retries: number
  /** What an attempt waits for at most, doubled by each; the wait is drawn from it. @default 50 */
  readonly retryDelayMs: number
  /** A larger answer is refused. @default 16_777_216 */
  readonly maxResponseBytes: number
}

export const defaultNetworkPatience: NetworkPatience = {
  connections: 128,
  connectTimeoutMs: 2_000,
  retries: 2,
  retryDelayMs: 50,
  maxResponseBytes: 16 * 1_024 * 1_024,
}

export interface OperationClientOptions {
  readonly origins: Origins
  readonly breaker: CircuitBreaker
  readonly secret: string
  /** How long one operation may take in all; nothing on the wire outlives it. */
  readonly timeoutMs: number
  readonly patience: NetworkPatience
  /** Called before each attempt after the first. */
  readonly onRetry: () => void
}

/** Sends operations to the origins of one subgraph. */
export interface OperationClient {
  /**
   * The JSON of the answer, whatever it says.
   * @throws {Error} when there is none: nobody answered, the status is no answer, it is no JSON, it is too large
   */
  fetch(request: OperationRequest, signal: AbortSignal): Promise<unknown>
  /** Asks an origin for its own account of itself, past the breaker. */
  readHealth(origin: string, signal: AbortSignal): Promise<unknown>
  close(): Promise<void>
}

/** The service answered, but with nothing of use; to ask it again changes nothing. */
class UselessAnswerError extends Error {}

const busyStatuses = new Set([502, 503, 504])
const acceptJson = { accept: 'application/json' }

/** A keep-alive pool for each origin. Redirects are not followed: to whom the secret goes is configured and nothing else. */
export function createOperationClient(options: OperationClientOptions): OperationClient {
  const { origins, breaker, secret, timeoutMs, patience, onRetry } = options
  const pools = new Map(origins.all.map((origin) => [origin, openPool(origin)]))

  function openPool(origin: string): Pool {
    return new Pool(origin, {
      connections: patience.connections,
      connect: { timeout: patience.connectTimeoutMs },
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
      maxResponseSize: patience.maxResponseBytes,
    })
  }

  function poolOf(origin: string): Pool {
    const pool = pools.get(origin)
    if (pool === undefined) throw new Error(`${origin} is no origin of this subgraph`)
    return pool
  }

  async function attempt(request: Wire, signal: AbortSignal): Promise<unknown> {
    if (!breaker.tryPass())
      throw new UselessAnswerError('The circuit is open: it was asked too often in vain')
    const origin = origins.pick()
    try {
      const answer = await send(poolOf(origin), request, signal)
      breaker.succeed()
      return answer
    } catch (error) {
      if (error instanceof UselessAnswerError) breaker.succeed()
      else {
        breaker.fail()
        origins.avoid(origin)
      }
      throw error
    }
  }

  return {
    async fetch({ query, variables, operationName, headers }, signal) {
      const request = {
        headers: {
          ...headers,
          ...acceptJson,
          'content-type': 'application/json',
          [gatewaySecretHeader]: secret,
        },
        body: JSON.stringify({ query, variables, operationName }),
      }
      const retries = isQuery(query) ? patience.retries : 0
      for (let tried = 0; ; tried += 1) {
        try {
          return await attempt(request, signal)
        } catch (error) {
          if (tried >= retries || signal.aborted || error instanceof UselessAnswerError) throw error
        }
        await setTimeout(Math.random() * patience.retryDelayMs * 2 ** tried, undefined, { signal })
        onRetry()
      }
    },
    async readHealth(origin, signal) {
      const { body } = await poolOf(origin).request({
        method: 'GET',
        path: '/health',
        headers: acceptJson,
        signal,
      })
      return await body.json()
    },
    async close() {
      await Promise.all([...pools.values()].map((pool) => pool.destroy()))
    },
  }
}

interface Wire {
  readonly headers: Record<string, string | undefined>
  readonly body: string
}

async function send(pool: Pool, wire: Wire, signal: AbortSignal): Promise<unknown> {
  const { statusCode, body } = await pool.request({ ...wire, method: 'POST', path: '/graphql', signal })
  // 400 carries the errors of a request that could not begin (GraphQL over HTTP, section 6.4).
  if (statusCode !== 200 && statusCode !== 400) {
    body.dump().catch(() => undefined) // What it says is of no interest, nor how it ends.
    const reason = `It answered with status ${statusCode}`
    throw busyStatuses.has(statusCode) ? new Error(reason) : new UselessAnswerError(reason)
  }
  try {
    return await body.json()
  } catch (cause) {
    const isUseless = cause instanceof SyntaxError || hasCode(cause, 'UND_ERR_RES_EXCEEDED_MAX_SIZE')
    throw isUseless ? new UselessAnswerError('Its answer is no JSON, or too large', { cause }) : cause
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}

/** As the planner writes it; whatever begins otherwise is not repeated. */
function isQuery(document: string): boolean {
  return /^\s*(\{|query\b)/.test(document)
}
