/** The platform seen from outside: what the demo, the demo data and the end-to-end tests speak with. */
export * from './client.ts'
export * from './upload.ts'
export * from './operations/index.ts'
export * from './succeed.ts'
