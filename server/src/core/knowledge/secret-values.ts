import { isMachineMade } from './machine-made';
import { publicPrefixOf } from './names';
import { isSecretName, type SecretNameOptions } from './secret-names';
import { readServiceAddress } from './service-addresses';
import { classifyValue } from './value-classes';

/**
 * How sure it is that a configured value is a secret:
 * - `token`: it has the form of a provider's token
 * - `secret`: it is as random as what a generator makes, under the name of a secret, or is an address with a password
 * - `likely`: it looks made up for the secret its name promises, by somebody who had to think of one
 * - `weak`: a word under the name of a secret, such as people use on their own machine
 */
export type SecretStrength = 'token' | 'secret' | 'likely' | 'weak';

/** `undefined` for what is no secret's value: empty, a stand-in, a reference, a path, a flag, a number, a public key. */
export function strengthOfSecret(
  name: string,
  value: string,
  names: SecretNameOptions = {},
): SecretStrength | undefined {
  const found = classifyValue(value, name);
  if (found === 'token') return 'token';
  const address = readServiceAddress(value);
  if (address?.hasPassword === true) return address.place === 'fixed' ? 'secret' : 'weak';
  // A secret behind a public prefix goes to browsers anyway.
  if (publicPrefixOf(name) !== undefined || !isSecretName(name, names)) return undefined;
  if (found === 'secretish') return isMachineMade(value) ? 'secret' : 'likely';
  const isWord = found === 'plain' || (found === 'prose' && !/\s/.test(value));
  if (!isWord || /^(?:true|false|yes|no|on|off|none|null|\d{1,4})$/i.test(value)) return undefined;
  return 'weak';
}
