import rule from '../../../server/src/rules/12-admin-processes/no-schema-sync-in-app';
import { ruleTester } from '../../support/rule-tester';

ruleTester(rule, {
  keeps: [
    { name: 'false', code: "import { DataSource } from 'typeorm';\nnew DataSource({ synchronize: false });\n" },
    {
      name: 'another meaning beside an entity',
      code: "import { Entity } from 'typeorm';\nexport const editor = { synchronize: true, theme: 'dark' };\nexport { Entity };\n",
    },
    { name: 'another meaning', code: 'export const clock = { synchronize: true };\n' },
    { name: 'sync of something else', code: 'editor.sync({ force: true });\n' },
    {
      name: 'creating missing tables',
      code: "import { Sequelize } from 'sequelize';\nconst db = new Sequelize('');\ndb.sync();\n",
    },
    {
      name: 'an in-memory database',
      code: "import { DataSource } from 'typeorm';\nnew DataSource({ type: 'sqlite', database: ':memory:', synchronize: true });\n",
    },
    {
      name: 'a test',
      code: "=== src/db.spec.ts ===\nimport { DataSource } from 'typeorm';\nnew DataSource({ synchronize: true });\n",
    },
    {
      name: 'a script',
      code: "=== scripts/reset.ts ===\nimport { DataSource } from 'typeorm';\nnew DataSource({ dropSchema: true });\n",
    },
    {
      name: 'an unknown value',
      code: "import { DataSource } from 'typeorm';\nimport { sync } from './options';\nnew DataSource({ synchronize: sync });\n",
    },
  ],
  breaks: [
    {
      code: `
        import { DataSource } from 'typeorm';
        export default new DataSource({ type: 'postgres', synchronize: true, entities: [] });
        //                                                ^^^^^^^^^^^^^^^^^ warning: "synchronize: true" lets every start of the app change the database schema.
      `,
      fixed: `
        import { DataSource } from 'typeorm';
        export default new DataSource({ type: 'postgres', synchronize: false, entities: [] });
      `,
      fixTitle: 'Set "synchronize" to false',
    },
    `
      import { TypeOrmModule } from '@nestjs/typeorm';
      const drop = true;
      TypeOrmModule.forRoot({ dropSchema: drop });
      //                      ^^^^^^^^^^^^^^^^ "dropSchema: true" lets every start of the app change the database schema.
    `,
    `
      export default { type: 'mysql', autoLoadEntities: true, synchronize: true };
      //                                                      ^^^^^^^^^^^^^^^^^ "synchronize: true" lets every start of the app change the database schema.
    `,
    {
      name: 'by the kind of deploy',
      code: `
        import { DataSource } from 'typeorm';
        new DataSource({ synchronize: process.env.NODE_ENV !== 'production' });
        //               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ hint: "synchronize" depends on the kind of deploy, so development and production change the schema in different ways.
      `,
    },
    `
      const { Sequelize } = require('sequelize');
      const sequelize = new Sequelize(process.env.DATABASE_URL);
      sequelize.sync({ alter: true });
      //<^^^^^^^^^^^^^^^^^^^^^^^^^^^^ "sync({ alter })" changes the database schema at run time.
    `,
    `
      import { MikroORM } from '@mikro-orm/core';
      const orm = await MikroORM.init();
      await orm.getSchemaGenerator().updateSchema();
      //    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ "updateSchema" changes the database schema at run time.
    `,
  ],
});
