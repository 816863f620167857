// A workflow that is reset by force while its jobs run: the old attempt and the new one never run side by side.
import { expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { InProcessRun } from "./in-process-run.ts";

test("the old attempt is gone before the new one starts, and reports nothing", async () => {
	await using run = await InProcessRun.open();
	await run.create(`name: reset
jobs:
  - name: works
    command: echo start $TORC_RUN_ID >> OUT/log; until test -e OUT/enough; do sleep 0.01; done; echo end $TORC_RUN_ID >> OUT/log
`);
	const running = run.run();
	await run.until(() => existsSync(join(run.output, "log")));
	const [client, params] = [run.beside(), { id: run.workflowId }];
	await client.resetWorkflowStatus({ params, query: { force: true } });
	await client.resetJobStatus({ params });
	await client.initializeJobs({ params });
	await run.until(() => run.text(/^log$/) === "start 0\nstart 1\n");
	await Bun.write(join(run.output, "enough"), "");
	expect(await running).toMatchObject({ reason: "complete", counts: { completed: 1, failed: 0, terminated: 0 } });
	expect(run.text(/^log$/)).toBe("start 0\nstart 1\nend 1\n");
	expect((await run.results()).works).toMatchObject([{ status: "completed", run_id: 1 }]);
});
