"""The models of the contract, loaded when they are first asked for."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .agent import Agent
    from .agent_version import AgentVersion
    from .auto_brand_web_widget_request import AutoBrandWebWidgetRequest
    from .channel import Channel
    from .compare_agent_versions_request import CompareAgentVersionsRequest
    from .conversation import Conversation
    from .conversation_agent import ConversationAgent
    from .conversation_widget import ConversationWidget
    from .create_agent_request import CreateAgentRequest
    from .create_agent_version_request import CreateAgentVersionRequest
    from .create_conversation_request import CreateConversationRequest
    from .create_conversation_response import CreateConversationResponse
    from .create_phone_number_request import CreatePhoneNumberRequest
    from .direction import Direction
    from .end_conversation_response import EndConversationResponse
    from .error import Error
    from .interactivity import Interactivity
    from .latest_version import LatestVersion
    from .phone_number import PhoneNumber
    from .publish_agent_version_request import PublishAgentVersionRequest
    from .publish_direction import PublishDirection
    from .send_conversation_message_request import SendConversationMessageRequest
    from .send_conversation_message_response import SendConversationMessageResponse
    from .status import Status
    from .trunk import Trunk
    from .trunk_inbound_config import TrunkInboundConfig
    from .trunk_outbound_config import TrunkOutboundConfig
    from .trunk_outbound_config_request import TrunkOutboundConfigRequest
    from .trunk_request import TrunkRequest
    from .update_agent_request import UpdateAgentRequest
    from .update_agent_version_request import UpdateAgentVersionRequest
    from .update_phone_number_request import UpdatePhoneNumberRequest
    from .web_widget import WebWidget
    from .web_widget_request import WebWidgetRequest
else:
    import importlib

    _MODULES = {
        "Agent": "agent",
        "AgentVersion": "agent_version",
        "AutoBrandWebWidgetRequest": "auto_brand_web_widget_request",
        "Channel": "channel",
        "CompareAgentVersionsRequest": "compare_agent_versions_request",
        "Conversation": "conversation",
        "ConversationAgent": "conversation_agent",
        "ConversationWidget": "conversation_widget",
        "CreateAgentRequest": "create_agent_request",
        "CreateAgentVersionRequest": "create_agent_version_request",
        "CreateConversationRequest": "create_conversation_request",
        "CreateConversationResponse": "create_conversation_response",
        "CreatePhoneNumberRequest": "create_phone_number_request",
        "Direction": "direction",
        "EndConversationResponse": "end_conversation_response",
        "Error": "error",
        "Interactivity": "interactivity",
        "LatestVersion": "latest_version",
        "PhoneNumber": "phone_number",
        "PublishAgentVersionRequest": "publish_agent_version_request",
        "PublishDirection": "publish_direction",
        "SendConversationMessageRequest": "send_conversation_message_request",
        "SendConversationMessageResponse": "send_conversation_message_response",
        "Status": "status",
        "Trunk": "trunk",
        "TrunkInboundConfig": "trunk_inbound_config",
        "TrunkOutboundConfig": "trunk_outbound_config",
        "TrunkOutboundConfigRequest": "trunk_outbound_config_request",
        "TrunkRequest": "trunk_request",
        "UpdateAgentRequest": "update_agent_request",
        "UpdateAgentVersionRequest": "update_agent_version_request",
        "UpdatePhoneNumberRequest": "update_phone_number_request",
        "WebWidget": "web_widget",
        "WebWidgetRequest": "web_widget_request",
    }

    def __getattr__(name: str) -> object:
        """Import a model when it is first asked for."""
        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        model = getattr(importlib.import_module(f".{_MODULES[name]}", __name__), name)
        globals()[name] = model
        return model

    def __dir__() -> list[str]:
        return sorted({*globals(), *_MODULES})


__all__ = (
    "Agent",
    "AgentVersion",
    "AutoBrandWebWidgetRequest",
    "Channel",
    "CompareAgentVersionsRequest",
    "Conversation",
    "ConversationAgent",
    "ConversationWidget",
    "CreateAgentRequest",
    "CreateAgentVersionRequest",
    "CreateConversationRequest",
    "CreateConversationResponse",
    "CreatePhoneNumberRequest",
    "Direction",
    "EndConversationResponse",
    "Error",
    "Interactivity",
    "LatestVersion",
    "PhoneNumber",
    "PublishAgentVersionRequest",
    "PublishDirection",
    "SendConversationMessageRequest",
    "SendConversationMessageResponse",
    "Status",
    "Trunk",
    "TrunkInboundConfig",
    "TrunkOutboundConfig",
    "TrunkOutboundConfigRequest",
    "TrunkRequest",
    "UpdateAgentRequest",
    "UpdateAgentVersionRequest",
    "UpdatePhoneNumberRequest",
    "WebWidget",
    "WebWidgetRequest",
)
