"""A diamond workflow with the published client: created, initialized, claimed, started, completed, listed.

Usage: diamond.py URL. Prints what the client saw as JSON.
"""

import json
import sys
from datetime import datetime, timezone

from torc import make_api
from torc.api import iter_documents, send_api_command
from torc.openapi_client import models
from torc.openapi_client.exceptions import ApiException

api = make_api(sys.argv[1])
seen = {}

seen["ping"] = api.ping().status
seen["api_version"] = api.get_version().api_version
workflow = api.create_workflow(
    models.WorkflowModel(name="diamond", user="tester", env={"LEVEL": "1"}, metadata={"kind": "test"})
)
seen["workflow"] = [workflow.name, workflow.user, workflow.env, workflow.metadata]


def add_file(name):
    return api.create_file(models.FileModel(workflow_id=workflow.id, name=name, path=f"/tmp/{name}")).id


files = {name: add_file(name) for name in ["raw", "left", "right", "all"]}
needs = api.create_resource_requirements(
    models.ResourceRequirementsModel(
        workflow_id=workflow.id, name="small", num_cpus=1, num_gpus=0, num_nodes=1, memory="1g", runtime="PT10M"
    )
)


def job(name, inputs, outputs):
    return models.JobModel(
        workflow_id=workflow.id,
        name=name,
        command=f"echo {name}",
        input_file_ids=[files[file] for file in inputs],
        output_file_ids=[files[file] for file in outputs],
        resource_requirements_id=needs.id,
    )


created = api.create_jobs(
    models.JobsModel(
        jobs=[
            job("prepare", [], ["raw"]),
            job("work_left", ["raw"], ["left"]),
            job("work_right", ["raw"], ["right"]),
            job("merge", ["left", "right"], ["all"]),
        ]
    )
).jobs
seen["created"] = [item.name for item in created]
seen["uninitialized"] = api.is_workflow_uninitialized(workflow.id).is_uninitialized
api.reset_workflow_status(workflow.id)
api.initialize_jobs(workflow.id)
run_id = api.get_workflow(workflow.id).run_id
seen["blocked"] = sorted(
    (pair.job_name, pair.depends_on_job_name) for pair in api.list_job_dependencies(workflow.id).items
)

node = api.create_compute_node(
    models.ComputeNodeModel(
        workflow_id=workflow.id,
        hostname="here",
        pid=1,
        start_time=datetime.now(timezone.utc).isoformat(),
        is_active=True,
        num_cpus=4,
        memory_gb=8.0,
        num_gpus=0,
        num_nodes=1,
        compute_node_type="local",
    )
)
resources = models.ComputeNodesResources(num_cpus=4, memory_gb=8.0, num_gpus=0, num_nodes=1)


def result_of(item):
    return models.ResultModel(
        job_id=item.id,
        workflow_id=workflow.id,
        run_id=run_id,
        attempt_id=item.attempt_id,
        compute_node_id=node.id,
        return_code=0,
        exec_time_minutes=0.5,
        completion_time=datetime.now(timezone.utc).isoformat(),
        status=models.JobStatus.COMPLETED,
    )


seen["rounds"] = []
while not api.is_workflow_complete(workflow.id).is_complete:
    claimed = api.claim_jobs_based_on_resources(workflow.id, 10, resources).jobs
    seen["rounds"].append([item.name for item in claimed])
    for item in claimed:
        assert api.start_job(item.id, run_id, node.id).status == models.JobStatus.RUNNING
    if len(claimed) == 1:
        api.complete_job(claimed[0].id, models.JobStatus.COMPLETED, run_id, result_of(claimed[0]))
    else:
        entries = [
            models.JobCompletionEntry(
                job_id=item.id, status=models.JobStatus.COMPLETED, run_id=run_id, result=result_of(item)
            )
            for item in claimed
        ]
        answer = api.batch_complete_jobs(workflow.id, models.BatchCompleteJobsRequest(completions=entries))
        assert answer.errors == []

seen["statuses"] = [[item.name, item.status.value] for item in iter_documents(api.list_jobs, workflow.id, limit=10)]
seen["results"] = [[item.job_name, item.return_code] for item in iter_documents(api.list_results, workflow.id)]
status = api.get_workflow_status(workflow.id)
seen["summary"] = [status.total_jobs, status.jobs_by_status.completed, status.is_complete]

api.create_event(models.EventModel(workflow_id=workflow.id, timestamp=0, data={"category": "note", "text": "done"}))
seen["events"] = [event.data["category"] for event in iter_documents(api.list_events, workflow.id)]
seen["notes"] = [event.data["text"] for event in api.list_events(workflow.id, category="note").items]

api.update_compute_node(node.id, node.model_copy(update={"is_active": False}))
seen["active_nodes"] = api.list_compute_nodes(workflow.id, is_active=True).total_count
try:
    send_api_command(api.start_job, created[0].id, run_id, node.id)
    seen["second_start"] = "accepted"
except ApiException as error:
    seen["second_start"] = [error.status, json.loads(error.body)["error"]["message"]]
seen["deleted"] = api.delete_workflow(workflow.id).name
seen["left"] = [item.id for item in api.list_workflows().items if item.id == workflow.id]
print(json.dumps(seen))
