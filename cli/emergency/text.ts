import { EMERGENCY_KIND_WORDS, type EmergencyRequest, type PolicyLanguage } from '../../schema/index.ts'
import type { EmergencyNotice } from '../../subgraphs/index.ts'
import { printable } from '../screen.ts'

/** What an approver reads before signing. */
export function requestText({ agency, kind, minutes, asker, scope }: EmergencyRequest, language: PolicyLanguage): string {
  const record = scope.record ? `${scope.record.kind} ${scope.record.id}, and what belongs to it` : 'no record in particular'
  return [
    `asks     ${printable(asker.sub)} (${asker.agency}, ${asker.role}) for ${asker.purpose}`,
    `of       ${agency}`,
    `because  ${kind}: ${EMERGENCY_KIND_WORDS[kind][language]}`,
    `to see   ${scope.coordinates.join(', ')}`,
    `of       ${record}`,
    `for      ${minutes} minutes from your approval`,
  ].join('\n')
}

/** One notice as the owner's people read it: two lines, the time first. */
export function noticeText(notice: EmergencyNotice, language: PolicyLanguage): string {
  const { at, agency, statement, kind, asker, approver, scope } = notice
  const what =
    notice.event === 'opened'
      ? `OPENED   question ${notice.question} of ${notice.of}, until ${notice.until.slice(11, 16)} UTC`
      : `REFUSED  ${notice.check}`
  const record = scope.record ? ` of ${scope.record.kind} ${scope.record.id}` : ''
  return [
    `${at.slice(0, 19)}Z  ${agency.padEnd(12)} ${what}`,
    `  ${printable(asker.sub)} (${asker.agency}, ${asker.role}, ${asker.purpose}), approved by ${printable(approver.sub)}`,
    `  ${kind}: ${EMERGENCY_KIND_WORDS[kind][language]}; ${scope.coordinates.join(', ')}${record}; statement ${statement}`,
  ].join('\n')
}
