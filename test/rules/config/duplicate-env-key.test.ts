import rule from '../../../server/src/rules/03-config/duplicate-env-key';
import { ruleTester } from '../../support/rule-tester';

ruleTester(rule, {
  keeps: [
    { name: 'every key once', code: 'A=1\nB=2\n' },
    { name: 'a commented line', code: '#A=1\nA=2\n' },
    { name: 'names that differ in case', code: 'http_proxy=a\nHTTP_PROXY=b\n' },
    { name: 'inside of a value of several lines', code: 'A="x\nB=1"\nB=2\n' },
    { name: 'layers', code: '=== .env ===\nA=1\n=== .env.local ===\nA=2\n' },
    {
      name: 'a suppression above the key',
      code: '# twelve-factor-disable-next-line config/duplicate-env-key -- shown in the talk\nA=1\nA=2\n',
    },
  ],
  breaks: [
    {
      name: 'the earlier line, which does nothing',
      code: 'PORT=1\n#<^^ warning: "PORT" is set again further down, and the later line wins.\nB=2\nPORT=3\n',
      fixTitle: 'Remove the line of PORT that does nothing',
      fixed: 'B=2\nPORT=3\n',
    },
    {
      name: 'three times, with export and quotes',
      code: `
        export PORT="1"
        #      ^^^^ "PORT" is set again further down, and the later line wins.
        PORT=2
        #<^^ "PORT" is set again further down, and the later line wins.
        PORT=3
      `,
      fixed: '\nPORT=2\nPORT=3\n',
    },
    {
      name: 'read in between: reported, and left to its author',
      code: 'HOST=a\n#<^^ "HOST" is set again further down, and the later line wins.\nURL=http://${HOST}\nHOST=b\n',
    },
    {
      name: 'a value of several lines, CRLF and a BOM',
      code: '\uFEFFA1=0\r\nKEY=x\r\n#<^ "KEY" is set again further down, and the later line wins.\nB="a\r\nb"\r\nKEY=c\r\n',
      fixed: '\uFEFFA1=0\r\nB="a\r\nb"\r\nKEY=c\r\n',
    },
    {
      name: 'an example',
      code: 'PORT=\n#<^^ "PORT" is set again further down, and the later line wins.\nPORT=3000\n',
      file: '.env.example',
      fixed: 'PORT=3000\n',
    },
    {
      name: 'a library',
      bare: true,
      code: '=== .env ===\nPORT=1\n#<^^ "PORT" is set again further down, and the later line wins.\nPORT=2\n=== package.json ===\n{ "name": "lib", "main": "x", "files": ["x"] }\n',
    },
  ],
});
