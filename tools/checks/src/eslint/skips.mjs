// A skip prints its reason (tools/checks/src/vitest-summary.ts), so it must have one; and nobody commits `only`.

const message = "say why it cannot run: test('...', ({ skip }) => { skip(condition, 'reason'); ... })";

/** Rules for tests. */
export const skipRules = {
  'no-restricted-syntax': [
    'error',
    { selector: 'CallExpression[callee.property.name=/^(skipIf|runIf|todo)$/]', message },
    { selector: 'CallExpression[callee.object.name=/^(test|it|describe)$/][callee.property.name="skip"]', message },
    {
      selector: 'MemberExpression[object.name=/^(test|it|describe)$/][property.name="only"]',
      message: 'the others would never run again',
    },
  ],
};
