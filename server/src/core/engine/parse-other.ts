import { parseCompose } from '../documents/compose/parse';
import { parseDockerfile } from '../documents/dockerfile/parse';
import { parseDotenv } from '../documents/dotenv/parse';
import { parseIgnoreFile } from '../documents/ignore-file/parse';
import type { DocumentKind, FilePath } from '../documents/kinds';
import { parseManifest } from '../documents/manifest/parse';
import { parseNodeVersion } from '../documents/node-version/parse';
import { parseProcfile } from '../documents/procfile/parse';
import { splitShell } from '../documents/shell/split';
import { parseWorkflow } from '../documents/workflow/parse';
import type { DocumentContext } from '../rule/context';
import type { Rule } from '../rule/define-rule';
import { dotenvFacts } from '../workspace/dotenv-facts';
import type { FileFacts } from '../workspace/facts';

type Context = DocumentContext<string, unknown>;
interface ParsedOther {
  readonly facts: FileFacts;
  readonly broken: boolean;
  readonly run: (rule: Rule, context: Context) => void;
}

/** Parses a document that is no code; `run` calls a rule's half for its kind. */
export function parseOther(kind: DocumentKind, file: FilePath, text: string): ParsedOther {
  switch (kind) {
    case 'dockerfile': {
      const document = parseDockerfile(text);
      return {
        facts: { kind, document },
        broken: false,
        run: (rule, context) => rule.dockerfile?.({ ...context, document }),
      };
    }
    case 'dotenv': {
      const document = parseDotenv(text);
      const run = (rule: Rule, context: Context): void => rule.dotenv?.({ ...context, document });
      return { facts: dotenvFacts(file, document), broken: false, run };
    }
    case 'compose': {
      const document = parseCompose(text);
      const run = (rule: Rule, context: Context): void => rule.compose?.({ ...context, document });
      return { facts: { kind, document }, broken: document.errors.length > 0, run };
    }
    case 'workflow': {
      const document = parseWorkflow(text);
      const run = (rule: Rule, context: Context): void => rule.workflow?.({ ...context, document });
      return { facts: { kind, document }, broken: document.errors.length > 0, run };
    }
    case 'manifest': {
      const document = parseManifest(text);
      const run = (rule: Rule, context: Context): void => rule.manifest?.({ ...context, document });
      return { facts: { kind, document }, broken: document.errors.length > 0, run };
    }
    case 'procfile': {
      const document = parseProcfile(text);
      return {
        facts: { kind, document },
        broken: false,
        run: (rule, context) => rule.procfile?.({ ...context, document }),
      };
    }
    case 'ignore-file': {
      const document = parseIgnoreFile(text);
      const run = (rule: Rule, context: Context): void => rule.ignoreFile?.({ ...context, document });
      return { facts: { kind, document, text }, broken: false, run };
    }
    case 'node-version': {
      const document = parseNodeVersion(file, text);
      const run = (rule: Rule, context: Context): void => rule.nodeVersion?.({ ...context, document });
      return { facts: { kind, document }, broken: false, run };
    }
    default: {
      const commands = splitShell(text);
      const run = (rule: Rule, context: Context): void => rule.shell?.({ ...context, commands });
      return { facts: { kind: 'shell', commands }, broken: false, run };
    }
  }
}
