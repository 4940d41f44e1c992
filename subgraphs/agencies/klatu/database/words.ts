import type { Words } from '../../../../demo/world/index.ts'

export const FONTE: Words = { pntl: ['PNTL-VPU'], migration: ['Servisu Migrasaun'], mssi: ['MSSI'], pcic: ['PCIC'] }
export const MUNISIPIU: Words = { 'TL-DI': ['Díli'], 'TL-BO': ['Bobonaru'], 'TL-CO': ['Kovalima'], 'TL-OE': ['RAEOA'] }
