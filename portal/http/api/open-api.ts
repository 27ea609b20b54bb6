import { z } from 'zod';
import { type ApiRoute, COMMON_FAULT_STATUS } from '../../../contracts/portal-api/route.ts';
import { Problem } from '../../../contracts/portal-api/problem.ts';

const jsonSchema = (schema: z.ZodType, io: 'input' | 'output') =>
  z.toJSONSchema(schema, { io, unrepresentable: 'any', target: 'openapi-3.0' });

const json = (schema: z.ZodType, io: 'input' | 'output') => ({
  'application/json': { schema: jsonSchema(schema, io) },
});

/** Parameters of one kind, from the object schema that parses them. */
function parameters(schema: z.ZodType | undefined, place: 'path' | 'query') {
  if (!(schema instanceof z.ZodObject)) return [];
  return Object.entries<z.ZodType>(schema.shape).map(([name, value]) => ({
    name,
    in: place,
    required: place === 'path' || !value.safeParse(undefined).success,
    schema: jsonSchema(value, 'input'),
  }));
}

function operation(name: string, route: ApiRoute) {
  const own = route.faults ?? [];
  return {
    operationId: name,
    summary: route.summary,
    security: route.access === 'public' ? [] : [{ session: [] }],
    ...(route.access === 'public' ? {} : { 'x-roles': route.access }),
    parameters: [...parameters(route.params, 'path'), ...parameters(route.query, 'query')],
    ...(route.body ? { requestBody: { required: true, content: json(route.body, 'input') } } : {}),
    responses: {
      200: { description: 'Done', content: json(route.answer, 'output') },
      ...(own.length > 0
        ? { 422: { description: `Refused: ${own.join(', ')}`, content: json(Problem, 'output') } }
        : {}),
      default: {
        description: `Refused: ${Object.keys(COMMON_FAULT_STATUS).join(', ')}`,
        content: json(Problem, 'output'),
      },
    },
  };
}

/** The OpenAPI 3.0 document of `routes`, made from the same contract that validates. */
export function openApiDocument(routes: Readonly<Record<string, ApiRoute>>, publicUrl: string) {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const [name, route] of Object.entries(routes)) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(name, route) };
  }
  return {
    openapi: '3.0.3',
    info: { title: 'Rukhsa portal', version: '1' },
    servers: [{ url: publicUrl }],
    components: { securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'session' } } },
    paths,
  };
}
