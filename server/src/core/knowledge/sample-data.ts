/** How data says of itself that somebody has made it up. */
import { splitName } from './names';

/** `mockApiKeys`, `examplePayload`, `DEMO_USERS`, `defaultPayloads`: what such a thing holds opens nothing. */
export function isSampleName(name: string): boolean {
  const words = splitName(name);
  if (words.some((word) => SAMPLE_WORDS.has(word))) return true;
  return words[0] === 'default' && /^payloads?$/.test(words.at(-1) ?? '');
}

const SAMPLE_WORDS: ReadonlySet<string> = new Set(
  'example examples mock mocks mocked sample samples fake fakes demo demos dummy dummies stub stubs fixture fixtures'.split(
    ' ',
  ),
);

/** Mail addresses and hosts of RFC 2606, which nobody can own. */
export const SAMPLE_ADDRESS =
  /(?:@|:\/\/|^)(?:[\w-]+\.)*(?:example\.(?:com|org|net)|[\w-]+\.(?:test|example))(?=$|[/:?#\s>,"'])/i;

/** Classes that stand for a service in a test: `TestPds`, `MockServer`. */
export const TEST_DOUBLE = /^(?:Test|Mock|Fake|Stub)[A-Z]\w*$/;

/** Users and hosts that are given away: `gbdemoreader`, `readonly`, `mysql-public.acme.io`. */
export const SHARED_LOGIN = /demo|sample|read[-_]?only|reader$|(?:^|[._-])public(?:$|[._-])/i;
