/** Today as the institutions count it. */
const FORMAT = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Dili', year: 'numeric', month: '2-digit', day: '2-digit' })

/** @returns ISO date in Dili of a moment, milliseconds since 1970 */
export const dayInDili = (milliseconds: number): string => FORMAT.format(milliseconds)
