"""The operations of the tag knowledge_base."""
