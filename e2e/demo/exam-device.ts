import { SaveAnswer, createClient, present, succeeded } from '@lyceum/client'

/** What a device is told: whose it is, and what to write. */
export interface DeviceTask {
  readonly endpoint: string
  readonly accessToken: string
  readonly attemptId: string
  readonly questionId: string
}

process.once('message', (task) => void saveDrafts(task as DeviceTask))

/** A learner's device as a process of its own: saves draft after draft, and says which were acknowledged, until it is killed. */
async function saveDrafts({ endpoint, accessToken, ...question }: DeviceTask): Promise<never> {
  const client = createClient({ endpoint, accessToken: () => accessToken })
  for (let clientSequence = 1; ; clientSequence += 1) {
    const input = { ...question, clientSequence, answer: { text: `Draft ${clientSequence}` } }
    const { receipt } = succeeded((await client.execute(SaveAnswer, { input })).saveAnswer)
    process.send?.(present(receipt, 'receipt').clientSequence)
  }
}
