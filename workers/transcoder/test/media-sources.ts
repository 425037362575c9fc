import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)
const picture = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p']
const moving = (size: string, rate: string) => ['-f', 'lavfi', '-i', `testsrc2=size=${size}:rate=${rate}`]
const tone = ['-f', 'lavfi', '-i', 'sine=frequency=440:sample_rate=44100']

/** Real clips under CC0. */
export function demoClip(name: 'rabbit.mp4' | 'crystal.mp4' | 'subtitles_en.vtt'): string {
  return fileURLToPath(new URL(`../../../apps/all-in-one/demo/media/${name}`, import.meta.url))
}

/** A folder that is gone when the test is. */
export async function temporaryFolder() {
  const path = await mkdtemp(join(tmpdir(), 'lyceum-transcoder-'))
  return {
    path,
    file: (name: string) => join(path, name),
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }),
  }
}

async function ffmpeg(...argumentList: string[]): Promise<void> {
  await run('ffmpeg', ['-v', 'error', '-nostdin', '-y', ...argumentList])
}

/** Sources made on the fly. Each takes the file to write. */
export const makeSource = {
  landscape: (file: string, seconds = '5') =>
    ffmpeg(
      ...moving('1920x1080', '30000/1001'),
      ...tone,
      '-t',
      seconds,
      ...picture,
      '-movflags',
      '+faststart',
      file,
    ),
  portraitSilent: (file: string) => ffmpeg(...moving('720x1280', '25'), '-t', '4.5', ...picture, file),
  tiny: (file: string) => ffmpeg(...moving('160x120', '15'), ...tone, '-t', '3', ...picture, file),
  anamorphic: (file: string) =>
    ffmpeg(...moving('720x480', '24'), '-vf', 'setsar=8/9', '-t', '2', ...picture, file),
  rotated: async (file: string) => {
    await ffmpeg(...moving('640x360', '24'), '-t', '1', ...picture, `${file}.flat.mp4`)
    await ffmpeg('-i', `${file}.flat.mp4`, '-c', 'copy', '-metadata:s:v:0', 'rotate=90', file)
  },
  /** Frames come and go: every third is missing in each second second. */
  variable: (file: string) =>
    ffmpeg(
      ...[
        ...moving('640x360', '30'),
        ...tone,
        '-t',
        '5',
        '-vf',
        'select=not(mod(floor(t)\\,2)*not(mod(n\\,3)))',
      ],
      ...['-fps_mode', 'vfr', ...picture, file],
    ),
  soundOutlastsPicture: (file: string) =>
    ffmpeg(...moving('320x240', '25'), '-t', '2', ...tone, '-t', '7', ...picture, file),
  audio: (file: string) => ffmpeg(...tone, '-t', '5', file),
  /** The extension chooses the container. */
  container: (file: string) =>
    ffmpeg(
      ...[...moving('320x240', '25'), ...tone, '-t', '2'],
      ...(file.endsWith('.webm') ? ['-deadline', 'realtime'] : picture),
      file,
    ),
  /** Variable bit rate without the header that would tell the running time. */
  quietThenLoud: (file: string) =>
    ffmpeg(
      ...['-f', 'lavfi', '-i', "aevalsrc='if(gt(t,7),random(0)-0.5,0)':s=44100", '-t', '10'],
      ...['-c:a', 'libmp3lame', '-q:a', '0', '-write_xing', '0', file],
    ),
  audioWithCover: async (file: string) => {
    await ffmpeg(...moving('200x200', '1'), '-frames:v', '1', `${file}.png`)
    await ffmpeg(
      ...[...tone, '-i', `${file}.png`, '-map', '0:a', '-map', '1:v', '-t', '3'],
      ...['-c:v', 'mjpeg', '-disposition:v', 'attached_pic', file],
    )
  },
  picture: (file: string) =>
    ffmpeg(...moving('320x240', '1'), '-frames:v', '1', '-f', 'image2', '-c:v', 'png', file),
}

/** Copies the first part of a file. */
export async function cutFile(source: string, target: string, share: number): Promise<void> {
  const bytes = await readFile(source)
  await writeFile(target, bytes.subarray(0, Math.floor(bytes.length * share)))
}

/** The key frames' and all pictures' time stamps of one segment; decoding it must raise no complaint. */
export async function inspectSegment(file: string) {
  await run('ffmpeg', ['-v', 'error', '-nostdin', '-xerror', '-i', file, '-f', 'null', '-'])
  const { stdout } = await run('ffprobe', [
    ...['-v', 'error', '-select_streams', 'v:0', '-show_entries', 'packet=pts,flags', '-of', 'csv=p=0', file],
  ])
  const packets = stdout
    .trim()
    .split('\n')
    .map((line) => line.split(','))
  return {
    startsWithKeyFrame: packets[0]?.[1]?.startsWith('K') ?? false,
    firstPts: Number(packets[0]?.[0]),
    keyFrames: packets.filter(([, flags]) => flags?.startsWith('K')).length,
  }
}

/** The picture of a segment as its own headers tell. */
export async function readPicture(file: string) {
  const { stdout } = await run('ffprobe', [
    ...['-v', 'error', '-select_streams', 'v:0', '-of', 'json', '-show_entries'],
    ...['stream=width,height,profile,level,sample_aspect_ratio', file],
  ])
  const answer: { streams: Record<string, unknown>[] } = JSON.parse(stdout)
  return answer.streams[0] ?? {}
}

/** How often a process with `needle` in its command line is running. */
export async function countProcesses(needle: string): Promise<number> {
  const { stdout } = await run('ps', ['-eo', 'args'])
  return stdout.split('\n').filter((line) => line.includes(needle)).length
}
