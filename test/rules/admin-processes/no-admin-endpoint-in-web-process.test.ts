import rule from '../../../server/src/rules/12-admin-processes/no-admin-endpoint-in-web-process';
import { ruleTester } from '../../support/rule-tester';

ruleTester(rule, {
  keeps: [
    {
      name: 'a function of the same name from elsewhere',
      code: `
        import { remember } from './backing-service';
        import 'example-library';
        remember('orders');
      `,
    },
    {
      name: 'a test',
      code: `
        === src/index.test.ts ===
        import { remember } from 'example-library';
        remember('orders');
      `,
    },
  ],
  breaks: [
    {
      name: 'a call of what is imported',
      code: `
        import { remember as keep } from 'example-library';
        keep('orders');
      //^^^^ warning: "remember" of "example-library" is called.
      `,
    },
  ],
});
