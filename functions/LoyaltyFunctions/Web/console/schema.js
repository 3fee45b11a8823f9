// What a programme may look like, by the JSON Schema that the hub publishes, checked in this browser while somebody types.
import { Validator } from './lib/schema/validator.js';

/** These only say that something within them is wrong, which is told by itself. */
const Around = new Set(['properties', 'patternProperties', 'additionalProperties', 'items', 'prefixItems', '$ref', 'allOf', 'if', 'then', 'else', 'dependentSchemas', 'contains']);
const Choices = new Set(['anyOf', 'oneOf']);

const pointerOf = error => decodeURIComponent(error.instanceLocation.replace(/^#/, ''));

const wordsFor = ({ keyword, error }) => keyword === 'false' ? 'is not known here'
  : keyword === 'pattern' ? 'is not written as it has to be here'
  : Choices.has(keyword) ? 'has none of the forms that are allowed here'
  : error.replace(/^Instance /, '').replace(/\.$/, '');

/** `[{ pointer, detail }]`, each place once; none for a document that fits. */
function mistakes(errors) {
  const choices = errors.filter(error => Choices.has(error.keyword)).map(pointerOf);
  const found = new Map();
  for (const error of errors) {
    const pointer = pointerOf(error);
    if (Around.has(error.keyword)) continue;
    // Of several forms that are allowed, what each lacks says little: that none of them fits says it.
    if (!Choices.has(error.keyword) && choices.some(choice => pointer === choice || pointer.startsWith(`${choice}/`))) continue;
    if (!found.has(pointer)) found.set(pointer, { pointer, detail: wordsFor(error) });
  }
  return [...found.values()];
}

/** A check of a text: what is wrong with it, or an empty list. */
export function checkWith(schema) {
  const validator = new Validator(schema, '2020-12', false);
  return text => {
    let document;
    try {
      document = JSON.parse(text);
    } catch (e) {
      return [{ pointer: '', detail: `is not one JSON document: ${e.message}` }];
    }
    const result = validator.validate(document);
    return result.valid ? [] : mistakes(result.errors);
  };
}
