import { BasicUserError, UserErrorCode, checkInput, fail, requirePermission, succeed } from '@lyceum/kit'
import type { Outcome } from '@lyceum/kit'
import { z } from 'zod'

import { canUpload, largestUpload } from '../asset/media-asset.policy.ts'
import { MediaKind, currentVersionOf, sourceKey, versionPrefix } from '../asset/media-asset.ts'
import type { FileVersionRecord, MediaAssetRecord } from '../asset/media-asset.ts'
import { requireManagedAsset } from '../asset/require-managed-asset.ts'
import type { MediaContext } from '../context.ts'
import type { MediaServices, MediaTransaction } from '../services.ts'
import { fileRules } from './file-rules.ts'

/** Long enough for a film over a slow line, with a night in between. */
const uploadMilliseconds = 24 * 3_600_000
const mostVersions = 50
const mostOpenUploads = 100

const inputSchema = z.object({
  filename: z.string().trim().min(1, 'Say the name of the file').max(255, 'At most 255 characters'),
  contentType: z.string().trim().toLowerCase().max(127, 'At most 127 characters'),
  sizeBytes: z.number().int('A whole number of bytes').nonnegative('A file has no negative size'),
  kind: z.enum(MediaKind),
  assetId: z.string().nullish(),
  isPublic: z.boolean().nullish(),
})

type CheckedInput = z.output<typeof inputSchema>

export interface CreatedUpload {
  readonly asset: MediaAssetRecord
  readonly upload: { readonly url: string; readonly contentType: string; readonly expiresAt: Date }
}

/** Makes an asset, or the next version of one, and the address its bytes go to. */
export async function createUpload(
  services: MediaServices,
  context: MediaContext,
  input: unknown,
): Promise<Outcome<CreatedUpload>> {
  const checked = checkInput(inputSchema, input)
  if (!checked.ok) return checked
  const file = checked.value
  const viewer = requirePermission(context.viewer, (person) => canUpload(person, file.kind))
  const refusals = refuseDeclaredFile(file, largestUpload(viewer, file.kind))
  if (refusals.length > 0) return fail(...refusals)
  const known = file.assetId == null ? null : await requireManagedAsset(services, context, file.assetId)
  if (known !== null && known.kind !== file.kind) return fail(wrongKind(known.kind))

  const ownerId = known?.ownerId ?? viewer.id
  const begun = await services.inTransaction(context, (transaction) =>
    beginVersion({ services, transaction, ownerId, known, file }),
  )
  return begun.ok ? succeed(await openUpload(services, begun.version)) : begun
}

interface Beginning {
  readonly services: MediaServices
  readonly transaction: MediaTransaction
  readonly ownerId: string
  readonly known: MediaAssetRecord | null
  readonly file: CheckedInput
}

async function beginVersion(beginning: Beginning): Promise<Outcome<{ version: FileVersionRecord }>> {
  const { services, transaction, ownerId, known, file } = beginning
  if ((await transaction.assets.lockOpenUploads(ownerId)) >= mostOpenUploads) return fail(tooManyUploads())
  const assetId = known?.id ?? (await insertAsset(transaction, ownerId, file))
  const number = known === null ? 1 : await makeRoom({ services, transaction, asset: known })
  if (number > mostVersions) return fail(tooManyVersions())
  const uploadExpiresAt = new Date(services.clock.now().getTime() + uploadMilliseconds)
  const version = await transaction.versions.insertVersion({
    ...declaredFile(file),
    assetId,
    number,
    uploadExpiresAt,
  })
  return version === null ? fail(tooManyVersions()) : succeed({ version })
}

async function openUpload(services: MediaServices, version: FileVersionRecord): Promise<CreatedUpload> {
  const { contentType, uploadExpiresAt: expiresAt } = version
  const { url, uploadId } = await services.storage.createUpload({
    bucket: 'uploads',
    key: sourceKey(version),
    contentType,
    size: Number(version.sizeBytes),
    expiresAt,
  })
  await services.versions.setUpload(version.id, uploadId)
  const asset = await services.assets.findAssetById(version.assetId)
  if (asset === null) throw new Error(`Asset ${version.assetId} was deleted while its upload was made`)
  return { asset, upload: { url, contentType, expiresAt } }
}

function insertAsset({ assets }: MediaTransaction, ownerId: string, file: CheckedInput): Promise<string> {
  const isPublic = file.kind === 'IMAGE' && file.isPublic === true
  return assets.insertAsset({ ownerId, kind: file.kind, isPublic })
}

interface MakingRoom {
  readonly services: MediaServices
  readonly transaction: MediaTransaction
  readonly asset: MediaAssetRecord
}

/** The number of the next version. An upload that was begun and not finished makes way. */
async function makeRoom({ services, transaction, asset }: MakingRoom): Promise<number> {
  const current = currentVersionOf(asset)
  if (await transaction.versions.deleteUnfinishedVersion(current.id)) {
    await transaction.discarded.discard(
      { bucket: 'uploads', prefix: versionPrefix(current) },
      services.clock.now(),
    )
  }
  await transaction.assets.touchAsset(asset.id)
  return current.number + 1
}

function declaredFile({ filename, contentType, sizeBytes }: CheckedInput) {
  return { filename, contentType, sizeBytes: BigInt(sizeBytes) }
}

function refuseDeclaredFile(
  { kind, contentType, sizeBytes }: CheckedInput,
  largest: number,
): BasicUserError[] {
  const { contentType: pattern, accepted } = fileRules[kind]
  const refusals: BasicUserError[] = []
  if (!pattern.test(contentType)) {
    const message = `This is not ${accepted}.`
    refusals.push(new BasicUserError(UserErrorCode.UNSUPPORTED_FORMAT, message, ['input', 'contentType']))
  }
  const path = ['input', 'sizeBytes']
  if (sizeBytes === 0) {
    refusals.push(
      new BasicUserError(UserErrorCode.FILE_EMPTY, 'The file is empty. Choose another one.', path),
    )
  }
  if (sizeBytes > largest) {
    const message = `At most ${largest / 1_000_000} MB are accepted.`
    refusals.push(new BasicUserError(UserErrorCode.FILE_TOO_LARGE, message, path))
  }
  return refusals
}

function wrongKind(kind: MediaKind): BasicUserError {
  const message = `Every version of this asset is ${fileRules[kind].accepted}.`
  return new BasicUserError(UserErrorCode.UNSUPPORTED_FORMAT, message, ['input', 'kind'])
}

function tooManyVersions(): BasicUserError {
  const message = 'This asset has too many versions, or somebody else is uploading one. Try again.'
  return new BasicUserError(UserErrorCode.LIMIT_REACHED, message, ['input', 'assetId'])
}

function tooManyUploads(): BasicUserError {
  const message = 'Too many uploads are open. Complete some of them first.'
  return new BasicUserError(UserErrorCode.LIMIT_REACHED, message, ['input'])
}
