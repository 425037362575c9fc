import { createHash } from 'node:crypto'

import type { Redis } from 'ioredis'
import type { Logger } from 'pino'

import type { SignInThrottle, ThrottleLimits } from './sign-in-throttle.ts'

export interface SharedThrottleOptions extends ThrottleLimits {
  readonly redis: Pick<Redis, 'eval' | 'del'>
  /** Counts while Redis does not answer: guessing is slowed less then, and nobody is locked out. */
  readonly fallback: SignInThrottle
  readonly logger: Logger
}

/** Failures are forgotten when nobody has tried for so long. */
const rememberedSeconds = 86_400

/** One step for all processes, by the clock of Redis: whether to go on, and the failure that it is until it is forgotten. */
const admitScript = `
local now = redis.call('TIME')
local ms = now[1] * 1000 + math.floor(now[2] / 1000)
local blocked = tonumber(redis.call('HGET', KEYS[1], 'blocked') or '0')
if blocked > ms then return math.ceil((blocked - ms) / 1000) end
local count = redis.call('HINCRBY', KEYS[1], 'count', 1)
local free, longest = tonumber(ARGV[1]), tonumber(ARGV[2])
local wait = 0
if count >= free then wait = math.min(longest, 2 ^ math.min(count - free, 30)) end
redis.call('HSET', KEYS[1], 'blocked', string.format('%.0f', ms + wait * 1000))
redis.call('EXPIRE', KEYS[1], ARGV[3])
return 0
`

/** The same rule as of one process, counted together by every process on the same Redis. */
export function createSharedSignInThrottle(options: SharedThrottleOptions): SignInThrottle {
  const { redis, fallback, logger, freeFailures = 5, maximumWaitSeconds = 900 } = options

  async function attempt<T>(work: () => Promise<T>, instead: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (error) {
      logger.warn({ err: error }, 'sign-ins are counted in this process alone')
      return await instead()
    }
  }

  return {
    admit: (key) =>
      attempt(
        async () =>
          Number(
            await redis.eval(
              admitScript,
              1,
              nameOf(key),
              freeFailures,
              maximumWaitSeconds,
              rememberedSeconds,
            ),
          ),
        () => fallback.admit(key),
      ),
    forget: (key) =>
      attempt(
        async () => void (await redis.del(nameOf(key))),
        () => fallback.forget(key),
      ),
  }
}

/** E-mail addresses of people who never signed in are nobody's to read. */
function nameOf(key: string): string {
  return `lyceum:sign-in:${createHash('sha256').update(key).digest('base64url')}`
}
