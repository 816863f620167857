"""What is changed about requests that were made from the document.

The document names records by numbers at random: most are led to records that exist. Only integers in the valid range are
replaced, so a request that breaks the document goes on breaking it. 2.0 is an integer in JSON; in an address it is written 2.
"""

import re

import schemathesis

WHOLE = re.compile(r"-?[0-9]+\.0")
SAFE = 2**53
IDS = 8


def lead(name, value):
    """A small id for a valid one; everything else stays."""
    is_id = name == "id" or name.endswith("_id") or name.endswith("_ids")
    if isinstance(value, list) and is_id:
        return [lead("id", item) for item in value]
    if isinstance(value, int) and not isinstance(value, bool) and is_id and -SAFE < value < SAFE:
        return abs(value) % IDS
    return lead_all(value)


def lead_all(value):
    if isinstance(value, dict):
        return {name: lead(name, inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [lead_all(item) for item in value]
    return value


def as_written(value):
    """2 for 2.0, also where an earlier answer's number has become text on its way into an address."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, str) and WHOLE.fullmatch(value):
        return value[:-2]
    return value


def whole_numbers(parameters):
    if not isinstance(parameters, dict):
        return parameters
    return {name: as_written(value) for name, value in parameters.items()}


def in_address(parameters):
    return lead_all(whole_numbers(parameters))


@schemathesis.hook
def map_path_parameters(context, path_parameters):
    return in_address(path_parameters)


@schemathesis.hook
def map_query(context, query):
    return in_address(query)


@schemathesis.hook
def map_body(context, body):
    return lead_all(body)


@schemathesis.hook
def before_call(context, case, kwargs):
    """Numbers that come from earlier answers pass the other hooks by."""
    case.path_parameters = whole_numbers(case.path_parameters)
    case.query = whole_numbers(case.query)
