export { createMembershipEndpoint } from './endpoint.ts'
export { type InviteOptions, invite } from './invitations.ts'
export { Membership } from './membership.ts'
export { type Member, readMembers, writeMembers } from './register.ts'
