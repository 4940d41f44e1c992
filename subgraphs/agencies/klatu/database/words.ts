import type { Words } from '../../../../demo/world/index.ts'

export const MUNISIPIU: Words = { 'TL-DI': ['Díli'], 'TL-BO': ['Bobonaru'], 'TL-CO': ['Kovalima'], 'TL-OE': ['RAEOA'] }
