/** Values that name a secret kept elsewhere, or a file, instead of holding one. */
import { type Span, span } from '../text/span';
import { isWordLike } from './prose';

/** True when the value, or a part of it in template brackets, is filled in later, or when it is a path. */
export function isReference(value: string): boolean {
  const text = value.trim();
  if (text === '' || text.length > MAXIMUM) return false;
  return WHOLE.some((pattern) => pattern.test(text)) || hasTemplate(text) || isFilePath(text);
}

/** The text after `:-`, `-`, `:=` or `=` in a value that is nothing but `${NAME:-text}`: it can be a real secret. */
export function defaultOfReference(value: string): { readonly text: string; readonly span: Span } | undefined {
  const match = /^\s*\$\{[A-Za-z_]\w*:?[-=]/.exec(value);
  const end = value.trimEnd().length - 1;
  if (!match || value[end] !== '}' || end < match[0].length) return undefined;
  return { text: value.slice(match[0].length, end), span: span(match[0].length, end) };
}

/** `/run/secrets/db`, `./certs/server.key`, `C:\keys\id`, `file:…`: every segment is made of words. */
export function isFilePath(value: string): boolean {
  if (/^file:/i.test(value)) return true;
  const rooted = /^(?:\.{0,2}\/|~\/|[A-Za-z]:[\\/])/.exec(value);
  const extended = /^[\w@.-]+\/[\w@./-]+\.[A-Za-z]\w{0,9}$/.test(value);
  const bare = /^[A-Za-z_][\w-]*\.(?:pem|key|crt|cer|p12|pfx|jks|json|ya?ml|env|txt|asc|gpg|pub|conf|cfg|ini)$/.test(
    value,
  );
  if (!rooted && !extended && !bare) return false;
  const segments = value.slice(rooted?.[0].length ?? 0).split(/[\\/]/);
  const isRelative = /^(?:\.|~)/.test(value);
  return (
    segments.every((segment) => isPathSegment(withoutParameter(segment))) &&
    (isRelative || bare || segments.some(hasWord))
  );
}

const MAXIMUM = 4096;

const WHOLE: readonly RegExp[] = [
  // Shell and compose variables. Without braces only in the case of a variable: `$ecretPassw0rd` is a password.
  /^\$(?:[A-Z_][A-Z0-9_]*|[a-z_]+)$/,
  /^\$\([A-Za-z_][\w.]*\)$/,
  /^%[A-Za-z_]\w*%$/,
  /^@[A-Za-z_][\w.-]*@$/,
  /^__[A-Z][A-Z0-9_]*__$/,
  /^#\{[\w.-]+\}#?$/,
  /^process\.env(?:\.\w+|\[['"]\w+['"]\])$/,
  /^env(?::|\()\w+\)?$/,
  // Secret stores: 1Password, HashiCorp Vault, vals, AWS, GCP, Azure, Doppler, Infisical, Bitwarden.
  /^op:\/\/\S+$/,
  /^vault:(?:\/\/)?\S+$/,
  /^ref\+\w+:\/\/\S+$/,
  /^arn:aws[\w-]*:(?:secretsmanager|ssm|kms):\S+$/,
  /^(?:aws-?(?:sm|ssm|secrets)|gcp-?sm|gcp|sm|secret|secrets|secretsmanager|ssm|doppler|infisical|bws|akv|keyvault):\/\/\S+$/,
  /^projects\/[\w-]+\/secrets\/[\w/-]+$/,
  /^@Microsoft\.KeyVault\(.*\)$/,
  // Encrypted in place: dotenvx, sops, hiera-eyaml, Ansible, git-crypt'ed and sealed values.
  /^encrypted:\S*$/,
  /^ENC[[(].*[\])]$/,
  /^!vault\b/,
  /^\$ANSIBLE_VAULT;/,
];

/** Template brackets around something that reads like a name or an expression. */
const TEMPLATES: readonly RegExp[] = [
  /\$\{\{[^{}]{1,200}\}\}/,
  /\{\{[^{}]{1,200}\}\}/,
  /\$\{[^{}]{1,500}\}/,
  /<%[=-]?[^%]{1,200}%>/,
];

function hasTemplate(text: string): boolean {
  return (text.includes('{') || text.includes('<%')) && TEMPLATES.some((pattern) => pattern.test(text));
}

function hasWord(segment: string): boolean {
  return segment.split(/[^A-Za-z]+/).some((part) => part.length >= 2 && isWordLike(part));
}

/** `:id` and `:id?` of a route. */
function withoutParameter(segment: string): string {
  return /^:([A-Za-z]\w*)\??$/.exec(segment)?.[1] ?? segment;
}

function isPathSegment(segment: string): boolean {
  if (segment === '' || /^\.{1,2}$/.test(segment)) return true;
  if (!/^[\w@ .~-]+$/.test(segment)) return false;
  return segment.split(/[^A-Za-z0-9]+/).every((part) => part === '' || part.length <= 4 || isWordLike(part));
}
