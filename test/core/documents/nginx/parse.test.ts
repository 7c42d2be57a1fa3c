import assert from 'node:assert/strict';
import { parseNginx } from '../../../../server/src/core/documents/nginx/parse';

describe('a configuration of nginx', () => {
  it('gives the directives of upstreams with their places', () => {
    const text =
      'http {\n  upstream app { # two\n    ip_hash;\n    server "a:80" weight=2;\n  }\n  server { listen 80; ip_hash; }\n}\n';
    const [upstream, ...others] = parseNginx(text).upstreams;
    assert.deepEqual(others, []);
    assert.equal(upstream?.name, 'app');
    assert.deepEqual(
      upstream?.directives.map(({ name, parameters, span }) => [name, parameters, text.slice(span.start, span.end)]),
      [
        ['ip_hash', [], 'ip_hash;'],
        ['server', ['a:80', 'weight=2'], 'server "a:80" weight=2;'],
      ],
    );
  });

  it('leaves out comments, quotes and blocks within', () => {
    const text =
      'upstream ${NAME} {\n  # ip_hash;\n  set $a "; ip_hash;";\n  inner { ip_hash; }\n  keepalive 8;\n}\nip_hash;\n';
    assert.deepEqual(
      parseNginx(text).upstreams.map(({ name, directives }) => [name, directives.map((one) => one.name)]),
      [['${NAME}', ['set', 'keepalive']]],
    );
  });

  it('survives what does not close', () => {
    for (const text of ['upstream', 'upstream a {', '}}', 'upstream { ip_hash', '"', "upstream a { server '"])
      assert.doesNotThrow(() => parseNginx(text));
  });
});
