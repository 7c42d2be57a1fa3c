import assert from 'node:assert/strict';
import { isSecretName, SECRET_GROUPS } from '../../../server/src/core/knowledge/secret-names';
import { mayHoldSink, maySpeakOfSecrets } from '../../../server/src/core/knowledge/secret-needles';
import { SECRET_PLUGINS, SECRET_PROPERTIES, SECRET_SINKS } from '../../../server/src/core/knowledge/secret-sinks';

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

function spellings(group: string): string[] {
  const words = group.split(' ');
  const snake = words.join('_');
  const camel = words.map((word, index) => (index === 0 ? word : capital(word))).join('');
  return [snake, snake.toUpperCase(), words.join('-'), camel, capital(camel), words.join(''), words.join('__')];
}

describe('the quick look for secrets', () => {
  it('misses no name that is one, however it is spelled', () => {
    for (const [group, kind] of SECRET_GROUPS) {
      if (kind === 'connection-string') continue;
      for (const name of spellings(group)) assert.ok(maySpeakOfSecrets(name), name);
    }
    for (const name of ['dbPass', 'smtp_pass', 'OAuthJWT', 'aws_creds', 'serviceRoleKey']) {
      assert.ok(isSecretName(name) && maySpeakOfSecrets(name), name);
    }
  });

  it('misses no library that takes a secret', () => {
    for (const { modules, places } of [...SECRET_SINKS, ...SECRET_PLUGINS]) {
      for (const module of modules) {
        const option = places[0]?.split('.').slice(1).join('.') ?? '';
        assert.ok(mayHoldSink(`import x from '${module.replace('*', 'x')}';\nx({ ${option}: 'a' })`), module);
      }
    }
    for (const { module } of SECRET_PROPERTIES) assert.ok(mayHoldSink(`require("${module}")`), module);
    assert.ok(mayHoldSink("headers: { Authorization: 'x' }"));
  });

  it('passes over ordinary code', () => {
    assert.ok(!mayHoldSink("import express from 'express';\nconst app = express();\napp.get('/', list);\n"));
  });
});

describe('the table of places for secrets', () => {
  it('names each place by the index of an argument and a path', () => {
    for (const { modules, places, variable } of [...SECRET_SINKS, ...SECRET_PLUGINS]) {
      for (const place of places) assert.match(place, /^(?:\d|\*)(?:\.[A-Za-z_]\w*)*$/, modules.join());
      assert.match(variable, /^[A-Z][A-Z0-9_]*$/);
    }
  });
});
