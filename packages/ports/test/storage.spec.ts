import { storageContract } from '@lyceum/testkit/contracts/storage'

import { createFilesystemSubject } from './filesystem-subject.ts'
import { describeWithGcs } from './gcs-subject.ts'

storageContract({ name: 'filesystem', make: createFilesystemSubject })

describeWithGcs((make) =>
  storageContract({
    name: 'gcs',
    make,
    traits: { tooLargeStatus: 400, overlap: 'skipped', late: 'unseen', addedParameters: 'ignored' },
  }),
)
