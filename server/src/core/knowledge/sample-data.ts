/** How data says of itself that somebody has made it up. */
import { splitName } from './names';

/** `mockApiKeys`, `examplePayload`, `DEMO_USERS`, `defaultPayloads`: what such a thing holds opens nothing. */
export function isSampleName(name: string): boolean {
  const words = splitName(name);
  if (words.some((word) => SAMPLE_WORDS.has(word)) || TEST_THING.test(words.join(''))) return true;
  return words[0] === 'default' && /^payloads?$/.test(words.at(-1) ?? '');
}

/** `testcases`, `ACCOUNT_TEST_PROFILE`, `testUsers`: people and cases that tests are made with. */
const TEST_THING = /tests?(?:case|vector|profile|account|user|wallet|person|identity|identitie)s?$/;

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

/** What is kept of a person beside a password; a list of logins has the name of the account alone. */
export const PERSONAL_DATA =
  /^(?:e?mail(?:_?address)?|(?:first|last|full|given|family|display)_?name|surname|phone(?:_?number)?|avatar|bio|address|birth\w*|is_?admin|roles?(?:_?ids?)?|balance|gender|age|created_?at)$/i;

/** Options of Vitest (https://vitest.dev/config/) that tell its part of a configuration from anything else called `test`. */
export const TEST_RUNNER_OPTIONS: ReadonlySet<string> = new Set(
  'include exclude environment globals setupFiles globalSetup testTimeout hookTimeout coverage reporters pool fileParallelism poolOptions'.split(
    ' ',
  ),
);
