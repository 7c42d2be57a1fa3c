import assert from 'node:assert/strict';
import rule from '../../../server/src/rules/09-disposability/missing-sigterm-handler';
import manager from '../../../server/src/rules/09-disposability/no-package-manager-start-command';
import { analyze, findingsOf } from '../../support/analyze';

const MANIFEST =
  '{ "name": "a", "private": true, "scripts": { "start": "node src/index.js" }, "dependencies": { "express": "5" } }\n';
const CODE = "import express from 'express';\nexpress().listen(3000);\n";

describe('the chain from a start command to its end', () => {
  it('is shown beside a package manager as well: script, entry, time to end', () => {
    const found = findingsOf(
      analyze(
        {
          'package.json': MANIFEST.replace('src/index.js', 'index.js'),
          'index.js': CODE,
          Dockerfile: 'FROM node:22\nCOPY . .\nCMD ["npm", "start"]\n',
          'compose.yml': 'services:\n  api:\n    build: .\n    stop_grace_period: 20s\n',
        },
        { rules: [manager] },
      ),
    );
    assert.deepEqual(
      found.flatMap(({ related }) => related.map(({ file, message }) => `${file}: ${message}`)),
      [
        'package.json: The script "start" is what runs.',
        'index.js: The app begins here.',
        'compose.yml: Service "api" gets 20s to end.',
      ],
    );
  });

  it('is shown beside the finding: image, script, time to end', () => {
    const found = findingsOf(
      analyze(
        {
          'package.json': MANIFEST,
          'src/index.ts': CODE,
          Dockerfile: 'FROM node:22\nCOPY . .\nCMD ["npm", "start"]\n',
          'compose.yml': 'services:\n  api:\n    build: .\n    stop_grace_period: 20s\n',
        },
        { rules: [rule] },
      ),
    );
    assert.deepEqual(
      found.flatMap(({ related }) => related.map(({ file, message }) => `${file}: ${message}`)),
      [
        'Dockerfile: The process starts here.',
        'package.json: The script "start" runs it.',
        'compose.yml: Service "api" gets 20s to end.',
      ],
    );
  });

  it('says nothing where nothing is known to start the file', () => {
    const found = findingsOf(analyze({ 'package.json': MANIFEST, 'src/index.ts': CODE }, { rules: [rule] }));
    assert.deepEqual(
      found.map(({ related }) => related),
      [[]],
    );
  });
});
