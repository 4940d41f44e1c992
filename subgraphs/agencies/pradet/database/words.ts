import type { Words } from '../../../../demo/world/index.ts'

export const SITE: Words = {
  'TL-DI': ['Fatin Hakmatek Dili'],
  'TL-BA': ['Fatin Hakmatek Baucau'],
  'TL-OE': ['Fatin Hakmatek Oecusse'],
  'TL-CO': ['Fatin Hakmatek Suai'],
  'TL-BO': ['Fatin Hakmatek Maliana'],
}
export const GENDER: Words = { F: ['Woman', 'Feto'], M: ['Man', 'Mane'] }
export const REFERRED_BY: Words = { pntl: ['VPU', 'PNTL VPU'], migration: ['Immigration'], mnec: ['MNEC'] }
export const SESSION: Words = { PSY: ['counselling', 'akonsellamentu'], FOR: ['forensic exam'], HEA: ['medical care'] }
export const STATE: Words = { GIVEN: ['yes'], REFUSED: ['no'], WITHDRAWN: ['withdrawn'], 'NOT-ASKED': ['not asked'] }
