import rule from '../../../server/src/rules/04-backing-services/no-local-mail-transport';
import { ruleTester } from '../../support/rule-tester';

const transport = 'Mail goes to the sendmail program of this machine; a mail service is attached by its address.';
const ofModule = (module: string): string =>
  `"${module}" sends mail from this machine; a mail service is attached by its address.`;
const run = (program: string): string =>
  `"${program}" of this machine is run to send mail; a mail service is attached by its address.`;

ruleTester(rule, {
  keeps: [
    {
      name: 'a mail service',
      code: "import nodemailer from 'nodemailer';\nnodemailer.createTransport(process.env.SMTP_URL);\nnodemailer.createTransport({ sendmail: false, host: process.env.SMTP_HOST });\n",
    },
    {
      name: 'a transport that only describes the message',
      code: "import nodemailer from 'nodemailer';\nnodemailer.createTransport({ sendmail: true, streamTransport: true });\nnodemailer.createTransport({ jsonTransport: true });\n",
    },
    {
      name: 'line breaks alone',
      code: "import nodemailer from 'nodemailer';\nnodemailer.createTransport({ newline: 'unix', host });\nconst sendmail = 1;\n",
    },
    {
      name: 'a setting decides',
      code: "import nodemailer from 'nodemailer';\nnodemailer.createTransport({ sendmail: config.sendmail, path: '/usr/sbin/sendmail' });\n",
    },
    {
      name: 'a test',
      code: "=== test/mail.ts ===\nimport nodemailer from 'nodemailer';\nnodemailer.createTransport({ sendmail: true });\n",
    },
    {
      name: 'another function of the name',
      code: "import { sendmail } from './mailer';\nsendmail({ to });\nexec('sendmail -t');\n",
    },
    {
      name: 'another program',
      code: "import { exec } from 'node:child_process';\nexec('ls /var/spool/mail -s; echo sendmail');\n",
    },
    {
      name: 'a suppression',
      code: "import nodemailer from 'nodemailer';\n// twelve-factor-disable-next-line backing-services/no-local-mail-transport -- an appliance\nnodemailer.createTransport({ sendmail: true });\n",
    },
  ],
  breaks: [
    {
      name: 'the sendmail transport',
      code: `
        import nodemailer from 'nodemailer';
        const mail = nodemailer.createTransport({ sendmail: true, newline: 'unix', path: '/usr/sbin/sendmail' });
        //                                        ^^^^^^^^^^^^^^ warning: ${transport}
      `,
      fixTitle: 'Send through the mail service of SMTP_URL',
      fixed: {
        'src/index.ts':
          "import nodemailer from 'nodemailer';\nconst mail = nodemailer.createTransport(process.env.SMTP_URL);\n",
        '.env.example': 'SMTP_URL=\n',
      },
    },
    {
      name: 'options in a constant, with require',
      code: `
        const { createTransport } = require('nodemailer');
        const options = { sendmail: true };
        //                ^^^^^^^^^^^^^^ warning: ${transport}
        createTransport(options);
      `,
    },
    {
      name: 'the module of Nest',
      code: `
        import { MailerModule } from '@nestjs-modules/mailer';
        MailerModule.forRoot({ transport: { sendmail: true } });
        //                                  ^^^^^^^^^^^^^^ ${transport}
      `,
    },
    {
      name: 'the package of that name',
      code: `
        const sendmail = require('sendmail')({ silent: true });
        //               ^^^^^^^^^^^^^^^^^^^ warning: ${ofModule('sendmail')}
      `,
    },
    {
      name: 'programs',
      code: `
        import { exec, spawn } from 'node:child_process';
        spawn('/usr/sbin/sendmail', ['-t']);
        //<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: ${run('sendmail')}
        exec(\`echo hello | mail -s "Report" \${to}\`);
        //<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ ${run('mail')}
      `,
    },
    {
      name: 'one of several ways',
      code: `
        import nodemailer from 'nodemailer';
        export const mail = process.env.SMTP_URL ? nodemailer.createTransport(process.env.SMTP_URL) : nodemailer.createTransport({ sendmail: true });
        //                                                                                                                         ^^^^^^^^^^^^^^ hint: ${transport}
      `,
    },
    {
      name: 'a service of a monorepo',
      code: `
        === services/api/src/mail.ts ===
        import nodemailer from 'nodemailer';
        nodemailer.createTransport({ sendmail: true });
        //                           ^^^^^^^^^^^^^^ ${transport}
        === services/api/package.json ===
        { "name": "api", "private": true, "dependencies": { "express": "5", "nodemailer": "7" } }
        === package.json ===
        { "name": "root", "private": true }
      `,
    },
  ],
});
