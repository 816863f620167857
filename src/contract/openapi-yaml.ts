// The OpenAPI document as YAML, for tools and people that prefer it.
import { stringify } from "yaml";
import { openApiDocument } from "./openapi.ts";

export const openApiYaml = (): string => stringify(openApiDocument(), { aliasDuplicateObjects: false, lineWidth: 0 });
