/** The import rules of rooms.mjs as an ESLint rule. */
import { relative, sep } from 'node:path';
import { importProblem } from './rooms.mjs';
import { root } from './run.mjs';

const rule = {
  meta: { type: 'problem', schema: [], messages: { wrong: '"{{specifier}}": {{why}}.' } },
  create(context) {
    const from = relative(root, context.filename).split(sep).join('/');
    const look = (node, source, typeOnly) => {
      if (typeof source?.value !== 'string') return;
      const specifier = source.value;
      const why = importProblem(from, specifier, typeOnly);
      if (why) context.report({ node, messageId: 'wrong', data: { specifier, why } });
    };
    return {
      ImportDeclaration: (node) => look(node, node.source, node.importKind === 'type'),
      ExportNamedDeclaration: (node) => look(node, node.source, node.exportKind === 'type'),
      ExportAllDeclaration: (node) => look(node, node.source, node.exportKind === 'type'),
      ImportExpression: (node) => look(node, node.source, false),
      TSImportType: (node) => look(node, node.source ?? node.argument?.literal, true),
    };
  },
};

export const batchscope = { meta: { name: 'batchscope' }, rules: { rooms: rule } };
