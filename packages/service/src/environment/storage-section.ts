import { z } from 'zod'

/** Which storage a process works with, and what that one needs. */
export const storageSection = z
  .discriminatedUnion('STORAGE', [
    z.object({
      STORAGE: z.literal('filesystem'),
      STORAGE_FOLDER: z.string(),
      UPLOAD_SECRET: z.string().min(32, 'A secret has 32 characters or more'),
    }),
    z.object({
      STORAGE: z.literal('gcs'),
      GCS_API_ENDPOINT: z.url().optional(),
      GCS_PROJECT_ID: z.string(),
      GCS_BUCKET_PREFIX: z.string(),
      GCS_CLIENT_EMAIL: z.string().optional(),
      GCS_PRIVATE_KEY: z.string().optional(),
    }),
  ])
  .transform((values) =>
    values.STORAGE === 'filesystem'
      ? ({ kind: 'filesystem', folder: values.STORAGE_FOLDER, secret: values.UPLOAD_SECRET } as const)
      : ({
          kind: 'gcs',
          apiEndpoint: values.GCS_API_ENDPOINT,
          projectId: values.GCS_PROJECT_ID,
          bucketPrefix: values.GCS_BUCKET_PREFIX,
          clientEmail: values.GCS_CLIENT_EMAIL,
          privateKey: values.GCS_PRIVATE_KEY,
        } as const),
  )

/** A storage by configuration. */
export type StorageEnvironment = z.output<typeof storageSection>
