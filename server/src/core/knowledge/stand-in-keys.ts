/**
 * Words that fill the place of a key where a client insists on one and the server does not look at it: emulators and
 * stores on the own machine, servers of language models that one hosts, calls that need no account.
 */
export function isStandInKey(text: string): boolean {
  return STAND_INS.has(text.toLowerCase().replace(/[\s_.-]/g, ''));
}

const STAND_INS: ReadonlySet<string> = new Set(
  (
    'local localhost localkey dummy dummykey fake fakekey test testkey testing anonymous x xx xxx minio minioadmin localstack azurite ' +
    'vllm ollama llamacpp lmstudio localai litellm tgi empty none null nokey nokeyrequired sknokeyrequired notneeded notrequired ' +
    'notused unused na ignored ignore whatever placeholder key apikey foo bar sk'
  ).split(' '),
);

/** Options that name the server which a key is for. */
export const SERVER_OPTIONS: readonly string[] = [
  'baseURL',
  'baseUrl',
  'basePath',
  'endpoint',
  'endPoint',
  'host',
  'region',
];

/** What the half of a pair of keys is called that names the account, and the half that proves it. */
export const PAIR_ACCOUNT = /^(?:\w+_)?(?:access|api|app|client|consumer)_?key(?:_?id)?$/i;
export const PAIR_SECRET = /secret/i;

/** Pairs of an account and its key; where both are one word, nobody has handed them out. */
export const KEY_PAIRS: readonly (readonly [account: string, key: string])[] = [
  ['accessKeyId', 'secretAccessKey'],
  ['accessKey', 'secretKey'],
];
