import assert from 'node:assert/strict';
import { typescript } from '../../../support/typescript';

/** The import that the last expression `name` stands for, as `module:member`. */
function importOf(text: string, name = 'x'): string | undefined {
  const { bindings, last } = typescript(text);
  const found = bindings.importOf(last(name));
  return found && `${found.module}:${found.member}`;
}

function creatorOf(text: string, name = 'x'): string | undefined {
  const { bindings, last } = typescript(text);
  const found = bindings.creatorOf(last(name));
  return found && `${found.module}:${found.member}`;
}

describe('bindings', () => {
  it('tell an assignment from one that stands in a comment, whatever the comment ends with', () => {
    for (const [text, expected] of Object.entries({
      "let x = require('m'); x;": 'm:',
      "let x = require('m'); // x = 1\nx;": 'm:',
      "let x = require('m'); /* x++ */ x;": 'm:',
      "let x = require('m'); // ---\nx = 1; x;": undefined,
      "let x = require('m'); // y\n--x; x;": undefined,
    })) {
      assert.equal(importOf(text), expected, text);
    }
  });

  describe('imports', () => {
    for (const [text, expected] of Object.entries({
      "import x from 'm'; x;": 'm:',
      "import { x } from 'm'; x;": 'm:x',
      "import { a as x } from 'm'; x;": 'm:a',
      "import { default as x } from 'm'; x;": 'm:',
      "import * as x from 'm'; x;": 'm:',
      "import x = require('m'); x;": 'm:',
      "const x = require('m'); x;": 'm:',
      "const x = require('m').a; x;": 'm:a',
      "const x = require('m').default; x;": 'm:',
      "const { x } = require('m'); x;": 'm:x',
      "const { a: { b: x } } = require('m'); x;": 'm:a.b',
      "const x = await import('m'); x;": 'm:',
      "import y from 'm'; const x = y.a; x;": 'm:a',
      "import y from 'm'; const { a: x } = y; x;": 'm:a',
      "import y from 'node:fs'; var x = y; x;": 'fs:',
      "import y from 'm'; let x = y as unknown; x;": 'm:',
      "import x from 'm'; function f() { return x; }": 'm:',
    })) {
      it(text, () => assert.equal(importOf(text), expected));
    }

    it('members, through namespaces and indexes', () => {
      assert.equal(
        importOf("import * as w from 'winston'; w.transports.File;", 'w.transports.File'),
        'winston:transports.File',
      );
      assert.equal(
        importOf("import w from 'winston'; w['transports'].File;", "w['transports'].File"),
        'winston:transports.File',
      );
      assert.equal(
        importOf("const fs = require('fs'); fs.promises.appendFile;", 'fs.promises.appendFile'),
        'fs:promises.appendFile',
      );
    });
  });

  describe('say nothing of what is not certain', () => {
    for (const text of [
      'x;',
      'const x = session(); x;',
      "import y from 'm'; let x = y; x = other; x;",
      "import y from 'm'; let x = y; [x] = other; x ||= 1; x;",
      "import x from 'm'; function f(x) { return x; }",
      "import x from 'm'; try {} catch (x) { x; }",
      "import x from 'm'; for (const x of []) { x; }",
      "import x from 'm'; { const x = 1; x; }",
      "import y from 'm'; const { ...x } = y; x;",
      "import y from 'm'; const { [name]: x } = y; x;",
      'const x = require(name); x;',
      'const x = x; x;',
      'const x = y, y = x; x;',
    ]) {
      it(text, () => assert.equal(importOf(text), undefined));
    }
  });

  it('the maker of a value', () => {
    assert.equal(creatorOf("import e from 'express'; const x = e(); x;"), 'express:');
    assert.equal(creatorOf("import { Redis } from 'ioredis'; const x = new Redis(); x;"), 'ioredis:Redis');
    assert.equal(
      creatorOf("import { NestFactory } from '@nestjs/core'; const x = await NestFactory.create(M); x;"),
      '@nestjs/core:NestFactory.create',
    );
    assert.equal(creatorOf("import e from 'express'; const x = e().use(y).use(z); x;"), 'express:');
    assert.equal(creatorOf("import { build } from './app'; const x = build(); x;"), './app:build');
    assert.equal(creatorOf("import e from 'express'; let x; x = e(); x;"), undefined);
    assert.equal(creatorOf('function build() {} const x = build(); x;'), undefined);
  });

  it('constants', () => {
    const { bindings, last } = typescript(
      "const a = 80; const b = { port: a, n: { host: 'h' } }; const { port: c } = b; const d = 'x' + 'y'; use(a, b.port, c, d, b.n, `t`, `t${a}`);",
    );
    assert.equal(bindings.staticNumber(last('a')), 80);
    assert.equal(bindings.staticNumber(last('b.port')), 80);
    assert.equal(bindings.staticNumber(last('c')), 80);
    assert.equal(bindings.staticString(last('d')), 'xy');
    assert.equal(bindings.staticString(last('`t`')), 't');
    assert.equal(bindings.staticString(last('`t${a}`')), undefined);
    assert.equal(bindings.staticNumber(last('b.n')), undefined);
  });

  it('globals are what the file does not declare', () => {
    const isGlobal = (text: string): boolean => {
      const { bindings, last } = typescript(text);
      return bindings.isGlobal(last('process'), 'process');
    };
    assert.equal(isGlobal('process;'), true);
    assert.equal(isGlobal('const process = {}; process;'), false);
    assert.equal(isGlobal("import process from 'node:process'; process;"), false);
    assert.equal(isGlobal('function f(process) { process; }'), false);
  });
});
