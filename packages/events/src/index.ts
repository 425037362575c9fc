export {
  InvalidEventError,
  type DomainEvent,
  type EventPayload,
  type EventType,
  type NewEvent,
} from './catalogue/catalogue.ts'
export type { AfterCommit, ConsumerName, EventHandler, EventHandlers } from './subscriptions.ts'
export { type SqlClient, type Transact } from './sql.ts'
export { createOutbox, type Outbox } from './outbox.ts'
export { defineLiveChannel, type LiveBus, type LiveChannel, type LiveSubscription } from './live.ts'
export {
  defineJob,
  transcodeJob,
  transcodeReportJob,
  type AddJobOptions,
  type JobDefinition,
  type JobQueue,
  type JobRun,
  type JobWorker,
  type JobWorkerOptions,
  type TranscodeJobData,
  type TranscodeReport,
} from './jobs.ts'
export { UnrecoverableJobError } from './job-errors.ts'
export { mediaProgressChannel } from './media-progress.ts'
export { createBroker, type Broker, type BrokerOptions } from './broker.ts'
export { createEventDatabase, createEventing, type EventDatabase, type Eventing } from './eventing.ts'
