import { UserErrorCode } from '@lyceum/kit'
import type { ObjectReference, ObjectStat, Storage } from '@lyceum/ports/storage'
import { fileTypeFromStream } from 'file-type'

import type { FileVersionRecord, MediaKind } from '../asset/media-asset.ts'
import { fileRules } from './file-rules.ts'

/** What arrived, by content; or why it is not wanted. */
export type Inspection =
  | { readonly isAccepted: true; readonly contentType: string }
  | { readonly isAccepted: false; readonly code: UserErrorCode; readonly message: string }

export interface Inspected {
  readonly object: ObjectReference
  readonly stat: ObjectStat
  readonly version: Pick<FileVersionRecord, 'sizeBytes'>
  readonly kind: MediaKind
}

/** Compares what arrived with what was announced, then looks at its bytes; its name counts for nothing. */
export async function inspectFile(
  storage: Pick<Storage, 'read'>,
  { object, stat, version, kind }: Inspected,
): Promise<Inspection> {
  if (stat.size === 0) return refuse(UserErrorCode.FILE_EMPTY, 'The file is empty. Choose it again.')
  if (BigInt(stat.size) !== version.sizeBytes) {
    return refuse(
      UserErrorCode.UPLOAD_INCOMPLETE,
      'The file does not have the announced size. Upload it again.',
    )
  }
  const type = await sniffType(storage, object)
  if (type === null || !fileRules[kind].extensions.has(type.extension)) {
    const message = `The file is not ${fileRules[kind].accepted}, whatever its name says.`
    return refuse(UserErrorCode.UNSUPPORTED_FORMAT, message)
  }
  return { isAccepted: true, contentType: type.contentType }
}

function refuse(code: UserErrorCode, message: string): Inspection {
  return { isAccepted: false, code, message }
}

interface SniffedType {
  readonly extension: string
  readonly contentType: string
}

async function sniffType(
  storage: Pick<Storage, 'read'>,
  object: ObjectReference,
): Promise<SniffedType | null> {
  const { stream } = await storage.read(object)
  try {
    const type = await fileTypeFromStream(stream)
    if (type !== undefined) return { extension: type.ext, contentType: type.mime }
  } finally {
    stream.destroy()
  }
  const isText = await isPlainText(storage, object)
  return isText ? { extension: 'txt', contentType: 'text/plain; charset=utf-8' } : null
}

/** UTF-8 without the control characters that no text has. */
async function isPlainText(storage: Pick<Storage, 'read'>, object: ObjectReference): Promise<boolean> {
  const { stream } = await storage.read(object)
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    for await (const chunk of stream) {
      const text = decoder.decode(chunk as Uint8Array, { stream: true })
      // eslint-disable-next-line no-control-regex -- these are what is looked for
      if (/[\u0000-\u0008\u000e-\u001a]/.test(text)) return false
    }
    decoder.decode()
    return true
  } catch (error) {
    if (error instanceof TypeError) return false
    throw error
  } finally {
    stream.destroy()
  }
}
