// Texts that are not in their format, or not a mapping.
import type { WrongSpec } from "./wrong-spec.ts";

export const cases: readonly WrongSpec[] = [
	{ name: "yaml: empty", format: "yaml", text: "‸", expect: "The document is empty" },
	{ name: "yaml: only a comment", format: "yaml", text: "‸# nothing here\n", expect: "The document is empty" },
	{ name: "yaml: a list", format: "yaml", text: "‸- a\n- b\n", expect: "must be a mapping" },
	{ name: "yaml: plain text", format: "yaml", text: "‸hello\n", expect: "must be a mapping" },
	{ name: "yaml: repeated key", format: "yaml", text: "name: a\njobs: []\n‸name: b\n", expect: "unique" },
	{
		name: "yaml: repeated key of a job",
		format: "yaml",
		text: 'name: a\njobs:\n  - name: x\n    ‸name: y\n    command: "true"\n',
		expect: "unique",
	},
	{ name: "yaml: tab as indentation", format: "yaml", text: "name: a\njobs:\n‸\t- {name: x}\n", expect: "Tabs" },
	{ name: "yaml: unclosed quote", format: "yaml", text: 'name: "a\njobs: []\n‸', expect: "Missing closing" },
	{ name: "yaml: unknown alias", format: "yaml", text: "name: ‸*who\njobs: []\n", expect: "'*who' has no anchor" },
	{
		name: "yaml: alias of what it is part of",
		format: "yaml",
		text: "name: a\nmetadata: &m\n  inner: [‸*m]\njobs: []\n",
		expect: "'*m' stands for what it is part of",
	},
	{
		name: "yaml: second document",
		format: "yaml",
		text: "name: a\njobs: []\n---\n‸name: b\n",
		expect: "second one begins",
	},
	{ name: "yaml: merge of text", format: "yaml", text: "name: a\njobs:\n  - ‸<<: text\n", expect: "merges maps only" },
	{
		name: "yaml: a colon in a command",
		format: "yaml",
		text: "name: a\njobs:\n  - name: x\n    command: ‸echo a: b\n",
		expect:
			"Nested mappings are not allowed in compact mappings; a text with signs of YAML needs quotes, or | before it",
	},
	{
		name: "yaml: text after a quote",
		format: "yaml",
		text: 'name: a\njobs:\n  - name: x\n    command: "y" ‸&& z\n',
		expect: "needs quotes, or | before it",
	},
	{
		name: "yaml: a name that begins with a brace",
		format: "yaml",
		text: "name: a\njobs:\n  - name: {i}‸_x\n    command: y\n",
		expect: "needs quotes, or | before it",
	},
	{
		name: "yaml: a percent sign first",
		format: "yaml",
		text: "name: a\njobs:\n  - name: x\n    command: ‸%x\n",
		expect: "needs quotes, or | before it",
	},
	{
		name: "yaml: a negated command",
		format: "yaml",
		text: "name: a\njobs:\n  - name: x\n    command: ! ‸grep x y\n",
		expect: "'!' makes a tag of YAML, not a text; a text with signs of YAML needs quotes",
	},
	{
		name: "yaml: an unknown tag",
		format: "yaml",
		text: "name: a\njobs: !list ‸[]\n",
		expect: "'!list' makes a tag of YAML",
	},
	{ name: "json: empty", format: "json", text: "‸", expect: "Unexpected end of input" },
	{
		name: "json: missing comma",
		format: "json",
		text: '{"name": "a"\n ‸"jobs": []}',
		expect: "Unexpected token String",
	},
	{
		name: "json: trailing comma",
		format: "json",
		text: '{"name": "a", "jobs": [‸],}'.replace("‸]", "]").replace(",}", ",‸}"),
		expect: "Unexpected",
	},
	{
		name: "json: repeated key",
		format: "json",
		text: '{"name": "a", "jobs": [], ‸"name": "b"}',
		expect: "Key 'name' is repeated",
	},
	{ name: "json: wrong word", format: "json", text: '{"name": ‸tru, "jobs": []}', expect: "Unexpected" },
	{
		name: "json5: repeated key",
		format: "json5",
		text: "{name: 'a', jobs: [],\n ‸name: 'b'}",
		expect: "Key 'name' is repeated",
	},
	{
		name: "json5: missing comma",
		format: "json5",
		text: "{name: 'a'\n ‸jobs: []}",
		expect: "Unexpected token Identifier",
	},
	{ name: "json5: a list", format: "json5", text: "‸[1, 2]", expect: "must be a mapping" },
	{
		name: "kdl: unclosed block",
		format: "kdl",
		text: 'name "a"\njob "x" {\n  command "true"\n‸',
		expect: "Not valid KDL",
	},
	{
		name: "kdl: missing quote",
		format: "kdl",
		text: 'name "a"\njob "x" { command true‸"x" }\n',
		expect: "Not valid KDL",
	},
];
