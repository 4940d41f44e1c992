import { adapterSection } from './adapter/section.ts'
import { federationSection } from './federation/section.ts'
import { gatewaySection } from './gateway/section.ts'
import { growthSection } from './growth/section.ts'
import { memorySection } from './memory/section.ts'

export interface SectionOptions {
  readonly isQuick: boolean
  /** What the hub is compared with is installed. */
  readonly withPeers: boolean
  /** Where Node writes CPU profiles of our servers. */
  readonly profileFolder: string | undefined
  /** Sizes of the world, for growth. */
  readonly scales: readonly number[] | undefined
  /** Of load, for memory. */
  readonly minutes: number | undefined
  readonly tell: (what: string) => void
}

export interface Section {
  readonly name: string
  readonly title: string
  /** Takes too long for a look: with `--quick` only where it is named. */
  readonly isLong?: true
  /** @returns tables for people, figures for programs */
  run(options: SectionOptions): Promise<{ readonly text: string; readonly json: unknown }>
}

export const SECTIONS: readonly Section[] = [gatewaySection, adapterSection, federationSection, growthSection, memorySection]
