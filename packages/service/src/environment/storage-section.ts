import { z } from 'zod'

const filesystem = z.object({
  STORAGE: z.literal('filesystem'),
  STORAGE_FOLDER: z.string(),
  UPLOAD_SECRET: z.string().min(32, 'A secret has 32 characters or more'),
})

const gcs = z
  .object({
    STORAGE: z.literal('gcs'),
    GCS_API_ENDPOINT: z.url().optional(),
    GCS_PROJECT_ID: z.string(),
    GCS_BUCKET_PREFIX: z.string(),
    GCS_CLIENT_EMAIL: z.string().optional(),
    // Most ways to hand a variable over keep no line breaks.
    GCS_PRIVATE_KEY: z
      .string()
      .transform((key) => key.replaceAll(String.raw`\n`, '\n'))
      .optional(),
  })
  .refine(
    ({ GCS_CLIENT_EMAIL, GCS_PRIVATE_KEY }) =>
      (GCS_CLIENT_EMAIL === undefined) === (GCS_PRIVATE_KEY === undefined),
    { path: ['GCS_PRIVATE_KEY'], message: 'GCS_CLIENT_EMAIL and GCS_PRIVATE_KEY belong together' },
  )

/** Which storage a process works with, and what that one needs. */
export const storageSection = z
  .discriminatedUnion('STORAGE', [filesystem, gcs])
  .transform((values) => (values.STORAGE === 'filesystem' ? toFilesystem(values) : toGcs(values)))

/** A storage by configuration. */
export type StorageEnvironment = z.output<typeof storageSection>

function toFilesystem(values: z.output<typeof filesystem>) {
  return { kind: 'filesystem', folder: values.STORAGE_FOLDER, secret: values.UPLOAD_SECRET } as const
}

function toGcs(values: z.output<typeof gcs>) {
  const { GCS_API_ENDPOINT, GCS_CLIENT_EMAIL, GCS_PRIVATE_KEY } = values
  return {
    kind: 'gcs',
    projectId: values.GCS_PROJECT_ID,
    bucketPrefix: values.GCS_BUCKET_PREFIX,
    ...(GCS_API_ENDPOINT !== undefined && { apiEndpoint: GCS_API_ENDPOINT }),
    ...(GCS_CLIENT_EMAIL !== undefined &&
      GCS_PRIVATE_KEY !== undefined && {
        credentials: { clientEmail: GCS_CLIENT_EMAIL, privateKey: GCS_PRIVATE_KEY },
      }),
  } as const
}
