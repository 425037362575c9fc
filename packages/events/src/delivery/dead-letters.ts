import type { Logger } from 'pino'
import { z } from 'zod'
import { quoteIdentifier, type SqlClient, type Transact } from '../sql.ts'
import { toMessage } from '../timing.ts'
import type { EventApplier } from './apply-event.ts'

export interface DeadLettersOptions<Tx extends SqlClient> {
  readonly schema: string
  readonly transact: Transact<Tx>
  readonly apply: EventApplier<Tx>
  readonly logger: Logger
}

/** Which dead letters are replayed. */
export interface ReplayOptions {
  /** Ids of dead letters. @default all that are not replayed yet */
  readonly ids?: readonly string[]
}

/** How many dead letters were applied, and how many failed again and stay. */
export interface ReplayOutcome {
  readonly replayed: number
  readonly failed: number
}

export interface DeadLetters {
  /** Keeps an event that could not be applied. */
  add(candidate: unknown, error: string): Promise<void>
  /** Applies dead letters again, oldest first, each in a transaction of its own. */
  replay(options?: ReplayOptions): Promise<ReplayOutcome>
}

const identity = z.object({ id: z.uuid(), type: z.string().catch('unknown') })

/** The dead letters in `<schema>.dead_letter`. */
export function createDeadLetters<Tx extends SqlClient>(options: DeadLettersOptions<Tx>): DeadLetters {
  const { schema, transact, apply, logger } = options
  const table = `${quoteIdentifier(schema)}.dead_letter`
  const insert = `
    INSERT INTO ${table} (event_id, type, envelope, error, failed_at)
    VALUES ($1::uuid, $2, $3::jsonb, $4, clock_timestamp())
    ON CONFLICT (event_id) DO UPDATE
    SET error = excluded.error, failed_at = excluded.failed_at, replayed_at = NULL`
  const list = `
    SELECT id FROM ${table}
    WHERE replayed_at IS NULL AND ($1::uuid[] IS NULL OR id = ANY($1::uuid[])) ORDER BY failed_at, id`
  const lock = `
    SELECT envelope FROM ${table} WHERE id = $1::uuid AND replayed_at IS NULL FOR UPDATE SKIP LOCKED`
  const markReplayed = `UPDATE ${table} SET replayed_at = clock_timestamp() WHERE id = $1::uuid`
  const markFailed = `UPDATE ${table} SET error = $2, failed_at = clock_timestamp() WHERE id = $1::uuid`

  async function replayOne(id: string): Promise<boolean> {
    const applied = await transact(async (tx) => {
      const [letter] = await tx.$queryRawUnsafe<{ envelope: unknown }[]>(lock, id)
      if (letter === undefined) return undefined
      const effect = await apply.inTransaction(tx, letter.envelope)
      await tx.$executeRawUnsafe(markReplayed, id)
      return { effect }
    })
    await apply.afterCommit(applied?.effect)
    return applied !== undefined
  }

  return {
    async add(candidate, error) {
      const { id, type } = identity.parse(candidate)
      await transact(async (tx) => tx.$executeRawUnsafe(insert, id, type, JSON.stringify(candidate), error))
    },
    async replay({ ids } = {}) {
      const letters = await transact(async (tx) => tx.$queryRawUnsafe<{ id: string }[]>(list, ids ?? null))
      let replayed = 0
      let failed = 0
      for (const { id } of letters) {
        try {
          if (await replayOne(id)) replayed += 1
        } catch (error) {
          failed += 1
          logger.error({ err: error, deadLetterId: id }, 'A dead letter failed again')
          await transact(async (tx) => tx.$executeRawUnsafe(markFailed, id, toMessage(error)))
        }
      }
      return { replayed, failed }
    },
  }
}
