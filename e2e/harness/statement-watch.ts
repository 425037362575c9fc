import { Client } from 'pg'
import { vi } from 'vitest'

/** Sees every SQL statement of this process. */
export interface StatementWatch extends Disposable {
  /** How many statements operations sent while `run` ran; deliveries of events do not count. */
  count(run: () => Promise<unknown>): Promise<number>
}

const ofDelivery =
  /outbox_event|inbox_event|dead_letter|bullmq|pg_notify|^\s*(LISTEN|BEGIN|COMMIT|ROLLBACK|DEALLOCATE)/i

/** Watches from now on, on connections old and new: nothing in the platform knows of it. */
export function watchStatements(): StatementWatch {
  const query = vi.spyOn(Client.prototype, 'query')
  return {
    async count(run) {
      const before = query.mock.calls.length
      await run()
      const statements = query.mock.calls.slice(before).map(([statement]) => textOf(statement))
      return statements.filter((statement) => !ofDelivery.test(statement)).length
    },
    [Symbol.dispose]: () => query.mockRestore(),
  }
}

function textOf(statement: unknown): string {
  if (typeof statement === 'string') return statement
  const isQuery = typeof statement === 'object' && statement !== null && 'text' in statement
  return isQuery ? String(statement.text) : ''
}
