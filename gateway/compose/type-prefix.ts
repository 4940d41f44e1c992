/** Prefix of an agency's types, from its code: `pntl` → `Pntl`, `mssi-adults` → `MssiAdults`. Never taken from the agency itself: it would name its own walls. */
export const typePrefixOf = (agency: string): string =>
  agency
    .split('-')
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join('')
