"""Who answers in a new conversation, and what it is told: shared by `create` and `chat`."""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

from attrs import frozen
from cyclopts import Parameter

from anyreach.cli._files import read_object, read_text
from anyreach.cli._values import pairs


@Parameter(name="*", group="Agent")
@frozen(kw_only=True)
class Agent:
    """The agent of a new conversation.

    Attributes:
        agent_id: The agent, in its latest published version.
        agent_version_id: The published version of an agent, instead.
        agent_version: Another published version of --agent-id: its number, or latest.
        initial_context: What the agent is to know at the start; - reads stdin.
        metadata: What to attach to the conversation; may be repeated.
        metadata_json: The same as a JSON object: as text, as @FILE, or - for stdin.
    """

    agent_id: Annotated[str | None, Parameter(metavar="ID")] = None
    agent_version_id: Annotated[str | None, Parameter(metavar="ID")] = None
    agent_version: Annotated[int | float | Literal["latest"] | None, Parameter(metavar="N")] = None
    initial_context: Annotated[str | None, Parameter(metavar="TEXT", allow_leading_hyphen=True)] = (
        None
    )
    metadata: Annotated[tuple[str, ...], Parameter(metavar="KEY=VALUE")] = ()
    metadata_json: Annotated[str | None, Parameter(metavar="JSON", allow_leading_hyphen=True)] = (
        None
    )

    def arguments(self) -> dict[str, Any]:
        """Return what these are as arguments of the client's methods.

        Raises:
            ConfigurationError: The metadata is none.
        """
        context = self.initial_context
        metadata: dict[str, Any] = dict(pairs("--metadata", self.metadata) or {})
        if self.metadata_json is not None:
            metadata |= read_object("--metadata-json", self.metadata_json)
        return {
            "agent_id": self.agent_id,
            "agent_version_id": self.agent_version_id,
            "version": self.agent_version,
            "initial_context": None if context is None else read_text(context),
            "custom_metadata": metadata or None,
        }


@Parameter(name="*", group="Agent")
@frozen(kw_only=True)
class AnyAgent(Agent):
    """The agent of a new conversation, stored or not.

    Attributes:
        agent_config: The configuration of an agent that is not stored, in the same ways.
    """

    agent_config: Annotated[str | None, Parameter(metavar="JSON", allow_leading_hyphen=True)] = None

    def arguments(self) -> dict[str, Any]:
        """Return what these are as arguments of the client's methods.

        Raises:
            ConfigurationError: The metadata, or the configuration, is none.
        """
        source = self.agent_config
        config = None if source is None else read_object("--agent-config", source)
        return {**super().arguments(), "agent_config": config}


NO_AGENT: Final = Agent()
NO_AGENT_AT_ALL: Final = AnyAgent()
