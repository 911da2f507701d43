import { z } from 'zod';

const LONGEST_FOLDER = 200;
const DEEPEST = 8;

const cleanFolder = (path: string): string =>
  path
    .split('/')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join('/');

/** `spring/campaigns`: empty parts and outer slashes are dropped, so that one folder has one spelling. */
export const folderSchema = z
  .string()
  .max(LONGEST_FOLDER)
  .transform(cleanFolder)
  .refine((path) => path.split('/').length <= DEEPEST, `A folder lies at most ${DEEPEST} deep.`);

export const tagSchema = z.string().trim().min(1).max(60);

/** Each tag once, in alphabetical order: two people who mean the same store the same. */
export const tagsSchema = z
  .array(tagSchema)
  .max(30)
  .transform((tags) => [...new Set(tags)].sort());

/** What people write about a segment. */
export const notesShape = {
  name: z.string().trim().min(1).max(120),
  description: z.string().trim().max(1_000),
  purpose: z.string().trim().max(500),
  owner: z.string().trim().max(120),
  folder: folderSchema,
  tags: tagsSchema,
};
