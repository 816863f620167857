// Statements as people write them, and as people write them to get around a rule.
import { expect, test } from "bun:test";
import { statementShape } from "./statement-shape.ts";

const TABLE: readonly (readonly [sql: string, opening: string, verb: string, statements: number, where: boolean])[] = [
	["", "", "", 0, false],
	[" ; ;; ", "", "", 0, false],
	["-- nothing\n/* at all */", "", "", 0, false],
	["select 1", "SELECT", "SELECT", 1, false],
	["/* DELETE */ select 1 -- ; DROP TABLE job", "SELECT", "SELECT", 1, false],
	["select ';' ; ", "SELECT", "SELECT", 1, false],
	["select 1; delete from job", "SELECT", "SELECT", 2, false],
	["select 'it''s; one'", "SELECT", "SELECT", 1, false],
	['select ";", `;`, [;]', "SELECT", "SELECT", 1, false],
	["select 1; 'x'", "SELECT", "SELECT", 2, false],
	["delete from job", "DELETE", "DELETE", 1, false],
	["DELETE FROM job\nWHERE id = 1", "DELETE", "DELETE", 1, true],
	["delete from job -- where id = 1", "DELETE", "DELETE", 1, false],
	["delete from job /* where */", "DELETE", "DELETE", 1, false],
	["update job set name = 'where'", "UPDATE", "UPDATE", 1, false],
	['update job set "where" = 1', "UPDATE", "UPDATE", 1, false],
	["update job set name = (select 1 where 1)", "UPDATE", "UPDATE", 1, false],
	["update job set name = 1 where (id = 1)", "UPDATE", "UPDATE", 1, true],
	["with x as (select 1 where 1) delete from job", "WITH", "DELETE", 1, false],
	["with x(a) as (select 1), y as (select 2) select * from x where a", "WITH", "SELECT", 1, true],
	["WITH RECURSIVE x AS MATERIALIZED (values (1)) INSERT INTO t SELECT 1", "WITH", "INSERT", 1, false],
	["replace into t values (1)", "REPLACE", "REPLACE", 1, false],
	["with replace as (select 1) delete from job", "WITH", "DELETE", 1, false],
	["with x as (select 1) replace into t select 1", "WITH", "REPLACE", 1, false],
	["update job set name = :where", "UPDATE", "UPDATE", 1, false],
	["(select 1)", "", "", 1, false],
	["delete from job where 'unterminated ; select 1", "DELETE", "DELETE", 1, true],
	["/* unterminated delete from job", "", "", 0, false],
	["\u00a0delete from job", "\u00a0DELETE", "\u00a0DELETE", 1, false],
];

for (const [sql, opening, verb, statements, hasWhere] of TABLE) {
	test(JSON.stringify(sql), () => {
		expect(statementShape(sql)).toEqual({ opening, verb, statements, hasWhere });
	});
}
