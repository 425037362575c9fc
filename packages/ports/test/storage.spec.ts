import { storageContract } from '@lyceum/testkit/contracts/storage'

import { createFilesystemSubject } from './filesystem-subject.ts'

storageContract({ name: 'filesystem', make: createFilesystemSubject })
