"""A Python function mapped across workers by the published client.

Usage: map_function.py create URL   prints the id of a workflow that is ready to run
       map_function.py collect URL ID   prints the stored results as JSON
"""

import json
import sys
from pathlib import Path

from torc import make_api, map_function_to_jobs
from torc.openapi_client import models

COUNT = 6
command, url = sys.argv[1:3]
api = make_api(url)

if command == "create":
    workflow = api.create_workflow(models.WorkflowModel(name="map", user="tester"))
    map_function_to_jobs(
        api,
        workflow.id,
        "squares",
        "square",
        [{"number": number, "note": "naïve '\"\\ 世界"} for number in range(COUNT)],
        postprocess_func="add_up",
        module_directory=str(Path(__file__).parent),
        name_prefix="square_",
    )
    print(workflow.id)
else:
    workflow_id = int(sys.argv[3])
    records = {item.name: item.data for item in api.list_user_data(workflow_id).items}
    results = [records[f"output_square_{number + 1}"] for number in range(COUNT)]
    jobs = api.list_results(workflow_id).items
    nodes = {item.compute_node_id for item in jobs}
    print(json.dumps({"results": results, "total": records["postprocess_result"], "nodes": len(nodes)}))
