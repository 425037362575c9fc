import { Client } from 'pg'
import { vi } from 'vitest'

/** Sees every SQL statement of this process. */
export interface StatementWatch extends Disposable {
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

/** Watches from now on, on connections old and new: nothing in the platform knows of it. */
export function watchStatements(): StatementWatch {
  const query = vi.spyOn(Client.prototype, 'query')
  async function countOnce(operation: () => Promise<unknown>): Promise<number> {
    const before = query.mock.calls.length
    await operation()
    const statements = query.mock.calls.slice(before).map(([statement]) => textOf(statement))
    return statements.filter((statement) => !ofDelivery.test(statement)).length
  }

  return {
    async count(operation) {
      let fewest = Infinity
      for (let run = 0; run < runCount; run += 1) fewest = Math.min(fewest, await countOnce(operation))
      return fewest
    },
    [Symbol.dispose]: () => query.mockRestore(),
  }
}

function textOf(statement: unknown): string {
  if (typeof statement === 'string') return statement
  const isQuery = typeof statement === 'object' && statement !== null && 'text' in statement
  return isQuery ? String(statement.text) : ''
}
