import { classifyValue } from '../../knowledge/value-classes';
import type { Span } from '../../text/span';
import type { ShellCommand, ShellWord } from './model';

/** A credential written into a command. */
export interface InlineCredential {
  /** The word that holds it. */
  readonly span: Span;
  /** What it is given to: `npm`, `curl`, `git`, a variable's name. */
  readonly target: string;
}

/** Credentials that commands are given in full; those that come from a variable are the variable's matter. */
export function inlineCredentials(command: ShellCommand): InlineCredential[] {
  const { words, redirects } = command;
  const program = words[0]?.text ?? '';
  const found: InlineCredential[] = [];
  words.forEach((word, index) => {
    const before = words[index - 1]?.text ?? '';
    const target = credentialIn(word, before, program, words);
    if (target !== undefined) found.push({ span: word.span, target });
  });
  // `echo "//registry/:_authToken=…" > .npmrc` is already among the words; a here-string is a redirect.
  for (const { target } of redirects) {
    if (holdsAuthToken(target.text)) found.push({ span: target.span, target: 'npm' });
  }
  return found;
}

function credentialIn(
  word: ShellWord,
  before: string,
  program: string,
  words: readonly ShellWord[],
): string | undefined {
  const { text } = word;
  if (holdsAuthToken(text)) return 'npm';
  if (isTokenSetting(before) && isReal(text)) return 'npm';
  if (isUrlWithSecret(text)) return program;
  if (/^(?:curl|wget)$/.test(program)) {
    const pair = /^(?:-u|--user|--proxy-user)$/.test(before) ? text : /^--user=(.+)$/.exec(text)?.[1];
    const password = pair === undefined ? undefined : /^[^:]+:(.+)$/.exec(pair)?.[1];
    if (password !== undefined && isReal(password)) return program;
    const option = /^--(?:http-)?password=(.+)$/.exec(text)?.[1];
    if (option !== undefined && isReal(option)) return program;
    const header = /^(?:Authorization: *(?:Bearer|Basic|token) +|(?:X-[\w-]+-)?Token: *|Private-Token: *)(\S+)$/i.exec(
      text,
    )?.[1];
    if (header !== undefined && isReal(header)) return program;
  }
  if (program === 'aws' && /^aws_(?:secret_access_key|session_token)$/.test(before) && isReal(text)) return program;
  const isLogin = /^(?:docker|podman|npm|az|mysql|psql|mongosh?)$/.test(program) && words.length > 2;
  const password = /^(?:-p|--password)$/.test(before) ? text : /^--password=(.+)$/.exec(text)?.[1];
  return isLogin &&
    password !== undefined &&
    /login|mysql|mongo/.test(words.map((one) => one.text).join(' ')) &&
    isReal(password)
    ? program
    : undefined;
}

function holdsAuthToken(text: string): boolean {
  const value = /_(?:authToken|auth|password)\s?=\s?["']?([^\s"']+)/.exec(text)?.[1];
  return value !== undefined && isReal(value);
}

/** `npm config set //registry.acme.test/:_authToken …` */
function isTokenSetting(word: string): boolean {
  return /:?_(?:authToken|auth|password)$/.test(word);
}

/** `https://token@host`, `https://user:password@host` */
function isUrlWithSecret(text: string): boolean {
  const [, user = '', password] = /\b(?:https?|git|ssh|ftps?):\/\/([^/\s:@]+)(?::([^/\s@]+))?@[\w.-]+/.exec(text) ?? [];
  if (password !== undefined) return password !== 'x-oauth-basic' ? isReal(password) : isReal(user);
  return user.length >= 16 && classifyValue(user, 'token') !== 'prose' && isReal(user);
}

function isReal(value: string): boolean {
  if (/[$`]|^%|<|\{\{/.test(value)) return false;
  const found = classifyValue(value, 'password');
  return found === 'token' || found === 'secretish' || (found === 'plain' && value.length >= 6);
}
