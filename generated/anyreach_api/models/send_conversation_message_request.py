from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import _model
from .interactivity import Interactivity

_Interactivity_members = _model.Members(Interactivity, str)


@_attrs_define(repr=False, match_args=False)
class SendConversationMessageRequest(_model.Model):
    """A user message.

    Attributes:
        text: The message text.
        interactivity: Whether the agent can reply with widgets as well as text.
    """

    text: str = _attrs_field(repr=False)
    interactivity: Interactivity | None = Interactivity.PLAIN
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True, repr=False)
    _nulls: frozenset[str] = _attrs_field(default=_model.NO_NULLS, alias="nulls", kw_only=True)

    __keys__: ClassVar[frozenset[str]] = frozenset(
        (
            "text",
            "interactivity",
        )
    )
    __required__: ClassVar[frozenset[str]] = frozenset(("text",))

    def to_dict(self) -> dict[str, Any]:
        """Convert the model to JSON.

        Returns:
            The JSON object, ready for `json.dumps`. Withheld fields have no key.
        """
        field_dict: dict[str, Any] = dict(self.additional_properties)
        if self._nulls:
            field_dict.update(dict.fromkeys(self._nulls))
        field_dict["text"] = self.text
        if self.interactivity is not None:
            field_dict["interactivity"] = _model.to_json(self.interactivity)
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
        unknown = len(src_dict) - 2
        if "text" not in src_dict:
            raise _model.missing("text")
        elif type(value := src_dict["text"]) is str:
            model.text = value
        else:
            raise _model.mismatch("a string", value, "text")
        if "interactivity" not in src_dict:
            model.interactivity = None
            unknown += 1
        elif type(value := src_dict["interactivity"]) is str:
            model.interactivity = _Interactivity_members[value]
        elif value is None:
            model.interactivity = None
            nulls += ("interactivity",)
        else:
            raise _model.mismatch("a string", value, "interactivity")
        model.additional_properties = (
            {key: value for key, value in src_dict.items() if key not in cls.__keys__}
            if unknown
            else {}
        )
        model._nulls = frozenset(nulls) if nulls else _model.NO_NULLS
        return model
