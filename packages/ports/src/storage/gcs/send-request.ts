import { setTimeout as wait } from 'node:timers/promises'

const answerMilliseconds = 15_000
const mostAttempts = 4

/** A request without a body, harmless to repeat. */
export interface RepeatableRequest {
  readonly method: 'GET' | 'POST' | 'DELETE'
  readonly headers: Readonly<Record<string, string>>
}

/** Sends it, again while the service is out of order. The time limit is for the beginning of the answer. */
export async function sendRequest(url: string, request: RepeatableRequest): Promise<Response> {
  for (let attempt = 1; ; attempt += 1) {
    const isLast = attempt === mostAttempts
    const controller = new AbortController()
    const timer = setTimeout(() => controller.abort(new Error('no answer in time')), answerMilliseconds)
    try {
      const response = await fetch(url, { ...request, signal: controller.signal, redirect: 'manual' })
      if (isLast || !(response.status === 429 || response.status >= 500)) return response
      await response.body?.cancel()
    } catch (error) {
      if (isLast) throw error
    } finally {
      clearTimeout(timer)
    }
    await wait(250 * 2 ** attempt * (0.5 + Math.random()))
  }
}
