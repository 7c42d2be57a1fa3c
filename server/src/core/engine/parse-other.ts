import { parseAppJson } from '../documents/app-json/parse';
import { parseCompose } from '../documents/compose/parse';
import { parseDataSchemas } from '../documents/data-schemas/parse';
import { parseDevcontainer } from '../documents/devcontainer/parse';
import { parseDockerfile } from '../documents/dockerfile/parse';
import { parseDotenv } from '../documents/dotenv/parse';
import { parseIgnoreFile } from '../documents/ignore-file/parse';
import type { DocumentKind, FilePath } from '../documents/kinds';
import { parseKubernetes } from '../documents/kubernetes/parse';
import { parseLockfile } from '../documents/lockfile/parse';
import { parseManifest } from '../documents/manifest/parse';
import { parseNginx } from '../documents/nginx/parse';
import { parseNodeVersion } from '../documents/node-version/parse';
import { parseNpmrc } from '../documents/npmrc/parse';
import { parseProcfile } from '../documents/procfile/parse';
import { splitShell } from '../documents/shell/split';
import { parseTsconfig } from '../documents/tsconfig/parse';
import { parseWorkflow } from '../documents/workflow/parse';
import type { SecretNameOptions } from '../knowledge/secret-names';
import type { DocumentContext } from '../rule/context';
import type { Rule } from '../rule/define-rule';
import { dotenvFacts } from '../workspace/dotenv-facts';
import { dotenvUses } from '../workspace/environment/document-uses';
import type { EnvironmentUses } from '../workspace/environment/uses';
import type { FileFacts } from '../workspace/facts';

type Context = DocumentContext<string, unknown>;
/** A document that is no code: parsed once, and handed to each rule. */
export interface ParsedOther {
  readonly facts: FileFacts;
  readonly broken: boolean;
  /** Where the facts do not tell. */
  readonly uses?: EnvironmentUses;
  readonly run: (rule: Rule, context: Context) => void;
}

/** @param names what the settings say of the names of secrets */
export function parseOther(kind: DocumentKind, file: FilePath, text: string, names: SecretNameOptions): ParsedOther {
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
      return { facts: dotenvFacts(file, document, names), broken: false, run, uses: dotenvUses(file, text, document) };
    }
    case 'compose': {
      const document = parseCompose(text);
      const run = (rule: Rule, context: Context): void => rule.compose?.({ ...context, document });
      return { facts: { kind, document }, broken: document.errors.length > 0, run };
    }
    case 'kubernetes': {
      const document = parseKubernetes(file, text);
      const run = (rule: Rule, context: Context): void => rule.kubernetes?.({ ...context, document });
      return { facts: { kind, document }, broken: document.errors.length > 0, run };
    }
    case 'npmrc': {
      const document = parseNpmrc(text);
      const run = (rule: Rule, context: Context): void => rule.npmrc?.({ ...context, document });
      return { facts: { kind, document }, broken: false, run };
    }
    case 'app-json': {
      const document = parseAppJson(text);
      const run = (rule: Rule, context: Context): void => rule.appJson?.({ ...context, document });
      return { facts: { kind, document }, broken: document.errors.length > 0, run };
    }
    case 'devcontainer': {
      const document = parseDevcontainer(text);
      const run = (rule: Rule, context: Context): void => rule.devcontainer?.({ ...context, document });
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
    case 'tsconfig':
      return { facts: { kind, document: parseTsconfig(text) }, broken: false, run: () => undefined };
    case 'lockfile':
      return { facts: { kind, document: parseLockfile(file, text) }, broken: false, run: () => undefined };
    case 'nginx':
      return { facts: { kind, document: parseNginx(text) }, broken: false, run: () => undefined };
    case 'documentation':
      return { facts: { kind }, broken: false, run: () => undefined };
    case 'text': {
      const schemas = parseDataSchemas(file, text);
      return { facts: { kind, ...(schemas && { schemas }) }, broken: false, run: () => undefined };
    }
    default: {
      const commands = splitShell(text);
      const run = (rule: Rule, context: Context): void => rule.shell?.({ ...context, commands });
      return { facts: { kind: 'shell', commands }, broken: false, run };
    }
  }
}
