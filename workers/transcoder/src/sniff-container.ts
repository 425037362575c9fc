import { stat } from 'node:fs/promises'

import { fileTypeFromFile } from 'file-type'

import { unsupportedFormat } from './explain-failure.ts'
import { MediaFailure } from './media-failure.ts'

/** The containers that the format whitelist lets ffmpeg open, as `file-type` names them by content. */
const readableExtensions: ReadonlySet<string> = new Set(
  'mp4 mov m4v m4a m4b f4v f4a 3gp 3g2 mkv mka webm avi mts ts mp3 mp2 wav ogg oga ogv opus flac aac'.split(
    ' ',
  ),
)

/**
 * Refuses by content what is no video or audio, whatever it is called: text, pictures, archives, empty files, playlists.
 * @throws {MediaFailure} `UNSUPPORTED_FORMAT`, or `CORRUPT_MEDIA` for an empty file.
 */
export async function sniffContainer(file: string): Promise<void> {
  const { size } = await stat(file)
  if (size === 0)
    throw new MediaFailure('CORRUPT_MEDIA', 'The file is empty. Choose it again and upload it once more.')
  const type = await fileTypeFromFile(file)
  if (!type || !readableExtensions.has(type.ext)) throw unsupportedFormat()
}
