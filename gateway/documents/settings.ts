import { z } from 'zod'

/** Documents that were agreed beforehand; some roles may send no others. */
export const TrustedDocumentSettings = z.strictObject({
  folder: z
    .string()
    .min(1)
    .optional()
    .describe('Folder with the documents, one `.graphql` file each; read at start. Without it the roles below may ask nothing'),
  roles: z
    .array(z.string().regex(/^[a-z][a-z0-9-]{0,63}$/))
    .default(['partner-app'])
    .describe('Roles that may send only these documents: applications of others, whose questions are known before they are in use'),
})
export type TrustedDocumentSettings = z.output<typeof TrustedDocumentSettings>
