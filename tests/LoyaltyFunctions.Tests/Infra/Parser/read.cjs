// Reads Bicep files with tree-sitter and prints what they declare as JSON: [{ path, faults, declarations }].
// Literals become JSON; any other expression becomes { "$": its text }; ${…} in a string becomes {…}.
const { readFileSync } = require('node:fs');
const { createRequire } = require('node:module');

const installed = createRequire(process.argv[2] + '/');

function value(node) {
  switch (node.type) {
    case 'string': return text(node);
    case 'number': return Number(node.text);
    case 'boolean': return node.text === 'true';
    case 'array': return node.namedChildren.filter(child => child.type !== 'comment').map(value);
    case 'object': return Object.fromEntries(node.namedChildren.filter(child => child.type === 'object_property').map(property));
    case 'for_statement': return { '$for': node.namedChild(node.namedChildCount - 2)?.text ?? '', body: value(node.childForFieldName('body')) };
    case 'if_statement': return { '$if': node.namedChild(0).text, ...value(node.namedChild(1)) };
    default: return { '$': node.text };
  }
}

function text(node) {
  if (node.text.startsWith("'''")) return node.text.slice(3, -3);
  return node.namedChildren.map(part => part.type === 'interpolation' ? `{${part.text.slice(2, -1)}}` : part.text).join('');
}

// name: value, where a type of the property counts as its value.
function property(node) {
  const name = node.child(0);
  const key = name.type === 'string' ? text(name) : name.text;
  const rest = node.namedChildren.filter(child => child.type !== 'comment' && child.startIndex >= name.endIndex);
  return [key, rest.length === 1 ? value(rest[0]) : { '$': rest.map(child => child.text).join(' ') }];
}

const kinds = {
  parameter_declaration: 'param', variable_declaration: 'var', resource_declaration: 'resource', module_declaration: 'module',
  output_declaration: 'output', type_declaration: 'type', user_defined_function: 'func', import_functionality: 'import', using_statement: 'using',
};

function declaration(node) {
  const children = node.namedChildren.filter(child => child.type !== 'comment');
  const kind = kinds[node.type];
  if (kind === 'import') {
    return { kind, names: children.filter(child => child.type === 'identifier').map(child => child.text), path: text(children.at(-1)) };
  }
  if (kind === 'using') return { kind, path: text(children[0]) };
  const typed = kind === 'param' || kind === 'output';
  const addressed = kind === 'resource' || kind === 'module';
  const rest = children.slice(typed || addressed ? 2 : 1);
  return {
    kind,
    name: children[0].text,
    type: typed ? children[1].text : addressed ? text(children[1]) : null,
    existing: kind === 'resource' && node.children.some(child => child.type === 'existing'),
    value: kind === 'func' || rest.length === 0 ? null : value(rest.at(-1)),
  };
}

function faults(node) {
  const own = node.type === 'ERROR' || node.isMissing ? [`line ${node.startPosition.row + 1}: ${node.text.slice(0, 80)}`] : [];
  return node.hasError || node.isMissing ? [...own, ...node.children.flatMap(faults)] : own;
}

(async () => {
  const { Parser, Language } = installed('web-tree-sitter');
  await Parser.init();
  const parser = new Parser();
  parser.setLanguage(await Language.load(installed.resolve('tree-sitter-bicep/tree-sitter-bicep.wasm')));
  const files = process.argv.slice(3).map(path => {
    // The grammar knows no parameter files; what they add to it, an assignment to a parameter, reads like that to a variable.
    const source = readFileSync(path, 'utf8');
    const root = parser.parse(path.endsWith('.bicepparam') ? source.replace(/^param (?=\w+ =)/gm, 'var ') : source).rootNode;
    return { path, faults: faults(root), declarations: root.namedChildren.filter(node => kinds[node.type]).map(declaration) };
  });
  process.stdout.write(JSON.stringify(files));
})();
