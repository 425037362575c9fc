import { UnrecoverableError } from 'bullmq'

/** Thrown by a job handler when trying again cannot help, e.g. corrupt input: the job fails at once. */
export class UnrecoverableJobError extends UnrecoverableError {
  static readonly code = 'UNRECOVERABLE_JOB'
  readonly code = UnrecoverableJobError.code
}
