import { describeAdapter } from './adapter.contract.ts'
import { openFilesSource } from './engines.ts'

describeAdapter('files', openFilesSource)
