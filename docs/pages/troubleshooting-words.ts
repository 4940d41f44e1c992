/** What `tip-hub check` finds, and what the officer does. A test compares the codes with those that the program uses. */
export const FINDINGS: Readonly<Record<string, readonly [meaning: string, remedy: string]>> = {
  FILE_INVALID: [
    'A file of the folder cannot be read, or has a key that does not exist.',
    'Go to the line named. YAML wants blanks, not tabs.',
  ],
  MAPPING_INVALID: [
    'A name, code or condition is not in the shared language, or a file that is named is not there.',
    'Take the name that is proposed, or look it up in the vocabulary.',
  ],
  CODE_STATUS_UNKNOWN: [
    'A row of a code map has a status that means nothing, so it serves nothing.',
    'Write `approved`, `proposed`, `rejected` or `ignored`.',
  ],
  CODES_PROPOSED: [
    'Rows of a code map wait for a person. Until then their codes are shown as `UNMAPPED`.',
    'Have somebody who knows the register correct the target, and write `approved`, name and date.',
  ],
  CODES_UNMAPPED: ['Codes stand in the data that no row names.', '`npx tip-hub check FOLDER --write-codes`, then as above.'],
  POLICY_FIELD_NOT_MAPPED: ['A rule opens a field that you do not map.', 'Map it, or take it off the rule.'],
  POLICY_RULE_SHADOWED: [
    'A rule opens nothing, because another one forbids all of it.',
    'Drop one of them. A forbid wins whatever the order.',
  ],
  POLICY_RULE_COVERED: ['A rule opens nothing that another one does not open anyway.', 'Drop it, or make the other one narrower.'],
  POLICY_RULE_NEVER_OPENS: [
    'A rule can open nothing, for its condition asks for a code, a consent or a referral that your mapping cannot say.',
    'Map what it asks for, or drop the rule.',
  ],
  TODO_OPEN: [
    'Something in `agency.yaml` still waits for a person: `tip-hub init` writes a `todo` where it cannot know.',
    'Settle it, and take the `todo` away.',
  ],
  FILTER_NOT_SHARED: ['A field may be searched by, but nobody may see it.', 'Take it off `filter`.'],
  FREE_TEXT_BY_CLASS: [
    'A text as people type it leaves by `*` or a class, and nobody named it.',
    'Name the field in the rule if that is meant. Otherwise forbid it.',
  ],
  CONDITION_UNUSED: ['No rule uses the condition.', 'Use it, or drop it.'],
  ENGINE_NOT_RUN: [
    'Statements for this engine are compiled, and were never run against a server.',
    'Copy the mapped tables into PostgreSQL or MariaDB each night, or export them as files: see [engines](engines.md).',
  ],
  ROLE_IS_SUPERUSER: ['The account may do everything in the server.', 'Use the account that `npx tip-hub grants FOLDER` makes.'],
  ROLE_CAN_WRITE: ['The account may change tables.', 'The same.'],
  ROLE_READS_UNMAPPED: ['The account may read columns that nothing maps.', 'The same. Look also for rights of `PUBLIC`.'],
  NO_COLUMN_RIGHTS: ['A file has no rights on columns.', 'Keep out of the file what the mapping does not name.'],
  TABLE_MISSING: [
    'There is no such table, or the account may not see it.',
    'Look at the spelling, the schema (`searchPath`), and the rights.',
  ],
  COLUMN_MISSING: ['There is no such column, or the account may not read it.', 'The same. After a new field run `grants` again.'],
  COLUMN_NO_DATE: ['The column is text, and the file says `date: native`.', 'Say how it is written, e.g. `date: dd/MM/yyyy`.'],
  DATE_FORM_UNFIT: ['The column is a date of the database, and the file says how it is written.', 'Write `date: native`.'],
  COLUMN_NO_DOCUMENT: ['`path` or `array` stands at a column that is neither JSON nor an array.', 'Leave them out.'],
  KEY_NOT_DECLARED: ['The database does not keep the key unique.', 'See that it is. Name more columns in `key` where it is not.'],
  KEY_NOT_UNIQUE: [
    'Two rows have the same key.',
    'Name the column(s) that tell rows apart, or write a SELECT that gives each record once.',
  ],
  INDEX_MISSING: [
    'No index serves the comparison. Keys are compared as text, so a primary key of numbers does not serve.',
    'Run the statement that is printed, in a quiet hour. A note on a small table can wait.',
  ],
  NO_LOCK: ['There is no lock, so a database that changes is noticed late.', '`npx tip-hub check FOLDER --write-lock`'],
  LOCK_OF_OTHER_ENGINE: ['The lock was made from another kind of database.', 'Write it anew where this is the one that serves.'],
  DATES_UNREADABLE: [
    'Some dates are none, or not in the declared form. They are shown as not recorded.',
    'Where most are, declare the form. Where few are, correct the register, or name a placeholder in `nulls`.',
  ],
  VALUES_UNREADABLE: ['The same for numbers and NUCs.', 'The same.'],
  NEVER_RECORDED: ['The field is empty in every row that was looked at.', 'Look whether this is the column that is meant.'],
  ORPHAN_KEYS: [
    'Rows point to records that are not there.',
    'Where all do, the wrong column is named. Few are normal: such rows are shown without it.',
  ],
}

/** What the officer looks at first, beside the remedy that everybody is told. */
export const FIRST_LOOK: Readonly<Record<string, string>> = {
  AGENCY_UNAVAILABLE: 'Does the adapter run? `systemctl status tip-hub-adapter@NAME`, then `/ready` on its port, then the firewall.',
  AGENCY_TIMEOUT:
    'Which statement is slow? `npx tip-hub preview FOLDER --as … --sql` shows plans. Then indexes: `npx tip-hub grants FOLDER`.',
  AGENCY_INVALID_DATA: 'Same version of the program at the hub and here? The adapter’s log has the request.',
  SCHEMA_MISMATCH: '`npx tip-hub diff FOLDER` tells what changed. See [check](check.md).',
  SOURCE_UNAVAILABLE: 'Can the adapter’s account sign in? Try it with the database’s own client, from the same machine.',
  OVERLOADED: '`tip_adapter_source_runs` shows what waits. Look for a statement that got slow before you raise `pool`.',
  PLAN_TOO_COSTLY: 'The log names tables and index. Make the index before you raise `limits.planCost`.',
  AGENCY_BUDGET_SPENT: 'The log has an `alarm`. Find out why somebody asks for so many, before you raise `limits.personsPerDay`.',
  REQUEST_TIMEOUT: 'As for `AGENCY_TIMEOUT`.',
  EVIDENCE_UNAVAILABLE: 'Is the disk of `evidenceFile` full, or read-only? It goes on by itself once there is room.',
  INTERNAL: 'The adapter’s log has the whole of it under `UNEXPECTED_ERROR`. Report it, without any record.',
  CONFIG_INVALID:
    'The lines name the key of `adapter.yaml`. A `todo` must be settled. Files are found from where `adapter.yaml` stands; may the service’s account read them?',
  MAPPING_INVALID: '`npx tip-hub check FOLDER --offline` says the same with the line.',
  POLICY_INVALID:
    'Was a file changed after the signature? `npx tip-hub policy verify FOLDER --key director.pub.pem`. A lower `policy.version` than was served is refused too.',
  COMPOSITION_FAILED: '`npx tip-hub join FOLDER` shows the hub’s words on your folder.',
  INVITATION_INVALID: 'Ask the operator for a new one; it is good once.',
  PORT_TAKEN: 'Does an older adapter still run?',
  NOT_DEMO: 'Only for the demonstration on one machine.',
  TLS_REQUIRED: 'Join with an `https://` address: `join` then makes key and certificate.',
  ALREADY_RUNNING: 'Only for the demonstration on one machine.',
  NOT_RUNNING: 'Only for the demonstration on one machine.',
  UNKNOWN_NAME: 'Look at the spelling.',
}

/** Alarms of the adapter's log: what happened, and what to do. A test compares them with those that the program writes. */
export const ALARMS: Readonly<Record<string, string>> = {
  PERSON_BUDGET_SPENT: 'An account or institution was given as many persons as it may have in a day. Find out why.',
  EMERGENCY: 'Somebody opened a record by an emergency statement. Read who and what: [in an emergency](../emergency.md).',
  DENIED_FILE_UNREADABLE: 'The file of disabled accounts cannot be read. What it said last holds; mend it now.',
  DENIED_LIST_UNREADABLE: 'The list of disabled accounts cannot be fetched. After an hour nobody is let in.',
  UNEXPECTED_ERROR: 'A mistake of the program. The asker saw `INTERNAL` and nothing else. Report it.',
}
