import {
  type Effect,
  type ElsewhereInWords,
  type EmergencyTerms,
  type Explanation,
  HubError,
  POLICY_WORDS,
  type PolicyLanguage,
  PURPOSES,
  type Purpose,
  type RuleInWords,
  type ShownForm,
  type Transform,
} from '../../../schema/index.ts'
import { viewerOf } from '../context.ts'
import { explainFor } from '../permissions/explain.ts'
import { type AgencyPermissions, type FieldPermission, permissionsFor, type RecipientPermissions } from '../permissions/permissions.ts'
import type { HubBuilder } from './builder.ts'
import { type LanguageRef, languageOf } from './reference-fields.ts'

const EFFECTS = ['PERMITTED', 'CONDITIONAL', 'WITHHELD'] as const
/** The schema that runs is made from its text, where values have their names only. */
const EFFECT_NAMES: Readonly<Record<Effect, (typeof EFFECTS)[number]>> = {
  permitted: 'PERMITTED',
  conditional: 'CONDITIONAL',
  withheld: 'WITHHELD',
}

const VERSION = "Version of the agency's policy."

/** `permissions` and `explain`: who may see what, from the policies alone, in the words of `tip-hub policy`. */
export function addPermissions(builder: HubBuilder, Language: LanguageRef): void {
  const EffectRef = builder.enumType('PermissionEffect', {
    description: 'Whether something is shown: in every record, in some, or in none.',
    values: EFFECTS,
  })
  const Form = builder.objectRef<Omit<ShownForm, 'isSure'>>('PermittedForm').implement({
    description: 'A form in which a field is shown in some record; the first that fits is shown.',
    fields: (t) => ({
      as: t.string({ nullable: true, description: 'Coarser form, e.g. `year`; null: in full.', resolve: ({ as }) => as ?? null }),
      rule: t.exposeString('rule', { nullable: false, description: "Number of the rule in the agency's policy." }),
    }),
  })
  const Field = builder.objectRef<FieldPermission>('FieldPermission').implement({
    description: 'A field that may be shown, at least in some records or in an emergency.',
    fields: (t) => ({
      coordinate: t.string({ nullable: false, description: '`VictimRecord.names`, `indicators` …', resolve: ({ name }) => name }),
      class: t.int({ nullable: true, description: 'Sensitivity, 0 to 3.', resolve: (field) => field.class ?? null }),
      effect: t.field({
        type: EffectRef,
        nullable: false,
        description: 'Over all records at once.',
        resolve: ({ effect }) => EFFECT_NAMES[effect],
      }),
      forms: t.field({ type: [Form], nullable: false, description: 'Most revealing first.', resolve: ({ forms }) => [...forms] }),
      inEmergency: t.field({
        type: [Form],
        nullable: false,
        description: 'Forms that a statement for an emergency opens besides, approved by a second person.',
        resolve: ({ emergency }) => [...emergency],
      }),
    }),
  })
  const Recipient = builder.objectRef<RecipientPermissions>('RecipientPermissions').implement({
    description: 'What one office may be shown for one purpose.',
    fields: (t) => ({
      agency: t.string({ nullable: false, description: 'Code of the agency that asks.', resolve: ({ recipient }) => recipient.agency }),
      roles: t.stringList({ nullable: false, description: 'Empty: whatever the role.', resolve: ({ recipient }) => [...recipient.roles] }),
      purpose: t.string({ nullable: false, description: 'What it asks for.', resolve: ({ recipient }) => recipient.purpose }),
      fields: t.field({
        type: [Field],
        nullable: false,
        description: 'All others are withheld.',
        resolve: ({ fields }) => [...fields],
      }),
    }),
  })
  const Permissions = builder.objectRef<AgencyPermissions>('AgencyPermissions').implement({
    description: 'What one agency shows to whom.',
    fields: (t) => ({
      agency: t.exposeString('agency', { nullable: false, description: 'Code of the agency whose records these are.' }),
      policyVersion: t.exposeInt('policyVersion', { nullable: false, description: VERSION }),
      recipients: t.field({
        type: [Recipient],
        nullable: false,
        description: 'You alone; or everybody whom a rule names.',
        resolve: ({ recipients }) => [...recipients],
      }),
    }),
  })
  builder.queryField('permissions', (t) =>
    t.field({
      type: [Permissions],
      nullable: true,
      description:
        'What you may be shown for the purpose of this request; what everybody may be shown, for OVERSIGHT and AUDIT. Asks no agency.',
      args: {
        agencies: t.arg.stringList({ description: 'Codes; all where absent.' }),
        kinds: t.arg.stringList({ description: 'Record kinds; all, and indicators and releases, where absent.' }),
        everyone: t.arg.boolean({ defaultValue: false, description: 'Everybody whom a rule names; for OVERSIGHT and AUDIT only.' }),
        purpose: t.arg.string({ description: 'With `everyone`: only this purpose.' }),
      },
      resolve: (_root, { agencies, kinds, everyone, purpose }, context) => [
        ...permissionsFor(context.directory, viewerOf(context), context.request.today, {
          agencies,
          kinds,
          isForEveryone: everyone === true,
          purpose: purposeOf(purpose),
        }),
      ],
    }),
  )
  addExplain(builder, Language, EffectRef)
}

type EffectRefType = ReturnType<typeof effectRefType>
const effectRefType = (builder: HubBuilder) => builder.enumType('PermissionEffect', { values: EFFECTS })

interface ExplainedRule extends RuleInWords {
  readonly effect: 'permit' | 'forbid'
  readonly as?: Transform
  readonly needs?: Pick<ElsewhereInWords, 'purposes' | 'roles' | 'emergency'>
}
interface Explained extends Explanation {
  readonly language: PolicyLanguage
}

function addExplain(builder: HubBuilder, Language: LanguageRef, EffectRef: EffectRefType): void {
  const Terms = builder.objectRef<EmergencyTerms>('EmergencyTerms').implement({
    description: 'What a rule asks of a statement for an emergency. A second person signs it, and its agency verifies and counts it.',
    fields: (t) => ({
      kinds: t.stringList({
        nullable: false,
        description: '`LIFE`, `MEDICAL`, `MISSING`, `CHILD`, `REMOVAL`: those for which it holds.',
        resolve: ({ kinds }) => [...kinds],
      }),
      minutes: t.exposeInt('minutes', { nullable: false, description: 'Longest life of a statement.' }),
      questions: t.exposeInt('questions', { nullable: false, description: 'Questions that one statement opens.' }),
      approvedBy: t.stringList({
        nullable: false,
        description: 'Agencies whose people may approve; which of them, the agency alone knows.',
        resolve: ({ approvedBy }) => [...approvedBy],
      }),
      isForOneRecord: t.boolean({
        nullable: false,
        description: 'A statement names one record, and opens that and what belongs to it.',
        resolve: ({ anyRecord }) => !anyRecord,
      }),
    }),
  })
  const Rule = builder.objectRef<ExplainedRule>('ExplainedRule').implement({
    description: "A rule of an agency's policy, for people.",
    fields: (t) => ({
      rule: t.exposeString('rule', { nullable: false, description: "Its number in the agency's policy." }),
      effect: t.exposeString('effect', {
        nullable: false,
        description: '`permit` or `forbid`; one forbid wins over any number of permits.',
      }),
      as: t.string({ nullable: true, description: 'Coarser form that it permits; null: in full.', resolve: ({ as }) => as ?? null }),
      when: t.string({ nullable: true, description: 'Its condition in words; null: none.', resolve: ({ when }) => when ?? null }),
      because: t.exposeString('because', { nullable: false, description: 'The reason that the agency gives.' }),
      purposes: t.stringList({
        nullable: true,
        description: 'It does not hold for your purpose, but for these; null: it holds.',
        resolve: ({ needs }) => (needs?.purposes ? [...needs.purposes] : null),
      }),
      roles: t.stringList({
        nullable: true,
        description: 'It is not for your role, but for these; null: it is.',
        resolve: ({ needs }) => (needs?.roles ? [...needs.roles] : null),
      }),
      emergency: t.field({
        type: Terms,
        nullable: true,
        description: 'It holds only with a statement for an emergency; null: it needs none, or yours fulfils it.',
        resolve: ({ needs }) => needs?.emergency ?? null,
      }),
    }),
  })
  const ExplanationRef = builder.objectRef<Explained>('Explanation').implement({
    description: 'Why an agency shows you something, or does not. Of all records at once: it tells nothing of any one.',
    fields: (t) => ({
      agency: t.exposeString('agency', { nullable: false, description: 'Code of the agency whose records these are.' }),
      policyVersion: t.exposeInt('policyVersion', { nullable: false, description: VERSION }),
      coordinate: t.exposeString('coordinate', { nullable: false, description: 'What was asked about.' }),
      effect: t.field({
        type: EffectRef,
        nullable: false,
        description: 'Over all records at once.',
        resolve: ({ effect }) => EFFECT_NAMES[effect],
      }),
      isHeld: t.exposeBoolean('isHeld', { nullable: false, description: 'Whether the agency has such a field at all.' }),
      rules: t.field({
        type: [Rule],
        nullable: false,
        description:
          'Permits first, those in full before coarser ones; then what is forbidden; then what another purpose or role would open.',
        resolve: rulesOf,
      }),
      text: t.exposeString('text', { nullable: false, description: 'All of it in one sentence.' }),
      note: t.string({
        nullable: true,
        description: 'What is to be known of the language, e.g. that nobody has reviewed it.',
        resolve: ({ language }) => POLICY_WORDS[language].note || null,
      }),
    }),
  })
  builder.queryField('explain', (t) =>
    t.field({
      type: [ExplanationRef],
      nullable: true,
      description: 'Why agencies show you a field for the purpose of this request, or do not. Asks no agency.',
      args: {
        coordinate: t.arg.string({ required: true, description: '`VictimRecord.names`, `CaseRecord.link`, `indicators` …' }),
        agency: t.arg.string({ description: 'Code; all where absent.' }),
        lang: t.arg({ type: Language, defaultValue: 'EN' }),
      },
      resolve: (_root, { coordinate, agency, lang }, context) => {
        const viewer = viewerOf(context)
        const language = languageOf(lang)
        const agencies = agency == null ? undefined : [agency]
        return explainFor(context.directory, viewer, context.request.today, { coordinate, agencies, language }).map((explanation) => ({
          ...explanation,
          language,
        }))
      },
    }),
  )
}

const rulesOf = ({ grants, forbids, elsewhere }: Explanation): ExplainedRule[] => [
  ...grants.map((rule) => ({ ...rule, effect: 'permit' as const })),
  ...forbids.map((rule) => ({ ...rule, effect: 'forbid' as const })),
  ...elsewhere.map(({ purposes, roles, emergency, ...rule }) => ({
    ...rule,
    effect: 'permit' as const,
    needs: { ...(purposes ? { purposes } : {}), ...(roles ? { roles } : {}), ...(emergency ? { emergency } : {}) },
  })),
]

function purposeOf(text: string | null | undefined): Purpose | undefined {
  if (text == null) return undefined
  const purpose = PURPOSES.find((known) => known === text)
  if (!purpose) throw new HubError('BAD_ARGUMENT', { argument: 'purpose', problem: `is one of ${PURPOSES.join(', ')}` })
  return purpose
}
