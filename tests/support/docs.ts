import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

export interface Example {
  /** `docs/guides/smtp.md:12` */
  readonly where: string;
  /** The words after the fence: `ts`, `json condition`, `sh`. */
  readonly info: string;
  readonly code: string;
}

const pages = (): string[] => [
  join(root, 'README.md'),
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md'))
    .map((path) => join(root, 'docs', path)),
];

/** Every fenced example of the README and the docs. */
export const examples = (): Example[] =>
  pages().flatMap((page) => {
    const text = readFileSync(page, 'utf8');
    return [...text.matchAll(/^```(\w[^\n]*)\n([\s\S]*?)^```$/gm)].map((match) => ({
      where: `${relative(root, page)}:${text.slice(0, match.index).split('\n').length}`,
      info: match[1] ?? '',
      code: match[2] ?? '',
    }));
  });
