export { CURRENT_VERSION, type Migration } from './migrations.ts'
export type { UpgradePlan } from './plan-upgrade.ts'
export { type UpgradedFolder, upgradeFolder } from './upgrade-folder.ts'
