// Whether what the server says of its own interface is a valid OpenAPI document.
import { Validator } from '@seriousme/openapi-schema-validator';

export default async function openapi({ url }) {
  const document = await (await fetch(new URL('push/openapi.json', url))).json();
  const validator = new Validator();
  const { valid, errors } = await validator.validate(document);
  return {
    version: document.openapi,
    errors: valid ? [] : [errors],
    operations: Object.entries(document.paths).flatMap(([path, item]) => Object.keys(item).map((verb) => `${verb} ${path}`)),
  };
}
