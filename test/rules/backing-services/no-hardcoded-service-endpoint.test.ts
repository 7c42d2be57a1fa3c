import rule from '../../../server/src/rules/04-backing-services/no-hardcoded-service-endpoint';
import { marked } from '../../support/marked';
import { ruleTester } from '../../support/rule-tester';

const client = (module: string): string =>
  `The client of "${module}" is given a host from the code; no deploy can attach another service.`;
const local = (module: string): string =>
  `The client of "${module}" always connects to this machine or this compose file.`;
const inDeploy = 'The address of a service in one deploy is written into the code.';
const inNetwork = 'The address of a service in a private network is written into the code.';

ruleTester(rule, {
  keeps: [
    {
      name: 'a fallback of a variable',
      code: "import { Pool } from 'pg';\nnew Pool({ host: process.env.PGHOST ?? 'db.acme.io' });\nconst api = process.env.API_URL || 'https://staging.acme.io';\n",
    },
    {
      name: 'a default beside what comes from elsewhere',
      code: "import { createClient } from 'redis';\nimport config from './config.js';\ncreateClient({ socket: { host: config.redis.host || 'cache.acme.io' } });\n",
    },
    {
      name: 'an event that was kept as a sample',
      code: "export default {\n  kind: 'deployment',\n  changed: '2021-04-28 21:50:00 +0200',\n  project: { web_url: 'http://10.126.0.2:3000/root/hooks' },\n};\n",
    },
    {
      name: 'public APIs',
      code: "import axios from 'axios';\nimport OpenAI from 'openai';\naxios.create({ baseURL: 'https://api.github.com' });\nnew OpenAI({ baseURL: 'https://api.deepseek.com' });\nfetch('https://api.stripe.com/v1/charges');\n",
    },
    {
      name: 'versions and object identifiers',
      code: "const version = '10.0.0.1', firmwareUrl = '2.5.4.3', agent = 'Chrome/120.0.0.0';\n",
    },
    {
      name: 'documentation and stand-ins',
      code: "import { Client } from 'pg';\nnew Client({ host: 'db.example.com' });\nnew Client({ host: '192.0.2.10' });\nnew Client({ host: 'your-host' });\n",
    },
    {
      name: 'cloud metadata and public resolvers',
      code: "const metadata = 'http://169.254.169.254/latest/meta-data';\nconst servers = ['8.8.8.8', '1.1.1.1'];\nfetch('http://metadata.google.internal/computeMetadata/v1');\n",
    },
    { name: 'a test', code: "=== test/db.ts ===\nimport { Pool } from 'pg';\nnew Pool({ host: 'db.acme.io' });\n" },
    {
      name: 'lists of who may call and of what must not be called',
      code: "app.set('trust proxy', ['10.0.0.0/8', '10.1.2.3']);\nconst allowedHosts = ['10.1.2.3'];\nconst BLOCKED_URLS = ['http://10.0.0.1/'];\nif (host === '10.1.2.3' || url === 'http://vault.corp/') deny();\n",
    },
    {
      name: 'what only shows or tests an address',
      code: "const example = 'http://10.0.0.1:3000';\nif (url.startsWith('https://staging.acme.io')) run();\nlog.info('https://dev-1.acme.io is up');\n",
    },
    { name: 'comments', code: "// const api = 'https://staging.acme.io';\nconst x = 1;\n" },
    {
      name: 'an address that is put together at run time',
      code: "import { Client } from '@elastic/elasticsearch';\nnew Client({ node: `https://${name}.acme.io:9200` });\nconst url = `http://${host}.internal/`;\n",
    },
    {
      name: 'the name of a database in the first argument',
      code: "import { Sequelize } from 'sequelize';\nnew Sequelize('orders', 'app', process.env.DB_PASSWORD, { host: process.env.DB_HOST });\n",
    },
    {
      name: 'a regional endpoint of a cloud',
      code: "import { S3Client } from '@aws-sdk/client-s3';\nnew S3Client({ endpoint: 'https://s3.eu-central-1.amazonaws.com' });\n",
    },
    {
      name: 'a company name with a stage in it',
      code: "const sources = ['https://cdn.lr-in-prod.com'];\n",
    },
    {
      name: "the file that Angular's build replaces in a release",
      code: "=== apps/forms/src/environments/environment.ts ===\nexport const environment = { url: 'https://directory.staging.acme.io' };\n=== apps/forms/src/environments/environment.prod.ts ===\nexport const environment = { url: '/directory' };\n",
    },
    { name: 'a socket', code: "import Redis from 'ioredis';\nnew Redis('/tmp/redis.sock');\n" },
    {
      name: 'something else with the same name',
      code: "class Pool {}\nnew Pool({ host: 'db.acme.io' });\n",
    },
    { name: 'a front end', code: "=== client/api.ts ===\nexport const api = 'https://staging.acme.io';\n" },
    {
      name: 'a suppression',
      code: "import { Pool } from 'pg';\n// twelve-factor-disable-next-line backing-services/no-hardcoded-service-endpoint -- the public mirror\nnew Pool({ host: 'mirror.acme.io' });\n",
    },
  ],
  breaks: [
    {
      name: 'host and port of a database',
      code: `
        import { Pool } from 'pg';
        export const pool = new Pool({ host: 'db.acme.io', port: 5432, password: process.env.DB_PASSWORD });
        //                                   ^^^^^^^^^^^^ warning: ${client('pg')}
      `,
      fixTitle: 'Move literal to environment variable DATABASE_HOST and its port',
      fixed: {
        'src/index.ts':
          "import { Pool } from 'pg';\nexport const pool = new Pool({ host: process.env.DATABASE_HOST, port: Number(process.env.DATABASE_PORT), password: process.env.DB_PASSWORD });\n",
        '.env': 'DATABASE_HOST=db.acme.io\nDATABASE_PORT=5432\n',
        '.env.example': 'DATABASE_HOST=\nDATABASE_PORT=5432\n',
        '.gitignore': '.env\n',
      },
    },
    {
      name: 'a list of brokers is one finding',
      code: `
        import { Kafka } from 'kafkajs';
        new Kafka({ clientId: 'orders', brokers: ['kafka-1.acme.io:9092', 'kafka-2.acme.io:9092'] });
        //                                        ^^^^^^^^^^^^^^^^^^^^^^ warning: ${client('kafkajs')}
      `,
    },
    {
      name: 'one broker',
      code: `
        import { Kafka } from 'kafkajs';
        new Kafka({ brokers: ['kafka.acme.io:9092'] });
        //                    ^^^^^^^^^^^^^^^^^^^^ ${client('kafkajs')}
      `,
      fixTitle: 'Move literal to environment variable KAFKA_BROKERS',
    },
    {
      name: 'a node of a search engine, through a constant',
      code: `
        const { Client } = require('@elastic/elasticsearch');
        const node = 'https://search.acme.io:9200';
        //           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ ${client('@elastic/elasticsearch')}
        new Client({ node });
      `,
      fixTitle: 'Move literal to environment variable ELASTICSEARCH_NODE',
    },
    {
      name: 'a nested option',
      code: `
        import { Queue } from 'bullmq';
        new Queue('mail', { connection: { host: 'cache.acme.io', port: 6379 } });
        //                                      ^^^^^^^^^^^^^^^ ${client('bullmq')}
      `,
      fixTitle: 'Move literal to environment variable REDIS_HOST and its port',
    },
    {
      name: 'a host by position',
      code: `
        import Redis from 'ioredis';
        new Redis(6379, 'cache.acme.io');
        //              ^^^^^^^^^^^^^^^ ${client('ioredis')}
      `,
    },
    {
      name: 'a mail server, and that of a provider',
      code: `
        import nodemailer from 'nodemailer';
        nodemailer.createTransport({ host: 'mail.corp.lan', port: 25 });
        //                                 ^^^^^^^^^^^^^^^ warning: ${client('nodemailer')}
        nodemailer.createTransport({ host: 'smtp.gmail.com', port: 465 });
        //                                 ^^^^^^^^^^^^^^^^ info: ${client('nodemailer')}
      `,
    },
    {
      name: 'this machine',
      code: `
        import mysql from 'mysql2/promise';
        mysql.createPool({ host: 'localhost', user: process.env.DB_USER });
        //                       ^^^^^^^^^^^ hint: ${local('mysql2/promise')}
      `,
    },
    {
      name: 'a service of the compose file, and one that no compose file knows',
      code: `
        === src/db.ts ===
        import { Client } from 'pg';
        import { Client as Minio } from 'minio';
        new Client({ host: 'db' });
        //                 ^^^^ hint: ${local('pg')}
        new Minio({ endPoint: 'objects' });
        //                    ^^^^^^^^^ warning: ${client('minio')}
        === compose.yml ===
        services:
          db:
            image: postgres:17
      `,
    },
    {
      name: 'only in development',
      code: `
        import { Pool } from 'pg';
        const host = isProduction ? process.env.DB_HOST : process.env.DEV_DB_HOST;
        if (process.env.NODE_ENV !== 'production') new Pool({ host: '10.0.0.5' });
        //                                                          ^^^^^^^^^^ hint: ${client('pg')}
      `,
    },
    {
      name: 'hosts of one deploy anywhere',
      code: `
        const orders = 'http://10.20.0.4:8080/orders';
        //             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: ${inNetwork}
        const billing = await fetch(\`https://billing.staging.acme.io/\${id}\`);
        //                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: ${inDeploy}
        const dbHost = 'orders.abc123.eu-central-1.rds.amazonaws.com';
        //             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: ${inDeploy}
        const vault = { url: 'https://vault.corp/v1' };
        //                   ^^^^^^^^^^^^^^^^^^^^^^^ warning: ${inNetwork}
      `,
      fixTitle: 'Move literal to environment variable ORDERS',
    },
    {
      name: 'a platform where anybody may have put it',
      code: `
        fetch('https://quotes-api.onrender.com/today');
        //    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ info: ${inDeploy}
      `,
      fixTitle: 'Move literal to environment variable SERVICE_URL',
    },
    {
      name: 'a public address, which may be anybody’s',
      code: `
        fetch('http://46.4.12.7/send?to=' + number);
        //    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ info: ${inDeploy}
      `,
    },
    {
      name: 'a default',
      code: `
        export const connect = (url = 'https://staging.acme.io') => url;
        //                            ^^^^^^^^^^^^^^^^^^^^^^^^^ hint: ${inDeploy}
      `,
    },
    {
      name: 'a service of a monorepo',
      code: `
        === services/api/src/db.ts ===
        import { Pool } from 'pg';
        new Pool({ host: 'db.acme.io' });
        //               ^^^^^^^^^^^^ ${client('pg')}
        === services/api/package.json ===
        { "name": "api", "private": true, "dependencies": { "express": "5", "pg": "8" } }
        === package.json ===
        { "name": "root", "private": true, "workspaces": ["services/*"] }
      `,
    },
    {
      name: 'CRLF and an emoji before it',
      code: `// 🔑\r\n${marked("const s = '🔑', api = 'http://10.0.0.7/';", "'http://10.0.0.7/'", inNetwork)}`,
    },
  ],
});
