"""The contract's models, loaded lazily."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .add_knowledge_base_sources_body import AddKnowledgeBaseSourcesBody
    from .agent import Agent
    from .agent_assist import AgentAssist
    from .agent_assist_header import AgentAssistHeader
    from .agent_assist_sentiment import AgentAssistSentiment
    from .agent_version import AgentVersion
    from .auto_brand_web_widget_request import AutoBrandWebWidgetRequest
    from .campaign import Campaign
    from .campaign_attempt import CampaignAttempt
    from .campaign_attempt_counts import CampaignAttemptCounts
    from .campaign_configuration import CampaignConfiguration
    from .campaign_configuration_request import CampaignConfigurationRequest
    from .campaign_contact import CampaignContact
    from .campaign_contact_counts import CampaignContactCounts
    from .campaign_contact_page import CampaignContactPage
    from .campaign_contact_request import CampaignContactRequest
    from .campaign_request import CampaignRequest
    from .campaign_stats import CampaignStats
    from .campaign_status import CampaignStatus
    from .channel import Channel
    from .compare_agent_versions_request import CompareAgentVersionsRequest
    from .conversation import Conversation
    from .conversation_agent import ConversationAgent
    from .conversation_widget import ConversationWidget
    from .create_agent_request import CreateAgentRequest
    from .create_agent_version_request import CreateAgentVersionRequest
    from .create_conversation_request import CreateConversationRequest
    from .create_conversation_response import CreateConversationResponse
    from .create_knowledge_base_request import CreateKnowledgeBaseRequest
    from .create_knowledge_base_source_request import CreateKnowledgeBaseSourceRequest
    from .create_organization_pat_request import CreateOrganizationPatRequest
    from .create_phone_number_request import CreatePhoneNumberRequest
    from .direction import Direction
    from .end_conversation_response import EndConversationResponse
    from .error import Error
    from .execute_workflow_request import ExecuteWorkflowRequest
    from .file_upload_status import FileUploadStatus
    from .interactivity import Interactivity
    from .knowledge_base_dataset_source import KnowledgeBaseDatasetSource
    from .knowledge_base_pagination import KnowledgeBasePagination
    from .knowledge_base_source import KnowledgeBaseSource
    from .knowledge_base_source_page import KnowledgeBaseSourcePage
    from .knowledge_base_source_type import KnowledgeBaseSourceType
    from .knowledge_base_source_upload import KnowledgeBaseSourceUpload
    from .latest_version import LatestVersion
    from .listener_token import ListenerToken
    from .organization_pat import OrganizationPat
    from .phone_number import PhoneNumber
    from .publish_agent_version_request import PublishAgentVersionRequest
    from .publish_direction import PublishDirection
    from .send_conversation_message_request import SendConversationMessageRequest
    from .send_conversation_message_response import SendConversationMessageResponse
    from .started_workflow_execution import StartedWorkflowExecution
    from .status import Status
    from .time_window import TimeWindow
    from .trunk import Trunk
    from .trunk_inbound_config import TrunkInboundConfig
    from .trunk_outbound_config import TrunkOutboundConfig
    from .trunk_outbound_config_request import TrunkOutboundConfigRequest
    from .trunk_request import TrunkRequest
    from .update_agent_request import UpdateAgentRequest
    from .update_agent_version_request import UpdateAgentVersionRequest
    from .update_phone_number_request import UpdatePhoneNumberRequest
    from .upsert_campaign_contacts_request import UpsertCampaignContactsRequest
    from .url_crawl_options import UrlCrawlOptions
    from .usage_summary import UsageSummary
    from .web_widget import WebWidget
    from .web_widget_request import WebWidgetRequest
    from .weekday import Weekday
    from .workflow_error import WorkflowError
    from .workflow_execution import WorkflowExecution
    from .workflow_execution_status import WorkflowExecutionStatus
else:
    import importlib

    _MODULES = {
        "AddKnowledgeBaseSourcesBody": "add_knowledge_base_sources_body",
        "Agent": "agent",
        "AgentAssist": "agent_assist",
        "AgentAssistHeader": "agent_assist_header",
        "AgentAssistSentiment": "agent_assist_sentiment",
        "AgentVersion": "agent_version",
        "AutoBrandWebWidgetRequest": "auto_brand_web_widget_request",
        "Campaign": "campaign",
        "CampaignAttempt": "campaign_attempt",
        "CampaignAttemptCounts": "campaign_attempt_counts",
        "CampaignConfiguration": "campaign_configuration",
        "CampaignConfigurationRequest": "campaign_configuration_request",
        "CampaignContact": "campaign_contact",
        "CampaignContactCounts": "campaign_contact_counts",
        "CampaignContactPage": "campaign_contact_page",
        "CampaignContactRequest": "campaign_contact_request",
        "CampaignRequest": "campaign_request",
        "CampaignStats": "campaign_stats",
        "CampaignStatus": "campaign_status",
        "Channel": "channel",
        "CompareAgentVersionsRequest": "compare_agent_versions_request",
        "Conversation": "conversation",
        "ConversationAgent": "conversation_agent",
        "ConversationWidget": "conversation_widget",
        "CreateAgentRequest": "create_agent_request",
        "CreateAgentVersionRequest": "create_agent_version_request",
        "CreateConversationRequest": "create_conversation_request",
        "CreateConversationResponse": "create_conversation_response",
        "CreateKnowledgeBaseRequest": "create_knowledge_base_request",
        "CreateKnowledgeBaseSourceRequest": "create_knowledge_base_source_request",
        "CreateOrganizationPatRequest": "create_organization_pat_request",
        "CreatePhoneNumberRequest": "create_phone_number_request",
        "Direction": "direction",
        "EndConversationResponse": "end_conversation_response",
        "Error": "error",
        "ExecuteWorkflowRequest": "execute_workflow_request",
        "FileUploadStatus": "file_upload_status",
        "Interactivity": "interactivity",
        "KnowledgeBaseDatasetSource": "knowledge_base_dataset_source",
        "KnowledgeBasePagination": "knowledge_base_pagination",
        "KnowledgeBaseSource": "knowledge_base_source",
        "KnowledgeBaseSourcePage": "knowledge_base_source_page",
        "KnowledgeBaseSourceType": "knowledge_base_source_type",
        "KnowledgeBaseSourceUpload": "knowledge_base_source_upload",
        "LatestVersion": "latest_version",
        "ListenerToken": "listener_token",
        "OrganizationPat": "organization_pat",
        "PhoneNumber": "phone_number",
        "PublishAgentVersionRequest": "publish_agent_version_request",
        "PublishDirection": "publish_direction",
        "SendConversationMessageRequest": "send_conversation_message_request",
        "SendConversationMessageResponse": "send_conversation_message_response",
        "StartedWorkflowExecution": "started_workflow_execution",
        "Status": "status",
        "TimeWindow": "time_window",
        "Trunk": "trunk",
        "TrunkInboundConfig": "trunk_inbound_config",
        "TrunkOutboundConfig": "trunk_outbound_config",
        "TrunkOutboundConfigRequest": "trunk_outbound_config_request",
        "TrunkRequest": "trunk_request",
        "UpdateAgentRequest": "update_agent_request",
        "UpdateAgentVersionRequest": "update_agent_version_request",
        "UpdatePhoneNumberRequest": "update_phone_number_request",
        "UpsertCampaignContactsRequest": "upsert_campaign_contacts_request",
        "UrlCrawlOptions": "url_crawl_options",
        "UsageSummary": "usage_summary",
        "WebWidget": "web_widget",
        "WebWidgetRequest": "web_widget_request",
        "Weekday": "weekday",
        "WorkflowError": "workflow_error",
        "WorkflowExecution": "workflow_execution",
        "WorkflowExecutionStatus": "workflow_execution_status",
    }

    def __getattr__(name: str) -> object:
        """Import a model lazily."""
        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        model = getattr(importlib.import_module(f".{_MODULES[name]}", __name__), name)
        globals()[name] = model
        return model

    def __dir__() -> list[str]:
        return sorted({*globals(), *_MODULES})


__all__ = (
    "AddKnowledgeBaseSourcesBody",
    "Agent",
    "AgentAssist",
    "AgentAssistHeader",
    "AgentAssistSentiment",
    "AgentVersion",
    "AutoBrandWebWidgetRequest",
    "Campaign",
    "CampaignAttempt",
    "CampaignAttemptCounts",
    "CampaignConfiguration",
    "CampaignConfigurationRequest",
    "CampaignContact",
    "CampaignContactCounts",
    "CampaignContactPage",
    "CampaignContactRequest",
    "CampaignRequest",
    "CampaignStats",
    "CampaignStatus",
    "Channel",
    "CompareAgentVersionsRequest",
    "Conversation",
    "ConversationAgent",
    "ConversationWidget",
    "CreateAgentRequest",
    "CreateAgentVersionRequest",
    "CreateConversationRequest",
    "CreateConversationResponse",
    "CreateKnowledgeBaseRequest",
    "CreateKnowledgeBaseSourceRequest",
    "CreateOrganizationPatRequest",
    "CreatePhoneNumberRequest",
    "Direction",
    "EndConversationResponse",
    "Error",
    "ExecuteWorkflowRequest",
    "FileUploadStatus",
    "Interactivity",
    "KnowledgeBaseDatasetSource",
    "KnowledgeBasePagination",
    "KnowledgeBaseSource",
    "KnowledgeBaseSourcePage",
    "KnowledgeBaseSourceType",
    "KnowledgeBaseSourceUpload",
    "LatestVersion",
    "ListenerToken",
    "OrganizationPat",
    "PhoneNumber",
    "PublishAgentVersionRequest",
    "PublishDirection",
    "SendConversationMessageRequest",
    "SendConversationMessageResponse",
    "StartedWorkflowExecution",
    "Status",
    "TimeWindow",
    "Trunk",
    "TrunkInboundConfig",
    "TrunkOutboundConfig",
    "TrunkOutboundConfigRequest",
    "TrunkRequest",
    "UpdateAgentRequest",
    "UpdateAgentVersionRequest",
    "UpdatePhoneNumberRequest",
    "UpsertCampaignContactsRequest",
    "UrlCrawlOptions",
    "UsageSummary",
    "WebWidget",
    "WebWidgetRequest",
    "Weekday",
    "WorkflowError",
    "WorkflowExecution",
    "WorkflowExecutionStatus",
)
