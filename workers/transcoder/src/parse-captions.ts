import { MediaFailure } from './media-failure.ts'

/** One line of captions. */
export interface Cue {
  readonly startSeconds: number
  readonly endSeconds: number
  /** Position and alignment as WebVTT writes them, for example `line:0 align:start`; empty for none. */
  readonly settings: string
  readonly text: string
}

/** Largest accepted file of captions, in bytes. */
export const maxCaptionBytes = 2 * 1024 ** 2

const maxCues = 20_000
const maxCueLength = 2_000
const timing = /^(\S+)[ \t]+-->[ \t]+(\S+)(?:[ \t]+(.*))?$/
const timestamp = /^(?:(\d{2,4}):)?([0-5]\d):([0-5]\d)\.(\d{3})$/
const setting = /^(vertical:(rl|lr)|(line|position|size|align|region):[\w.,%-]+)$/
/** The tags WebVTT knows, and time stamps. Others are dropped, their text stays. */
const knownTag = /^<(\/?(b|i|u|c|v|lang|ruby|rt)([.\s][^<>]*)?|[\d:.]+)>$/

/**
 * Reads a file of WebVTT captions. Comments, style sheets and regions are dropped: they name nothing a player of ours obeys, and a
 * style sheet is a stranger's code.
 * @throws {MediaFailure} `INVALID_CAPTIONS`, with the line that is wrong.
 */
export function parseCaptions(bytes: Uint8Array): Cue[] {
  if (bytes.byteLength > maxCaptionBytes)
    throw refusal(`The file is larger than ${maxCaptionBytes / 1024 ** 2} MB.`)
  const lines = decode(bytes).split('\n')
  if (!/^WEBVTT(?:[ \t].*)?$/.test(lines[0] ?? '')) throw refusal('The first line must be WEBVTT.')

  const cues: Cue[] = []
  for (const block of toBlocks(lines.slice(1))) {
    const cue = readBlock(block)
    if (cue) cues.push(cue)
    if (cues.length > maxCues) throw refusal(`There are more than ${maxCues} cues.`)
  }
  if (cues.length === 0) throw refusal('There is not a single cue.')
  return cues.toSorted((one, other) => one.startSeconds - other.startSeconds)
}

interface Block {
  readonly lines: readonly string[]
  /** Of its first line, counted from 1. */
  readonly lineNumber: number
}

function decode(bytes: Uint8Array): string {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw refusal('The file is not encoded in UTF-8.', { cause })
  }
  if (text.includes('\0')) throw refusal('The file holds bytes that are no text.')
  return text.replace(/\r\n?/g, '\n')
}

function toBlocks(lines: readonly string[]): Block[] {
  const blocks: Block[] = []
  let current: string[] = []
  lines.concat('').forEach((line, index) => {
    if (line.trim() !== '') current.push(line)
    else if (current.length > 0) {
      blocks.push({ lines: current, lineNumber: index + 2 - current.length })
      current = []
    }
  })
  return blocks
}

function readBlock({ lines, lineNumber }: Block): Cue | null {
  const at = lines.findIndex((line) => line.includes('-->'))
  if (at === -1) {
    if (/^(NOTE|STYLE|REGION)\b/.test(lines[0] ?? '')) return null
    // The lines right under WEBVTT are its header.
    if (lineNumber === 2) return null
    throw refusal('A cue has no time.', { line: lineNumber })
  }
  const line = lineNumber + at
  if (at > 1) throw refusal('A cue has more than one line before its time.', { line })
  const [, start, end, settings = ''] = timing.exec(lines[at]?.trim() ?? '') ?? []
  const startSeconds = toSeconds(start)
  const endSeconds = toSeconds(end)
  if (startSeconds === null || endSeconds === null) {
    throw refusal('A time must look like 00:01:02.500 --> 00:01:04.000.', { line })
  }
  if (endSeconds <= startSeconds) throw refusal('A cue ends before it starts.', { line })
  const text = lines.slice(at + 1).join('\n')
  if (text.includes('-->')) throw refusal('A cue holds a second time; an empty line is missing.', { line })
  if (text.length > maxCueLength) throw refusal(`A cue is longer than ${maxCueLength} characters.`, { line })
  if (text.trim() === '') return null
  return { startSeconds, endSeconds, settings: keepSettings(settings), text: keepTags(text) }
}

function toSeconds(text: string | undefined): number | null {
  const [match, hours = '0', minutes, seconds, milliseconds] = timestamp.exec(text ?? '') ?? []
  if (match === undefined) return null
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds) + Number(milliseconds) / 1000
}

function keepSettings(settings: string): string {
  const kept = settings.split(/\s+/).filter((word) => setting.test(word) && !word.startsWith('region:'))
  return kept.join(' ')
}

function keepTags(text: string): string {
  return text.replace(/<[^>]*>?/g, (tag) => (knownTag.test(tag) ? tag : ''))
}

function refusal(what: string, { line, cause }: { line?: number; cause?: unknown } = {}): MediaFailure {
  const where = line === undefined ? '' : `Line ${line}: `
  return new MediaFailure('INVALID_CAPTIONS', `${where}${what} Upload a valid WebVTT file.`, { cause })
}
