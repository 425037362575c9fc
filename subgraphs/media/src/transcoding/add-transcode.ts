import { attemptPrefix, sourceKey } from '../asset/media-asset.ts'
import type { FileVersionRecord, MediaKind } from '../asset/media-asset.ts'
import type { MediaServices } from '../services.ts'

/** Names the job of an attempt, and the report of its end. */
export function transcodeJobId({ id, attempt }: Pick<FileVersionRecord, 'id' | 'attempt'>): string {
  return `${id}-${attempt}`
}

/** The id that a worker gives to the last report of an attempt. */
export function endReportId(version: Pick<FileVersionRecord, 'id' | 'attempt'>): string {
  return `${transcodeJobId(version)}-end`
}

/** Puts the present attempt of a version into the queue; once, however often it is said. */
export async function addTranscode(
  { transcodes, clock }: Pick<MediaServices, 'transcodes' | 'clock'>,
  kind: MediaKind,
  version: FileVersionRecord,
): Promise<void> {
  if (kind !== 'VIDEO' && kind !== 'AUDIO') throw new TypeError(`A ${kind} is not transcoded`)
  const { assetId, id: versionId, attempt, dueAt } = version
  const delayMs = Math.max(0, (dueAt?.getTime() ?? 0) - clock.now().getTime())
  const data = {
    assetId,
    versionId,
    attempt,
    kind,
    sourceKey: sourceKey(version),
    outputPrefix: attemptPrefix(version),
  }
  await transcodes.add(data, { jobId: transcodeJobId(version), ...(delayMs > 0 && { delayMs }) })
}
