"""Running a workflow: once, to its end or not, and a failure is an error."""

from __future__ import annotations

import pickle
from typing import Any

import pytest

from anyreach import ConfigurationError, InternalServerError, JobFailedError
from anyreach.models import StartedWorkflowExecution, WorkflowExecution
from tests.overlay.talk import URL, Api, Talk, both


def run(talk: Talk, api: Api, *args: Any, **given: Any) -> Any:
    """Run a workflow."""
    return talk(
        URL,
        lambda it: it.workflows.run(*args, **given),
        transport=api.transport,
        max_retries=2,
    )


@both
def test_it_returns_what_succeeded(talk: Talk) -> None:
    """An execution that succeeded is returned, with its output."""
    api = Api({"status": "success", "execution_id": "exec_1", "output": {"sum": 3}})
    execution = run(talk, api, "flow_1", {"a": 1}, workflow_version=2)
    assert isinstance(execution, WorkflowExecution)
    assert execution.output == {"sum": 3}
    assert api.asked == [("POST", "/workflow/workflow-executions")]
    assert api.bodies == [{"workflow_id": "flow_1", "workflow_version": 2, "input_data": {"a": 1}}]


@both
def test_it_need_not_wait(talk: Talk) -> None:
    """With `wait=False` it is started, and what is not given is not sent."""
    api = Api({"execution_id": "exec_1"})
    assert isinstance(run(talk, api, "flow_1", wait=False), StartedWorkflowExecution)
    assert api.asked == [("POST", "/workflow/workflow-executions/async")]
    assert api.bodies == [{"workflow_id": "flow_1"}]


@both
def test_a_failure_is_an_error(talk: Talk) -> None:
    """The error holds the execution, does not print what it says, and pickles."""
    failed = {"status": "failed", "execution_id": "exec_1", "error": {"message": "canary"}}
    with pytest.raises(JobFailedError) as caught:
        run(talk, Api(failed), "flow_1")
    assert caught.value.record.error.message == "canary"
    assert str(caught.value) == "executeWorkflow: the workflow failed"
    assert "canary" not in repr(caught.value)
    assert pickle.loads(pickle.dumps(caught.value)).record.execution_id == "exec_1"


@both
def test_it_is_never_run_twice(talk: Talk) -> None:
    """A lost answer is an error at once."""
    api = Api((500, {}))
    with pytest.raises(InternalServerError):
        run(talk, api, "flow_1")
    assert len(api.asked) == 1


@both
def test_a_workflow_has_to_be_named(talk: Talk) -> None:
    """An empty id is refused before anything is sent."""
    with pytest.raises(ConfigurationError, match="workflow_id"):
        run(talk, Api({}), "")
