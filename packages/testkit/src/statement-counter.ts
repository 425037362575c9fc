import type { Pool } from 'pg'

export interface StatementCounter {
  /** How many statements the operations sent to PostgreSQL while `run` ran; deliveries of events do not count. */
  count(run: () => Promise<unknown>): Promise<number>
}

const ofDelivery =
  /outbox_event|inbox_event|dead_letter|bullmq|^\s*(LISTEN|BEGIN|COMMIT|ROLLBACK|DEALLOCATE)/i

/** Watches every statement that leaves a pool. Install it before the pool's first use. */
export function watchStatements(pool: Pool): StatementCounter {
  let seen = 0
  pool.on('connect', (client) => {
    const send = client.query.bind(client) as (...args: unknown[]) => unknown
    const watch = (...args: unknown[]): unknown => {
      if (!ofDelivery.test(textOf(args[0]))) seen += 1
      return send(...args)
    }
    Object.assign(client, { query: watch })
  })
  return {
    async count(run) {
      const before = seen
      await run()
      return seen - before
    },
  }
}

function textOf(statement: unknown): string {
  if (typeof statement === 'string') return statement
  if (typeof statement === 'object' && statement !== null && 'text' in statement)
    return String(statement.text)
  return ''
}
