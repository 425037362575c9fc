import type { FileVersionRecord } from '../asset/media-asset.ts'

const mostFailures = 3
/** A worker that is killed says nothing about the file, but a file that kills every worker must not go on for ever. */
const mostLosses = 10
const firstPauseMilliseconds = 2_000

type Counts = Pick<FileVersionRecord, 'failedAttempts' | 'lostAttempts'>

/** Whether a failure of the present attempt leaves another one. */
export function mayFailAgain({ failedAttempts }: Counts): boolean {
  return failedAttempts + 1 < mostFailures
}

/** Whether the loss of the present attempt's worker leaves another one. */
export function mayGetLostAgain({ lostAttempts }: Counts): boolean {
  return lostAttempts + 1 < mostLosses
}

/** How long the next attempt waits: doubling after failures, not at all after the loss of a worker. */
export function retryDelayMilliseconds({ failedAttempts }: Counts, countAs: 'failed' | 'lost'): number {
  return countAs === 'lost' ? 0 : firstPauseMilliseconds * 2 ** failedAttempts
}
