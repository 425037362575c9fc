import type { MediaServices } from '../services.ts'

/** A worker that was silent for longer does not count. */
const silenceMilliseconds = 45_000

/** What queued assets wait for besides their turn: null when a worker is there. */
export async function findWaitingReason({ transcoders, clock }: MediaServices): Promise<string | null> {
  const since = new Date(clock.now().getTime() - silenceMilliseconds)
  const [best] = await transcoders.listStatuses(since)
  if (best === undefined) return 'No transcoder is running. Files are worked on as soon as one is started.'
  if (best.isAvailable) return null
  return best.advice ?? 'The transcoder cannot work at the moment.'
}
