"""The contract's facts beyond operations and schemas."""

from collections.abc import Mapping
from typing import Final

SERVER_URL: Final = "https://api.anyreach.ai"
"""The API's base URL."""

VERSION: Final = "1.0.0"
"""The contract's version: `info.version`."""

OPERATIONS: Final[Mapping[str, str]] = {
    "getConversation": "conversations.get_conversation",
    "listConversations": "conversations.list_conversations",
    "createConversation": "conversations.create_conversation",
    "sendConversationMessage": "conversations.send_conversation_message",
    "endConversation": "conversations.end_conversation",
    "createConversationListenerToken": "conversations.create_conversation_listener_token",
    "getAgentAssist": "conversations.get_agent_assist",
    "getMyScopes": "members.get_my_scopes",
    "listAgents": "agents.list_agents",
    "createAgent": "agents.create_agent",
    "getAgent": "agents.get_agent",
    "updateAgent": "agents.update_agent",
    "deleteAgent": "agents.delete_agent",
    "listAgentVersions": "agents.list_agent_versions",
    "createAgentVersion": "agents.create_agent_version",
    "getAgentVersion": "agents.get_agent_version",
    "updateAgentVersion": "agents.update_agent_version",
    "publishAgentVersion": "agents.publish_agent_version",
    "compareAgentVersions": "agents.compare_agent_versions",
    "getAgentConfigSchema": "agents.get_agent_config_schema",
    "listPhoneNumbers": "phone_numbers.list_phone_numbers",
    "createPhoneNumber": "phone_numbers.create_phone_number",
    "getPhoneNumber": "phone_numbers.get_phone_number",
    "updatePhoneNumber": "phone_numbers.update_phone_number",
    "listTrunks": "trunks.list_trunks",
    "createTrunk": "trunks.create_trunk",
    "getTrunk": "trunks.get_trunk",
    "updateTrunk": "trunks.update_trunk",
    "deleteTrunk": "trunks.delete_trunk",
    "listWebWidgets": "web_widgets.list_web_widgets",
    "createWebWidget": "web_widgets.create_web_widget",
    "getWebWidget": "web_widgets.get_web_widget",
    "updateWebWidget": "web_widgets.update_web_widget",
    "deleteWebWidget": "web_widgets.delete_web_widget",
    "autoBrandWebWidget": "web_widgets.auto_brand_web_widget",
    "listCampaigns": "campaigns.list_campaigns",
    "createCampaign": "campaigns.create_campaign",
    "getCampaign": "campaigns.get_campaign",
    "updateCampaign": "campaigns.update_campaign",
    "startCampaign": "campaigns.start_campaign",
    "pauseCampaign": "campaigns.pause_campaign",
    "closeCampaign": "campaigns.close_campaign",
    "listCampaignContacts": "campaigns.list_campaign_contacts",
    "upsertCampaignContacts": "campaigns.upsert_campaign_contacts",
    "getCampaignContact": "campaigns.get_campaign_contact",
    "deleteCampaignContact": "campaigns.delete_campaign_contact",
    "getCampaignStats": "campaigns.get_campaign_stats",
    "listCampaignConfigurations": "campaigns.list_campaign_configurations",
    "createCampaignConfiguration": "campaigns.create_campaign_configuration",
    "getCampaignConfiguration": "campaigns.get_campaign_configuration",
    "deleteCampaignConfiguration": "campaigns.delete_campaign_configuration",
    "updateCampaignConfiguration": "campaigns.update_campaign_configuration",
    "listCampaignTimezones": "campaigns.list_campaign_timezones",
    "getCampaignConcurrencySettings": "campaigns.get_campaign_concurrency_settings",
    "updateCampaignConcurrencySettings": "campaigns.update_campaign_concurrency_settings",
    "listKnowledgeBaseSources": "knowledge_base.list_knowledge_base_sources",
    "addKnowledgeBaseSources": "knowledge_base.add_knowledge_base_sources",
    "addKnowledgeBaseSourcesByPattern": "knowledge_base.add_knowledge_base_sources_by_pattern",
    "queryKnowledgeBase": "knowledge_base.query_knowledge_base",
    "createKnowledgeBase": "knowledge_base.create_knowledge_base",
    "createKnowledgeBaseSources": "knowledge_base.create_knowledge_base_sources",
    "executeWorkflow": "workflows.execute_workflow",
    "startWorkflow": "workflows.start_workflow",
    "listOrganizationPats": "organizations.list_organization_pats",
    "createOrganizationPat": "organizations.create_organization_pat",
    "getUsageSummary": "organizations.get_usage_summary",
}
"""The module of each operationId, in `api`."""

METHODS: Final[Mapping[str, Mapping[str, str]]] = {
    "conversations": {
        "get": "getConversation",
        "list": "listConversations",
        "create": "createConversation",
        "send_message": "sendConversationMessage",
        "end": "endConversation",
        "create_listener_token": "createConversationListenerToken",
        "get_agent_assist": "getAgentAssist",
    },
    "members": {
        "get_my_scopes": "getMyScopes",
    },
    "agents": {
        "list": "listAgents",
        "create": "createAgent",
        "get": "getAgent",
        "update": "updateAgent",
        "delete": "deleteAgent",
        "list_versions": "listAgentVersions",
        "create_version": "createAgentVersion",
        "get_version": "getAgentVersion",
        "update_version": "updateAgentVersion",
        "publish_version": "publishAgentVersion",
        "compare_versions": "compareAgentVersions",
        "get_config_schema": "getAgentConfigSchema",
    },
    "phone_numbers": {
        "list": "listPhoneNumbers",
        "create": "createPhoneNumber",
        "get": "getPhoneNumber",
        "update": "updatePhoneNumber",
    },
    "trunks": {
        "list": "listTrunks",
        "create": "createTrunk",
        "get": "getTrunk",
        "update": "updateTrunk",
        "delete": "deleteTrunk",
    },
    "web_widgets": {
        "list": "listWebWidgets",
        "create": "createWebWidget",
        "get": "getWebWidget",
        "update": "updateWebWidget",
        "delete": "deleteWebWidget",
        "auto_brand": "autoBrandWebWidget",
    },
    "campaigns": {
        "list": "listCampaigns",
        "create": "createCampaign",
        "get": "getCampaign",
        "update": "updateCampaign",
        "start": "startCampaign",
        "pause": "pauseCampaign",
        "close": "closeCampaign",
        "list_contacts": "listCampaignContacts",
        "upsert_contacts": "upsertCampaignContacts",
        "get_contact": "getCampaignContact",
        "delete_contact": "deleteCampaignContact",
        "get_stats": "getCampaignStats",
        "list_configurations": "listCampaignConfigurations",
        "create_configuration": "createCampaignConfiguration",
        "get_configuration": "getCampaignConfiguration",
        "delete_configuration": "deleteCampaignConfiguration",
        "update_configuration": "updateCampaignConfiguration",
        "list_timezones": "listCampaignTimezones",
        "get_concurrency_settings": "getCampaignConcurrencySettings",
        "update_concurrency_settings": "updateCampaignConcurrencySettings",
    },
    "knowledge_base": {
        "list_sources": "listKnowledgeBaseSources",
        "add_sources": "addKnowledgeBaseSources",
        "add_sources_by_pattern": "addKnowledgeBaseSourcesByPattern",
        "query": "queryKnowledgeBase",
        "create": "createKnowledgeBase",
        "create_sources": "createKnowledgeBaseSources",
    },
    "workflows": {
        "execute": "executeWorkflow",
        "start": "startWorkflow",
    },
    "organizations": {
        "list_pats": "listOrganizationPats",
        "create_pat": "createOrganizationPat",
        "get_usage_summary": "getUsageSummary",
    },
}
"""The operationId of each method, by resource."""

PATHS: Final[Mapping[str, Mapping[str, str]]] = {
    "/core/conversations/{conversation_id}": {
        "GET": "getConversation",
    },
    "/core/conversations": {
        "GET": "listConversations",
        "POST": "createConversation",
    },
    "/core/conversations/{conversation_id}/messages": {
        "POST": "sendConversationMessage",
    },
    "/core/conversations/{conversation_id}/end": {
        "POST": "endConversation",
    },
    "/core/conversations/{conversation_id}/listener-token": {
        "POST": "createConversationListenerToken",
    },
    "/core/agent-assist/{phone_number}": {
        "GET": "getAgentAssist",
    },
    "/admin/members/me/scopes": {
        "GET": "getMyScopes",
    },
    "/core/agents": {
        "GET": "listAgents",
        "POST": "createAgent",
    },
    "/core/agents/{agent_id}": {
        "GET": "getAgent",
        "PUT": "updateAgent",
        "DELETE": "deleteAgent",
    },
    "/core/agents/{agent_id}/versions": {
        "GET": "listAgentVersions",
        "POST": "createAgentVersion",
    },
    "/core/agents/{agent_id}/versions/{version}": {
        "GET": "getAgentVersion",
        "PUT": "updateAgentVersion",
    },
    "/core/agents/{agent_id}/versions/{version}/publish": {
        "POST": "publishAgentVersion",
    },
    "/core/agents/{agent_id}/versions/compare": {
        "POST": "compareAgentVersions",
    },
    "/core/agent-config-schema": {
        "GET": "getAgentConfigSchema",
    },
    "/core/phone-numbers": {
        "GET": "listPhoneNumbers",
        "POST": "createPhoneNumber",
    },
    "/core/phone-numbers/{phone_number}": {
        "GET": "getPhoneNumber",
        "PATCH": "updatePhoneNumber",
    },
    "/core/trunks": {
        "GET": "listTrunks",
        "POST": "createTrunk",
    },
    "/core/trunks/{trunk_id}": {
        "GET": "getTrunk",
        "PUT": "updateTrunk",
        "DELETE": "deleteTrunk",
    },
    "/core/web-widgets": {
        "GET": "listWebWidgets",
        "POST": "createWebWidget",
    },
    "/core/web-widgets/{web_widget_id}": {
        "GET": "getWebWidget",
        "PUT": "updateWebWidget",
        "DELETE": "deleteWebWidget",
    },
    "/core/web-widgets/{web_widget_id}/auto-brand": {
        "POST": "autoBrandWebWidget",
    },
    "/campaign/campaigns": {
        "GET": "listCampaigns",
        "POST": "createCampaign",
    },
    "/campaign/campaigns/{campaign_id}": {
        "GET": "getCampaign",
        "PATCH": "updateCampaign",
    },
    "/campaign/campaigns/{campaign_id}/start": {
        "POST": "startCampaign",
    },
    "/campaign/campaigns/{campaign_id}/pause": {
        "POST": "pauseCampaign",
    },
    "/campaign/campaigns/{campaign_id}/close": {
        "POST": "closeCampaign",
    },
    "/campaign/campaigns/{campaign_id}/contacts": {
        "GET": "listCampaignContacts",
        "POST": "upsertCampaignContacts",
    },
    "/campaign/campaigns/{campaign_id}/contacts/{contact_id}": {
        "GET": "getCampaignContact",
        "DELETE": "deleteCampaignContact",
    },
    "/campaign/campaigns/{campaign_id}/stats": {
        "GET": "getCampaignStats",
    },
    "/campaign/configurations": {
        "GET": "listCampaignConfigurations",
        "POST": "createCampaignConfiguration",
    },
    "/campaign/configurations/{config_id}": {
        "GET": "getCampaignConfiguration",
        "DELETE": "deleteCampaignConfiguration",
        "PATCH": "updateCampaignConfiguration",
    },
    "/campaign/timezones": {
        "GET": "listCampaignTimezones",
    },
    "/campaign/concurrency-settings": {
        "GET": "getCampaignConcurrencySettings",
        "PUT": "updateCampaignConcurrencySettings",
    },
    "/knowledge-base/datasets/{dataset_id}/sources": {
        "GET": "listKnowledgeBaseSources",
        "POST": "addKnowledgeBaseSources",
    },
    "/knowledge-base/datasets/{dataset_id}/sources/pattern": {
        "POST": "addKnowledgeBaseSourcesByPattern",
    },
    "/knowledge-base/datasets/{dataset_id}/query": {
        "POST": "queryKnowledgeBase",
    },
    "/knowledge-base/datasets": {
        "POST": "createKnowledgeBase",
    },
    "/knowledge-base/sources": {
        "POST": "createKnowledgeBaseSources",
    },
    "/workflow/workflow-executions": {
        "POST": "executeWorkflow",
    },
    "/workflow/workflow-executions/async": {
        "POST": "startWorkflow",
    },
    "/admin/organization-pats": {
        "GET": "listOrganizationPats",
        "POST": "createOrganizationPat",
    },
    "/admin/usage/summary": {
        "GET": "getUsageSummary",
    },
}
"""The operationId of each HTTP method, by path template, including an own server's path."""
