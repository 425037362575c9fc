import { Client } from 'pg'
import { inject, vi } from 'vitest'

import { openDatabase } from './open-database.ts'

/** Sees every SQL statement of the platform. */
export interface StatementWatch extends AsyncDisposable {
  /**
   * How many statements an operation sends; deliveries of events do not count. It runs several times and the fewest are
   * taken: what comes round by itself, like looking for overdue attempts, is in some of the runs, what the operation needs in all.
   */
  count(operation: () => Promise<unknown>): Promise<number>
}

const ofDelivery =
  /outbox_event|inbox_event|dead_letter|bullmq|pg_notify|^\s*(LISTEN|BEGIN|COMMIT|ROLLBACK|DEALLOCATE)/i

/** The rounds of the platform come a second or more apart; an operation takes a fraction of one. */
const runCount = 5

/** A count of all that was sent since somewhere in the past. */
interface Meter extends AsyncDisposable {
  read(): Promise<number>
}

/** Watches from now on, on connections old and new: nothing in the platform knows of it. */
export async function watchStatements({
  dataFolder,
}: {
  readonly dataFolder: string
}): Promise<StatementWatch> {
  const meter = inject('services') === undefined ? watchThisProcess() : await watchServer(dataFolder)
  return {
    async count(operation) {
      let fewest = Infinity
      for (let run = 0; run < runCount; run += 1) {
        const before = await meter.read()
        await operation()
        fewest = Math.min(fewest, (await meter.read()) - before)
      }
      return fewest
    },
    [Symbol.asyncDispose]: () => meter[Symbol.asyncDispose](),
  }
}

/** What the platform in this process sends. */
function watchThisProcess(): Meter {
  const query = vi.spyOn(Client.prototype, 'query')
  return {
    read: () =>
      Promise.resolve(query.mock.calls.filter(([statement]) => isCounted(textOf(statement))).length),
    async [Symbol.asyncDispose]() {
      query.mockRestore()
      await Promise.resolve()
    },
  }
}

/** What PostgreSQL is sent by the roles of the subgraphs, whichever process they are in. */
async function watchServer(dataFolder: string): Promise<Meter> {
  const database = await openDatabase(dataFolder)
  await database.rows('CREATE EXTENSION IF NOT EXISTS pg_stat_statements')
  return {
    async read() {
      const statements = await database.rows<{ query: string; calls: number }>(
        `SELECT query, calls::int FROM pg_stat_statements JOIN pg_roles ON oid = userid WHERE rolname LIKE 'lyceum\\_%'`,
      )
      return statements.filter(({ query }) => isCounted(query)).reduce((sum, { calls }) => sum + calls, 0)
    },
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  }
}

const isCounted = (statement: string): boolean => !ofDelivery.test(statement)

function textOf(statement: unknown): string {
  if (typeof statement === 'string') return statement
  const isQuery = typeof statement === 'object' && statement !== null && 'text' in statement
  return isQuery ? String(statement.text) : ''
}
