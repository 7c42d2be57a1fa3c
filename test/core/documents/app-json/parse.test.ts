import assert from 'node:assert/strict';
import { parseAppJson } from '../../../../server/src/core/documents/app-json/parse';
import { textOf } from '../../../../server/src/core/text/span';

describe('parseAppJson', () => {
  it('reads variables, process types, scripts and add-ons', () => {
    const text =
      '{ "env": { "A": "b", "C": { "value": "d", "required": false }, "E": { "generator": "secret" } }, "formation": { "web": { "quantity": 2 } }, "scripts": { "postdeploy": "npm run migrate" }, "addons": ["heroku-postgresql", { "plan": "heroku-redis" }] }';
    const { env, formation, scripts, addons, errors } = parseAppJson(text);
    assert.deepEqual(
      env.map(({ name, value, generated, required }) => [name, value?.value, generated, required]),
      [
        ['A', 'b', false, true],
        ['C', 'd', false, false],
        ['E', undefined, true, true],
      ],
    );
    assert.equal(textOf(text, env[1]?.value?.span ?? { start: 0, end: 0 }), 'd');
    assert.deepEqual([formation[0]?.name, formation[0]?.quantity], ['web', 2]);
    assert.equal(scripts[0]?.command.value, 'npm run migrate');
    assert.deepEqual(
      addons.map(({ value }) => value),
      ['heroku-postgresql', 'heroku-redis'],
    );
    assert.deepEqual(errors, []);
  });

  it('finds nothing in the file of another tool', () => {
    const { env, formation } = parseAppJson('{ "expo": { "name": "a" } ');
    assert.deepEqual([env, formation], [[], []]);
  });
});
