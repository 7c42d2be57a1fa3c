import type { DotenvDocument } from '../documents/dotenv/parse';
import { baseName, type FilePath } from '../documents/kinds';
import { isSecretName, type SecretNameOptions } from '../knowledge/secret-names';
import { readServiceAddress } from '../knowledge/service-addresses';
import { storeFamilyOfUrl } from '../knowledge/store-families';
import { classifyValue } from '../knowledge/value-classes';
import type { DotenvFacts } from './facts';

/** `.env.example`, `.env.sample`, `.example.env`, … : files that document names and are meant to be committed. */
export function isExampleEnvFile(path: FilePath): boolean {
  return /(?:^|[._-])(?:example|sample|template|tmpl|dist|defaults?|schema)(?:[._-]|$)/i.test(baseName(path));
}

/** What an example says beside its lines ("set BUCKET_NAME elsewhere"): the comments alone; nothing of other env files. */
export function commentsIn(path: FilePath, text: string): string {
  if (!isExampleEnvFile(path)) return '';
  return text
    .split('\n')
    .map((line) => /(?:^|\s)#.*/.exec(line)?.[0] ?? '')
    .join('\n');
}

/** Keeps names and classes of an env file; the values end here (invariant 9). */
export function dotenvFacts(file: FilePath, document: DotenvDocument, names: SecretNameOptions): DotenvFacts {
  return {
    kind: 'dotenv',
    example: isExampleEnvFile(file),
    entries: document.entries.map((entry) => {
      const secretName = isSecretName(entry.key, names);
      const family = storeFamilyOfUrl(entry.key, entry.value);
      return {
        name: entry.key,
        keySpan: entry.keySpan,
        span: entry.span,
        secretName,
        value: valueClass(entry.key, entry.value, secretName),
        ...(family !== undefined && { family }),
      };
    }),
  };
}

function valueClass(key: string, value: string, secretName: boolean): DotenvFacts['entries'][number]['value'] {
  const found = classifyValue(value, key);
  if (found === 'empty' || found === 'placeholder' || found === 'reference') return found;
  if (found === 'token' || (found === 'secretish' && secretName)) return 'secret';
  const address = readServiceAddress(value);
  return address?.hasPassword === true && address.place === 'fixed' ? 'secret' : 'plain';
}
