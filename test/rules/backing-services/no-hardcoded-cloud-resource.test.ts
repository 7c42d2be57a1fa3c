import rule from '../../../server/src/rules/04-backing-services/no-hardcoded-cloud-resource';
import { ruleTester } from '../../support/rule-tester';

const option = (name: string): string => `"${name}" is a literal; every deploy of this code uses the same one.`;
const resource = (kind: string): string => `One ${kind} is named in the code, with its account.`;

ruleTester(rule, {
  keeps: [
    {
      name: 'names from the environment',
      code: "import { PutObjectCommand } from '@aws-sdk/client-s3';\nnew PutObjectCommand({ Bucket: process.env.S3_BUCKET, Key: 'a' });\nnew PutObjectCommand({ Bucket: config.bucket, Key });\nconst topic = process.env.TOPIC_ARN ?? 'arn:aws:sns:eu-central-1:482917360518:orders';\n",
    },
    {
      name: 'sample accounts and LocalStack',
      code: "import { SendMessageCommand } from '@aws-sdk/client-sqs';\nconst a = 'arn:aws:sns:eu-central-1:123456789012:orders', b = 'https://sqs.eu-central-1.amazonaws.com/000000000000/orders', c = 'arn:aws:iam::111122223333:role/app';\nnew SendMessageCommand({ QueueUrl: 'http://localhost:4566/000000000000/orders' });\nnew SendMessageCommand({ QueueUrl: 'https://sqs.eu-central-1.amazonaws.com/123456789012/orders' });\nnew SendMessageCommand({ QueueUrl: 'QUEUE_URL' });\n",
    },
    {
      name: 'policies of AWS itself',
      code: "const policy = 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess';\n",
    },
    {
      name: 'infrastructure as code',
      code: "import { Bucket } from 'aws-cdk-lib/aws-s3';\nconst role = 'arn:aws:iam::482917360518:role/app';\n",
    },
    {
      name: 'a test',
      code: "=== test/s3.ts ===\nimport { PutObjectCommand } from '@aws-sdk/client-s3';\nnew PutObjectCommand({ Bucket: 'orders-files', Key: 'a' });\n",
    },
    {
      name: 'what is put together or only shown',
      code: "const arn = `arn:aws:sns:${region}:${account}:orders`;\nconst description = 'arn:aws:sns:eu-central-1:482917360518:orders';\nconst path = `projects/${project}/topics/orders`;\n",
    },
    {
      name: 'the same words elsewhere',
      code: "const Bucket = 'orders';\nrender({ Bucket: 'orders', TableName: 'orders' });\nconst route = 'projects/my-project-x/topics/all';\n",
    },
    {
      name: 'handles beside a variable, samples, and words that only begin like one',
      code: "const assistant = process.env.OPENAI_ASSISTANT_ID ?? 'asst_cD2hgwbbNGHUt4D17zdYrkfI';\nconst sample = 'asst_abcdefghijklmnopqrstuvwx';\nconst label = 'asst_short', price = 'price_100_per_month', account = 'acct_1';\n// twilio\nconst digest = 'VA00000000000000000000000000000000';\n",
    },
    { name: 'a comment', code: '// arn:aws:sns:eu-central-1:482917360518:orders\nconst x = 1;\n' },
    {
      name: 'a suppression',
      code: "import { PutObjectCommand } from '@aws-sdk/client-s3';\n// twelve-factor-disable-next-line backing-services/no-hardcoded-cloud-resource -- a public data set\nnew PutObjectCommand({ Bucket: 'noaa-ghcn-pds', Key: 'a' });\n",
    },
  ],
  breaks: [
    {
      name: 'an assistant and a price',
      code: `
        const assistant = 'asst_cD2hgwbbNGHUt4D17zdYrkfI';
        //                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ info: ${resource('OpenAI assistant')}
        const plans = { pro: 'price_1MoBy5LkdIwHu7ixZhnattbh' };
        //                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ info: ${resource('Stripe price')}
      `,
    },
    {
      name: 'a bucket in a command',
      code: `
        import { PutObjectCommand } from '@aws-sdk/client-s3';
        new PutObjectCommand({ Bucket: 'acme-orders', Key: 'a' });
        //                             ^^^^^^^^^^^^^ info: ${option('Bucket')}
      `,
      fixTitle: 'Move literal to environment variable S3_BUCKET',
      fixed: {
        'src/index.ts':
          "import { PutObjectCommand } from '@aws-sdk/client-s3';\nnew PutObjectCommand({ Bucket: process.env.S3_BUCKET, Key: 'a' });\n",
        '.env': 'S3_BUCKET=acme-orders\n',
        '.env.example': 'S3_BUCKET=\n',
        '.gitignore': '.env\n',
      },
    },
    {
      name: 'parameters in a constant for a method',
      code: `
        const AWS = require('aws-sdk');
        const s3 = new AWS.S3();
        const params = { Bucket: 'acme-orders', Key: 'a' };
        //                       ^^^^^^^^^^^^^ ${option('Bucket')}
        s3.upload(params).promise();
      `,
    },
    {
      name: 'a table, a queue and uploads',
      code: `
        import { GetCommand } from '@aws-sdk/lib-dynamodb';
        import { SendMessageCommand } from '@aws-sdk/client-sqs';
        import multerS3 from 'multer-s3';
        const TABLE = 'orders';
        //            ^^^^^^^^ ${option('TableName')}
        new GetCommand({ TableName: TABLE });
        new SendMessageCommand({ QueueUrl: 'https://sqs.eu-central-1.amazonaws.com/482917360518/orders' });
        //                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ ${option('QueueUrl')}
        multerS3({ s3, bucket: 'acme-uploads' });
        //                     ^^^^^^^^^^^^^^ ${option('Bucket')}
      `,
    },
    {
      name: 'names with their account anywhere',
      code: `
        export const topic = 'arn:aws:sns:eu-central-1:482917360518:orders';
        //                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ info: ${resource('AWS resource')}
        export const files = 'https://acmefiles.blob.core.windows.net/orders';
        //                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ info: ${resource('Azure storage account')}
        export const sub = 'projects/acme-orders-1/subscriptions/paid';
        //                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ info: ${resource('Google Cloud resource')}
      `,
    },
    {
      name: 'only in development, and a default',
      code: `
        import { PutObjectCommand } from '@aws-sdk/client-s3';
        if (isDevelopment) new PutObjectCommand({ Bucket: 'acme-dev', Key: 'a' });
        //                                                ^^^^^^^^^^ hint: ${option('Bucket')}
        export const send = (topic = 'arn:aws:sns:eu-central-1:482917360518:orders') => topic;
        //                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ hint: ${resource('AWS resource')}
      `,
    },
    {
      name: 'a service of a monorepo',
      code: `
        === services/api/src/s3.ts ===
        import { S3 } from '@aws-sdk/client-s3';
        new S3({}).getObject({ Bucket: 'acme-orders', Key: 'a' });
        //                             ^^^^^^^^^^^^^ ${option('Bucket')}
        === services/api/package.json ===
        { "name": "api", "private": true, "dependencies": { "express": "5" } }
        === package.json ===
        { "name": "root", "private": true }
      `,
    },
  ],
});
