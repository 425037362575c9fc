import { execFile } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

import { Parser } from 'm3u8-parser'

import { expectThat } from './step-runner.ts'

const run = promisify(execFile)

export interface WatchedVideo {
  /** Heights, tallest first. */
  readonly rungs: readonly number[]
  readonly segmentCount: number
  readonly bytes: number
}

/**
 * Plays a video the hard way: every variant of its master playlist and every segment is fetched, taken apart and decoded.
 * Throws unless segments are about two seconds, begin with a keyframe at the same moment in every rung, and decode without an
 * error.
 */
export async function watchVideo(masterUrl: string, folder: string): Promise<WatchedVideo> {
  const master = parse(await fetchText(masterUrl))
  const variants = (master.playlists ?? []).map((variant) => ({
    url: new URL(variant.uri, masterUrl).href,
    height: variant.attributes?.RESOLUTION?.height ?? 0,
  }))
  expectThat(variants.length > 0, 'a master playlist with variants')
  const watched = []
  for (const variant of variants)
    watched.push(await watchVariant(variant, join(folder, String(variant.height))))
  const [reference] = watched
  for (const { height, starts } of watched) {
    const isAligned = starts.every(
      (start, index) => Math.abs(start - (reference?.starts[index] ?? NaN)) < 0.001,
    )
    expectThat(isAligned, `segments of ${height}p to begin when those of the other rungs do`)
  }
  return {
    rungs: watched.map(({ height }) => height).sort((a, b) => b - a),
    segmentCount: watched.reduce((sum, { starts }) => sum + starts.length, 0),
    bytes: watched.reduce((sum, { bytes }) => sum + bytes, 0),
  }
}

async function watchVariant(variant: { readonly url: string; readonly height: number }, folder: string) {
  await mkdir(folder, { recursive: true })
  const segments = parse(await fetchText(variant.url)).segments ?? []
  expectThat(segments.length > 0, `${variant.height}p to have segments`)
  const starts: number[] = []
  const chunks: Buffer[] = []
  for (const [index, segment] of segments.entries()) {
    const bytes = await fetchBytes(new URL(segment.uri, variant.url).href)
    const file = join(folder, `${index}.ts`)
    await writeFile(file, bytes)
    chunks.push(bytes)
    starts.push(await readKeyframeStart(file))
    const isLast = index === segments.length - 1
    expectThat(
      isLast || Math.abs(segment.duration - 2) < 0.2,
      `segment ${index} of ${variant.height}p to be 2 s long`,
    )
  }
  const whole = join(folder, 'whole.ts')
  await writeFile(whole, Buffer.concat(chunks))
  await run('ffmpeg', ['-v', 'error', '-xerror', '-i', whole, '-f', 'null', '-'])
  return { height: variant.height, starts, bytes: chunks.reduce((sum, { length }) => sum + length, 0) }
}

/** When a segment begins, in seconds. @throws {Error} when it does not begin with a keyframe */
async function readKeyframeStart(file: string): Promise<number> {
  const { stdout } = await run('ffprobe', [
    ...[
      '-v',
      'error',
      '-select_streams',
      'v:0',
      '-show_entries',
      'packet=pts_time,flags',
      '-of',
      'csv=p=0',
      file,
    ],
  ])
  const [first = ''] = stdout.split('\n')
  const [seconds = '', flags = ''] = first.split(',')
  expectThat(flags.startsWith('K'), `${file} to begin with a keyframe`)
  return Number(seconds)
}

function parse(text: string): Parser['manifest'] {
  const parser = new Parser()
  parser.push(text)
  parser.end()
  return parser.manifest
}

async function fetchText(url: string): Promise<string> {
  return (await fetchBytes(url)).toString()
}

async function fetchBytes(url: string): Promise<Buffer> {
  const response = await fetch(url)
  if (!response.ok) throw new Error(`${url} answers ${response.status}`)
  return Buffer.from(await response.arrayBuffer())
}
