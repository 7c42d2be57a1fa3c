import rule from '../../../server/src/rules/06-processes/no-embedded-datastore';
import { ruleTester } from '../../support/rule-tester';

const SERVER = "import express from 'express';\nimport './db';\nexpress().listen(process.env.PORT);\n";
const served = (text: string): string => `=== src/server.js ===\n${SERVER}=== src/db.js ===\n${text}`;

ruleTester(rule, {
  keeps: [
    {
      name: 'in memory',
      code: served("const Database = require('better-sqlite3');\nmodule.exports = new Database(':memory:');\n"),
    },
    {
      name: 'data that is only read',
      code: served(
        "import Database from 'better-sqlite3';\nexport const places = new Database('data/places.db', { readonly: true });\n",
      ),
    },
    {
      name: 'an address of libsql',
      code: served(
        "import { createClient } from '@libsql/client';\nexport const db = createClient({ url: process.env.DATABASE_URL });\n",
      ),
    },
    {
      name: 'a path that the deploy sets',
      code: served("import Database from 'better-sqlite3';\nexport const db = new Database(process.env.DB_FILE);\n"),
    },
    {
      name: 'a path that cannot be seen',
      code: served("import Database from 'better-sqlite3';\nexport const open = (path) => new Database(path);\n"),
    },
    {
      name: 'another database of the same library',
      code: served(
        "import { DataSource } from 'typeorm';\nexport const db = new DataSource({ type: 'postgres', database: 'orders' });\n",
      ),
    },
    {
      name: 'a file that nothing runs',
      code: "=== src/old.js ===\nconst Database = require('better-sqlite3');\nmodule.exports = new Database('data.db');\n",
    },
    {
      name: 'a test',
      code: "=== test/db.js ===\nconst Database = require('better-sqlite3');\nmodule.exports = new Database('data.db');\n",
    },
    {
      name: 'a command line tool',
      bare: true,
      code: '=== package.json ===\n{ "name": "tool", "bin": "cli.js", "dependencies": { "better-sqlite3": "11" } }\n=== cli.js ===\n#!/usr/bin/env node\nconst Database = require(\'better-sqlite3\');\nnew Database(\'data.db\');\n',
    },
    {
      name: 'an env file of development',
      code: '=== .env.development ===\nDATABASE_URL=file:./dev.db\n',
    },
    {
      name: 'suppressed with a reason',
      code: served(
        "import Database from 'better-sqlite3';\n// twelve-factor-disable-next-line processes/no-embedded-datastore -- one machine, by choice\nexport const db = new Database('data.db');\n",
      ),
    },
  ],
  breaks: [
    {
      name: 'a literal path, moved to the environment',
      code: `
        === src/server.js ===
        import express from 'express';
        import './db';
        express().listen(process.env.PORT);
        === src/db.js ===
        import Database from 'better-sqlite3';
        export const db = new Database('data/app.db');
        //                             ^^^^^^^^^^^^^ info: "better-sqlite3" keeps its data in a file on the disk of this process.
      `,
    },
    {
      name: 'a class of the library, and a store of documents',
      code: `
        === src/server.js ===
        const sqlite3 = require('sqlite3').verbose();
        const Datastore = require('@seald-io/nedb');
        const path = require('path');
        const db = new sqlite3.Database(path.join(__dirname, 'app.db'));
        //             ^^^^^^^^^^^^^^^^ info: "sqlite3" keeps its data in a file on the disk of this process.
        const docs = new Datastore({ filename: 'docs.db', autoload: true });
        //                                     ^^^^^^^^^ info: "@seald-io/nedb" keeps its data in a file on the disk of this process.
        require('express')().listen(process.env.PORT);
      `,
    },
    {
      name: 'options of libraries for several databases',
      code: `
        === src/server.js ===
        import express from 'express';
        import { DataSource } from 'typeorm';
        import { Sequelize } from 'sequelize';
        const one = new DataSource({ type: 'sqlite', database: 'db/app.sqlite' });
        //                                                     ^^^^^^^^^^^^^^^ info: "typeorm (sqlite)" keeps its data in a file on the disk of this process.
        const two = new Sequelize('sqlite:./app.db');
        //                        ^^^^^^^^^^^^^^^^^ info: "sequelize" keeps its data in a file on the disk of this process.
        express().listen(process.env.PORT);
      `,
    },
    {
      name: 'what holds where a variable is not set, in one app of two',
      code: `
        === apps/api/package.json ===
        { "name": "api", "private": true, "dependencies": { "express": "5" } }
        === apps/api/src/server.js ===
        import express from 'express';
        const client = process.env.DB_CLIENT || 'better-sqlite3';
        //                                      ^^^^^^^^^^^^^^^^ info: Where "DB_CLIENT" is not set, the data goes to a file on the disk of the process.
        express().listen(process.env.PORT);
        === apps/web/package.json ===
        { "name": "web", "private": true }
      `,
    },
    {
      name: 'an address in an env file',
      code: `=== .env.example ===\nDATABASE_URL=file:./data.db\n#<^^^^^^^^^^ info: "DATABASE_URL" names a database file on the disk of the process.\n`,
    },
    {
      name: 'with a program that replicates the file, CRLF and a BOM',
      code: `=== litestream.yml ===\ndbs: []\n=== src/server.js ===\n\uFEFFconst smile = '😀';\r\nconst Database = require('better-sqlite3');\r\nconst db = new Database('./data.db');\r\n//                      ^^^^^^^^^^^ hint: "better-sqlite3" keeps its data in a file on the disk of this process.\nrequire('express')().listen(process.env.PORT);\r\n`,
    },
  ],
});
