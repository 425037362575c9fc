import type { GetFilesOptions } from '@google-cloud/storage'

import type { Bucket } from '../index.ts'
import type { GcsConnection } from './connect.ts'
import { toDescription, type DescribedObject } from './describe-object.ts'

/** An object in a bucket, late ones included. */
export interface ListedObject extends DescribedObject {
  readonly key: string
}

/** Every object whose key begins with a prefix, page by page, in the order of the service: by key. */
export async function* listObjects(
  { cloud, bucketName }: GcsConnection,
  { bucket, prefix }: { readonly bucket: Bucket; readonly prefix?: string },
): AsyncGenerator<ListedObject> {
  let query: GetFilesOptions | null = { autoPaginate: false, maxResults: 1_000, ...(prefix && { prefix }) }
  while (query !== null) {
    const [files, next]: [
      { readonly name: string; readonly metadata: Parameters<typeof toDescription>[0] }[],
      GetFilesOptions | null | undefined,
      unknown,
    ] = await cloud.bucket(bucketName(bucket)).getFiles(query)
    for (const { name, metadata } of files) yield { key: name, ...toDescription(metadata) }
    query = next ?? null
  }
}
