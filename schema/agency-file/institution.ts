/**
 * Whether an adapter may call itself part of an institution: its own code, or one that the institution's code begins, as `mssi-adults` of `mssi`. What an
 * institution says of its own matters counts more than what others say, and the codes are given by whoever runs the hub; so nobody speaks for another by
 * writing its name.
 */
export const isOfInstitution = (agency: string, institution: string): boolean =>
  agency === institution || agency.startsWith(`${institution}-`)
