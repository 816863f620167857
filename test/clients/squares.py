"""What map_function.py runs for each set of parameters, and once for all results."""


def square(job_name, params):
    return {"job": job_name, "square": params["number"] ** 2, "note": params["note"]}


def add_up(results):
    return {"sum": sum(result["square"] for result in results), "count": len(results)}
