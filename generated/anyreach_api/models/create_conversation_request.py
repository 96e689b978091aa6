from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import _model
from .channel import Channel
from .latest_version import LatestVersion

_Channel_members = _model.Members(Channel, str)
_LatestVersion_members = _model.Members(LatestVersion, str)


@_attrs_define(repr=False, match_args=False)
class CreateConversationRequest(_model.Model):
    """The conversation to create.

    Attributes:
        channel: The conversation channel.
        user_id: Your identifier for the end user. For phone calls, a number in E.164 format,
            including the plus sign.
        agent_id: The agent to use. Defaults to its latest published version.
        agent_version_id: The published agent version to use instead of agent_id.
        agent_config: An agent configuration to use instead of a stored agent.
        version: The published version of agent_id to use: its number, or latest.
        agent_number: The agent's phone number (telephony).
        to_address: The recipient's email address. Required for email.
        from_address: The sender's email address.
        subject: The subject of the email.
        initial_context: Context injected into the agent at the start of the conversation.
        custom_metadata: Metadata to attach to the conversation. You can filter lists by it.
    """

    channel: Channel
    user_id: str = _attrs_field(repr=False)
    agent_id: str | None = None
    agent_version_id: str | None = None
    agent_config: dict[str, Any] | None = _attrs_field(default=None, repr=False)
    version: float | LatestVersion | None = None
    agent_number: str | None = _attrs_field(default=None, repr=False)
    to_address: str | None = _attrs_field(default=None, repr=False)
    from_address: str | None = _attrs_field(default=None, repr=False)
    subject: str | None = _attrs_field(default=None, repr=False)
    initial_context: str | None = _attrs_field(default=None, repr=False)
    custom_metadata: dict[str, Any] | None = _attrs_field(default=None, repr=False)
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True, repr=False)
    _nulls: frozenset[str] = _attrs_field(default=_model.NO_NULLS, alias="nulls", kw_only=True)

    __keys__: ClassVar[frozenset[str]] = frozenset(
        (
            "channel",
            "user_id",
            "agent_id",
            "agent_version_id",
            "agent_config",
            "version",
            "agent_number",
            "to_address",
            "from_address",
            "subject",
            "initial_context",
            "custom_metadata",
        )
    )
    __required__: ClassVar[frozenset[str]] = frozenset(
        (
            "channel",
            "user_id",
        )
    )

    def to_dict(self) -> dict[str, Any]:
        """Convert the model to JSON.

        Returns:
            The JSON object, ready for `json.dumps`. Withheld fields have no key.
        """
        field_dict: dict[str, Any] = dict(self.additional_properties)
        if self._nulls:
            field_dict.update(dict.fromkeys(self._nulls))
        field_dict["channel"] = _model.to_json(self.channel)
        field_dict["user_id"] = self.user_id
        if self.agent_id is not None:
            field_dict["agent_id"] = self.agent_id
        if self.agent_version_id is not None:
            field_dict["agent_version_id"] = self.agent_version_id
        if self.agent_config is not None:
            field_dict["agent_config"] = self.agent_config
        if self.version is not None:
            field_dict["version"] = _model.to_json(self.version)
        if self.agent_number is not None:
            field_dict["agent_number"] = self.agent_number
        if self.to_address is not None:
            field_dict["to_address"] = self.to_address
        if self.from_address is not None:
            field_dict["from_address"] = self.from_address
        if self.subject is not None:
            field_dict["subject"] = self.subject
        if self.initial_context is not None:
            field_dict["initial_context"] = self.initial_context
        if self.custom_metadata is not None:
            field_dict["custom_metadata"] = self.custom_metadata
        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        """Check and decode a JSON object.

        Returns:
            The model.

        Raises:
            errors.DecodeError: A value doesn't match the contract.
        """
        if type(src_dict) is not dict:
            src_dict = _model.mapping(src_dict)
        model = cls.__new__(cls)
        nulls: tuple[str, ...] = ()
        unknown = len(src_dict) - 12
        if "channel" not in src_dict:
            raise _model.missing("channel")
        elif type(value := src_dict["channel"]) is str:
            model.channel = _Channel_members[value]
        else:
            raise _model.mismatch("a string", value, "channel")
        if "user_id" not in src_dict:
            raise _model.missing("user_id")
        elif type(value := src_dict["user_id"]) is str:
            model.user_id = value
        else:
            raise _model.mismatch("a string", value, "user_id")
        if "agent_id" not in src_dict:
            model.agent_id = None
            unknown += 1
        elif type(value := src_dict["agent_id"]) is str:
            model.agent_id = value
        elif value is None:
            model.agent_id = None
            nulls += ("agent_id",)
        else:
            raise _model.mismatch("a string", value, "agent_id")
        if "agent_version_id" not in src_dict:
            model.agent_version_id = None
            unknown += 1
        elif type(value := src_dict["agent_version_id"]) is str:
            model.agent_version_id = value
        elif value is None:
            model.agent_version_id = None
            nulls += ("agent_version_id",)
        else:
            raise _model.mismatch("a string", value, "agent_version_id")
        if "agent_config" not in src_dict:
            model.agent_config = None
            unknown += 1
        elif type(value := src_dict["agent_config"]) is dict:
            model.agent_config = value
        elif value is None:
            model.agent_config = None
            nulls += ("agent_config",)
        else:
            raise _model.mismatch("an object", value, "agent_config")
        if "version" not in src_dict:
            model.version = None
            unknown += 1
        elif (value := src_dict["version"]) is None:
            model.version = None
            nulls += ("version",)
        else:
            try:
                model.version = _decode_version(value)
            except _model.FAULTS as fault:
                raise _model.inside(fault, "version") from None
        if "agent_number" not in src_dict:
            model.agent_number = None
            unknown += 1
        elif type(value := src_dict["agent_number"]) is str:
            model.agent_number = value
        elif value is None:
            model.agent_number = None
            nulls += ("agent_number",)
        else:
            raise _model.mismatch("a string", value, "agent_number")
        if "to_address" not in src_dict:
            model.to_address = None
            unknown += 1
        elif type(value := src_dict["to_address"]) is str:
            model.to_address = value
        elif value is None:
            model.to_address = None
            nulls += ("to_address",)
        else:
            raise _model.mismatch("a string", value, "to_address")
        if "from_address" not in src_dict:
            model.from_address = None
            unknown += 1
        elif type(value := src_dict["from_address"]) is str:
            model.from_address = value
        elif value is None:
            model.from_address = None
            nulls += ("from_address",)
        else:
            raise _model.mismatch("a string", value, "from_address")
        if "subject" not in src_dict:
            model.subject = None
            unknown += 1
        elif type(value := src_dict["subject"]) is str:
            model.subject = value
        elif value is None:
            model.subject = None
            nulls += ("subject",)
        else:
            raise _model.mismatch("a string", value, "subject")
        if "initial_context" not in src_dict:
            model.initial_context = None
            unknown += 1
        elif type(value := src_dict["initial_context"]) is str:
            model.initial_context = value
        elif value is None:
            model.initial_context = None
            nulls += ("initial_context",)
        else:
            raise _model.mismatch("a string", value, "initial_context")
        if "custom_metadata" not in src_dict:
            model.custom_metadata = None
            unknown += 1
        elif type(value := src_dict["custom_metadata"]) is dict:
            model.custom_metadata = value
        elif value is None:
            model.custom_metadata = None
            nulls += ("custom_metadata",)
        else:
            raise _model.mismatch("an object", value, "custom_metadata")
        model.additional_properties = (
            {key: value for key, value in src_dict.items() if key not in cls.__keys__}
            if unknown
            else {}
        )
        model._nulls = frozenset(nulls) if nulls else _model.NO_NULLS
        return model


_decode_version: Callable[[Any], float | LatestVersion] = _model.union(
    "a number or a string", number=_model.number, text=_LatestVersion_members.decode
)
