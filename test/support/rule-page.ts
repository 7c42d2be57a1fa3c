import { expandFakeSecrets } from '../../server/src/core/knowledge/fake-secrets';
import type { Files } from './analyze';

/** One example of a page: the fences between two headings, as the files of one app. */
export interface Example {
  /** The `##` heading it stands under. */
  readonly section: string;
  /** The `###` heading above it, else that of the section. */
  readonly title: string;
  readonly files: Files;
  /** False where a fence says ` git=none `: the files stand in no repository. */
  readonly git: boolean;
}

export interface RulePage {
  /** Texts of the `##` headings, in order. */
  readonly sections: readonly string[];
  readonly examples: readonly Example[];
  /** Sections with nothing in them. */
  readonly empty: readonly string[];
}

const FENCE = /^(`{3,})(.*)$/;

/**
 * Reads a rule page. Fences name their file: ` ```ts file=src/server.ts `. Several fences under one `##` or `###`
 * heading form one app; `{{fake:name}}` stands for a made-up secret.
 * @throws Error for a fence that is not closed, names no file or names one twice.
 */
export function readRulePage(markdown: string): RulePage {
  const sections: string[] = [];
  const filled = new Set<string>();
  const examples: { section: string; title: string; files: Record<string, string>; git: boolean }[] = [];
  let section = '';
  let title = '';
  const lines = markdown.split(/\r?\n/);
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? '';
    const heading = /^(##|###) (.+)$/.exec(line);
    const fence = FENCE.exec(line);
    if (heading !== null) {
      title = heading[2] ?? '';
      if (heading[1] === '##') {
        section = title;
        sections.push(section);
      }
    } else if (fence !== null) {
      const end = lines.indexOf(fence[1] ?? '', index + 1);
      if (end < 0) throw new Error(`the fence in line ${index + 1} is not closed`);
      const file = /(?:^|\s)file=(\S+)/.exec(fence[2] ?? '')?.[1];
      if (file === undefined) throw new Error(`the fence in line ${index + 1} names no file`);
      let example = examples.at(-1);
      if (example?.section !== section || example.title !== title) {
        example = { section, title, files: {}, git: true };
        examples.push(example);
      }
      if (/(?:^|\s)git=none(?:\s|$)/.test(fence[2] ?? '')) example.git = false;
      if (example.files[file] !== undefined) throw new Error(`"${title}" has two texts for ${file}`);
      example.files[file] = expandFakeSecrets(
        lines
          .slice(index + 1, end)
          .map((entry) => `${entry}\n`)
          .join(''),
      );
      filled.add(section);
      index = end;
    } else if (line.trim() !== '') filled.add(section);
  }
  return { sections, examples, empty: sections.filter((name) => !filled.has(name)) };
}

export const SECTIONS = {
  why: 'Why',
  breaks: 'Breaks the rule',
  keeps: 'Keeps the rule',
  after: 'After the quick fix',
  disable: 'When to disable',
  limits: 'Limits',
} as const;
