/** What a new platform is filled with, and what its first screen says of it. */
export { demoAccounts, describeDemoAccounts } from './demo-accounts.ts'
export { fillOnFirstStart } from './fill-on-first-start.ts'
export { createStepPrinter } from '../step-printer.ts'
