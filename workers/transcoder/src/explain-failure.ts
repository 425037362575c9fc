import { MediaFailure } from './media-failure.ts'

/** SIGXCPU and SIGXFSZ as ffmpeg's own handler and the system's texts report them. */
const limitPattern = /received signal 24|SIGXCPU|SIGXFSZ|File too large|Cannot allocate memory/
const machinePattern = /No space left on device|Read-only file system|Permission denied|Input\/output error/
/** Exit codes 126 and 127: the launcher ran, the program was not there. */
const absentPattern = /ENOENT|EACCES|Cannot find ffmpeg|exited with code 12[67]/
const unsupportedPattern =
  /not on whitelist|Unknown format|Decoder .* not found|Decoding requested, but no decoder/
/** Killed by someone else, for example the system when memory ran out: the file is not to blame. */
const killedPattern = /killed with signal|signal SIG/

/**
 * Finds out from a program's exit and last words whether the file, a limit or the machine was at fault. After a
 * successful probe what remains is damage inside the file.
 */
export function explainFailure(exit: string, lastWords: string): MediaFailure {
  const said = `${exit}\n${lastWords}`
  const cause = new Error(said)
  if (absentPattern.test(exit)) {
    return new MediaFailure(
      'ENCODER_UNAVAILABLE',
      'ffmpeg is not installed on the server. Install it; the file is kept and will be worked on then.',
      { cause },
    )
  }
  if (limitPattern.test(said)) {
    return new MediaFailure(
      'RESOURCE_LIMIT_EXCEEDED',
      'The file needs more processing power or memory than one file may use. Export it smaller or shorter.',
      { cause },
    )
  }
  if (machinePattern.test(said) || killedPattern.test(exit)) {
    return new MediaFailure('ENCODER_FAILED', 'The server could not finish the file. Try again.', { cause })
  }
  if (unsupportedPattern.test(said)) return unsupportedFormat({ cause })
  return new MediaFailure(
    'CORRUPT_MEDIA',
    'The file is damaged and cannot be read. Export it again and upload the new file.',
    { cause },
  )
}

/** The refusal of whatever is not a video or audio file that we read. */
export function unsupportedFormat(options?: ErrorOptions): MediaFailure {
  return new MediaFailure(
    'UNSUPPORTED_FORMAT',
    'This is not a video or audio file that can be played here. Upload MP4, MOV, MKV, WebM, AVI, MPEG-TS, MP3, M4A, WAV, OGG, FLAC or AAC.',
    options,
  )
}
