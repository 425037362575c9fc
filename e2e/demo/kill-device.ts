import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

import type { DeviceTask } from './exam-device.ts'
import { expectThat } from './step-runner.ts'

const draftsBeforeTheEnd = 3
const patienceMilliseconds = 60_000

/** Lets a device save drafts and kills it in the middle of them. Resolves to the last sequence that it knew to be kept. */
export async function saveUntilKilled(task: DeviceTask): Promise<number> {
  const device = fork(fileURLToPath(new URL('exam-device.ts', import.meta.url)))
  let acknowledged = 0
  device.on('message', (clientSequence) => {
    acknowledged = Number(clientSequence)
    if (acknowledged === draftsBeforeTheEnd) device.kill('SIGKILL')
  })
  try {
    const ended = once(device, 'exit', { signal: AbortSignal.timeout(patienceMilliseconds) })
    device.send(task)
    await ended
  } finally {
    device.kill('SIGKILL')
  }
  expectThat(device.signalCode === 'SIGKILL', 'the device to end by being killed')
  return acknowledged
}
