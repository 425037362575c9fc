export {
  InvalidEventError,
  type DomainEvent,
  type EventPayload,
  type EventType,
  type NewEvent,
} from './catalogue/catalogue.ts'
export { consumerNames, isConsumerName } from './subscriptions.ts'
export type { AfterCommit, ConsumerName, EventHandler, EventHandlers } from './subscriptions.ts'
export { type SqlClient, type Transact } from './sql.ts'
export { createOutbox, type Outbox } from './delivery/outbox.ts'
export { defineLiveChannel, type LiveBus, type LiveChannel, type LiveSubscription } from './broker/live.ts'
export {
  defineJob,
  transcodeJob,
  transcodeReportJob,
  transcoderStatusJob,
  type AddJobOptions,
  type JobDefinition,
  type JobQueue,
  type JobRun,
  type JobState,
  type JobWorker,
  type JobWorkerOptions,
  type TranscodeJobData,
  type TranscodeReport,
  type TranscoderStatus,
} from './broker/jobs.ts'
export { UnrecoverableJobError } from './broker/job-errors.ts'
export { mediaProgressChannel } from './broker/media-progress.ts'
export { createBroker, type Broker, type BrokerOptions } from './broker/broker.ts'
export { createEventDatabase, type EventDatabase } from './delivery/event-database.ts'
export type { DeliveryTiming } from './delivery/timing.ts'
export type { ReplayOptions, ReplayOutcome } from './delivery/dead-letters.ts'
export { createEventing, type Eventing, type EventingOptions } from './eventing.ts'
export { untilFound, type UntilFoundOptions } from './until-found.ts'
export { createSchedule, type Schedule } from './schedule.ts'
