// torc admin answer-sql: a server's query, in a process that can be ended.
import { text } from "node:stream/consumers";
import { answerSql } from "../../../server/read-sql-apart.ts";
import { adminAnswerSql } from "../../grammar/admin.ts";
import { implement } from "../../implement.ts";
import { NOTHING } from "../../render/view.ts";

export const command = implement(adminAnswerSql, {
	run: async ({ terminal }) => terminal.print(answerSql(await text(process.stdin))),
	show: () => NOTHING,
});
