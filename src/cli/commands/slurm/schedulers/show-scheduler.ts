// A Slurm scheduler as a list of its fields.
import type { SlurmSchedulerModel } from "../../../../contract/models/scheduler.ts";
import { fields, type View } from "../../../render/view.ts";

export const showScheduler = (scheduler: SlurmSchedulerModel, title = `Slurm scheduler ID ${scheduler.id}:`): View =>
	fields(
		{
			ID: scheduler.id,
			Name: scheduler.name,
			"Workflow ID": scheduler.workflow_id,
			Account: scheduler.account,
			Partition: scheduler.partition,
			Nodes: scheduler.nodes,
			Walltime: scheduler.walltime,
			QOS: scheduler.qos,
			Memory: scheduler.mem,
			GRES: scheduler.gres,
			Tmp: scheduler.tmp,
			"Tasks per node": scheduler.ntasks_per_node,
			Extra: scheduler.extra,
			"One after another": scheduler.serialize_allocations || undefined,
		},
		title,
	);
