import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { inspect, parseArgs, promisify } from 'node:util'

import { startDemoPlatform } from './demo-platform.ts'
import type { DemoPlatform } from './demo-platform.ts'
import { takeJourney } from './journey.ts'
import { takePaidJourney } from './paid-journey.ts'
import { createStepRunner } from './step-runner.ts'

const print = (line: string): void => void process.stdout.write(`${line}\n`)

const { values } = parseArgs({ options: { services: { type: 'boolean', default: false } } })

process.exitCode = await main(values.services)

/**
 * A throw-away platform, a learner's journey over its public endpoint, and 0 when every step went well.
 * @param hasServices each service in processes of its own, several of some, instead of one process for all
 */
async function main(hasServices: boolean): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'lyceum-demo-'))
  const steps = createStepRunner(print)
  const dataFolder = join(folder, 'data')
  let platform: DemoPlatform | undefined
  try {
    platform = await startDemoPlatform({ dataFolder, hasServices, print })
    print(`A platform of its own runs at ${platform.urls.join(' and ')}\n`)
    await takeJourney(platform, { steps, folder, clips: await prepareClips(folder) })
    await takePaidJourney(platform, { steps, folder, dataFolder })
    print(`\ndemo: ${steps.count} steps ok`)
    return 0
  } catch (error) {
    print(`\ndemo: failed after ${steps.count} steps\n${inspect(error)}`)
    return 1
  } finally {
    await platform?.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

/** A real clip of 720x480, and one of 1080p made here: six seconds of a moving test picture with a tone. */
async function prepareClips(folder: string) {
  const rabbit = fileURLToPath(new URL('../../apps/all-in-one/demo/media/rabbit.mp4', import.meta.url))
  const made = join(folder, 'made-1080p.mp4')
  await promisify(execFile)('ffmpeg', [
    ...['-v', 'error', '-f', 'lavfi', '-i', 'testsrc2=size=1920x1080:rate=30:duration=6'],
    ...['-f', 'lavfi', '-i', 'sine=frequency=440:duration=6', '-c:v', 'libx264', '-preset', 'ultrafast'],
    ...['-pix_fmt', 'yuv420p', '-c:a', 'aac', made],
  ])
  return [
    { filename: 'rabbit.mp4', bytes: await readFile(rabbit), rungs: [480, 360, 240] },
    { filename: 'made-1080p.mp4', bytes: await readFile(made), rungs: [1080, 720, 480, 360, 240] },
  ] as const
}
