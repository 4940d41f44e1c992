import { act } from './lists/act.ts'
import { ageGroup } from './lists/age-group.ts'
import { agency } from './lists/agency.ts'
import { archiveReason } from './lists/archive-reason.ts'
import { borderPost } from './lists/border-post.ts'
import { closureReason } from './lists/closure-reason.ts'
import { coerciveMeasure } from './lists/coercive-measure.ts'
import { consentGiver } from './lists/consent-giver.ts'
import { consentScope } from './lists/consent-scope.ts'
import { consentState } from './lists/consent-state.ts'
import { countingUnit } from './lists/counting-unit.ts'
import { country } from './lists/country.ts'
import { dataIssue } from './lists/data-issue.ts'
import { decidingBody } from './lists/deciding-body.ts'
import { detectionSource } from './lists/detection-source.ts'
import { direction } from './lists/direction.ts'
import { documentType } from './lists/document-type.ts'
import { durationBand } from './lists/duration-band.ts'
import { education } from './lists/education.ts'
import { eventKind } from './lists/event-kind.ts'
import { exploitation } from './lists/exploitation.ts'
import { hearingMeasure } from './lists/hearing-measure.ts'
import { judicialArea } from './lists/judicial-area.ts'
import { justiceStatus } from './lists/justice-status.ts'
import { language } from './lists/language.ts'
import { maritalStatus } from './lists/marital-status.ts'
import { means } from './lists/means.ts'
import { migrationOutcome } from './lists/migration-outcome.ts'
import { movementDirection } from './lists/movement-direction.ts'
import { municipality } from './lists/municipality.ts'
import { nameType } from './lists/name-type.ts'
import { nationalityGroup } from './lists/nationality-group.ts'
import { offence } from './lists/offence.ts'
import { perpetratorRole } from './lists/perpetrator-role.ts'
import { personType } from './lists/person-type.ts'
import { proceedingKind } from './lists/proceeding-kind.ts'
import { purpose } from './lists/purpose.ts'
import { recruiterRelationship } from './lists/recruiter-relationship.ts'
import { recruitmentMethod } from './lists/recruitment-method.ts'
import { referralKind } from './lists/referral-kind.ts'
import { referralStatus } from './lists/referral-status.ts'
import { sector } from './lists/sector.ts'
import { sentenceType } from './lists/sentence-type.ts'
import { serviceType } from './lists/service-type.ts'
import { sex } from './lists/sex.ts'
import { stage } from './lists/stage.ts'
import { victimStatus } from './lists/victim-status.ts'
import { CODE_LIST_NAMES, type CodeListName } from './names.ts'
import type { CodeList } from './types.ts'

/** A name without a list does not compile. */
const byName: Readonly<Record<CodeListName, CodeList>> = {
  sex,
  'age-group': ageGroup,
  'nationality-group': nationalityGroup,
  country,
  municipality,
  'judicial-area': judicialArea,
  exploitation,
  sector,
  act,
  means,
  direction,
  'victim-status': victimStatus,
  'deciding-body': decidingBody,
  'recruitment-method': recruitmentMethod,
  'recruiter-relationship': recruiterRelationship,
  'duration-band': durationBand,
  stage,
  'archive-reason': archiveReason,
  offence,
  'person-type': personType,
  'perpetrator-role': perpetratorRole,
  'justice-status': justiceStatus,
  'coercive-measure': coerciveMeasure,
  'sentence-type': sentenceType,
  'proceeding-kind': proceedingKind,
  'hearing-measure': hearingMeasure,
  'referral-status': referralStatus,
  'referral-kind': referralKind,
  'service-type': serviceType,
  'closure-reason': closureReason,
  'detection-source': detectionSource,
  'document-type': documentType,
  'name-type': nameType,
  'migration-outcome': migrationOutcome,
  'movement-direction': movementDirection,
  'border-post': borderPost,
  'consent-scope': consentScope,
  'consent-giver': consentGiver,
  'consent-state': consentState,
  'event-kind': eventKind,
  'counting-unit': countingUnit,
  'data-issue': dataIssue,
  agency,
  language,
  'marital-status': maritalStatus,
  education,
  purpose,
}

/** Every shared code list by its name, in the order of `CODE_LIST_NAMES`. */
export const codeLists: ReadonlyMap<CodeListName, CodeList> = new Map(CODE_LIST_NAMES.map((name) => [name, byName[name]]))
